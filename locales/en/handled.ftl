handled-photo =
    { $number } { $category } · { $place }
    Send a photo of the result, with a word if you like.{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
    .none = No photo
handled-why-no-photo = Without a photo, say what was done and why there is none.
handled-mark =
    { $number } { $category } · { $photos ->
        [0] no photo
        [one] 1 photo
       *[other] { $photos } photos
    }{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
    Was the hazard really there? If so, the rider earns points.
    .true = Verified
    .not-seen = Not seen
    .ready = Ready words
handled-done =
    { $number } is handled; the rider will look. { $verified ->
        [1] Verified, points are credited.
       *[other] Marked as not seen, no points.
    }
handled-ready =
    { $number } { $category } · { $place }
    Tap a ready sentence, or type.
