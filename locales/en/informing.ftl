### When a case moves, who hears what
place-on-map = position given
counter-case =
    { $urgency ->
        [emergency] 🆘 Emergency
        [high] Serious
        [normal] Normal
       *[low] Low
    } · { $number } · { $category }
    { $street } · { $place }
    { HAS($words) ->
        [no] { "" }
       *[other] “{ $words }”{ "\u000A" }
    }{ $status }{ HAS($officer) ->
        [no] { "" }
       *[other] { " · " }with { $officer }
    }{ HAS($due) ->
        [no] { "" }
       *[other] { " · " }due { $due }
    } · alias { $alias }
    .take = Take
    .handled = Handled
    .handover = Hand over
    .refuse = Not ours
    .photos = All photos
    .where = Where
act-take = Take
act-handled = Handled
act-handover = Hand over
act-refuse = Not ours
case-taken =
    Somebody has it: { $category } ({ $place }, see your photo)
    { $street }, result by { $handle-by }. Number { $number }.
case-handed-over =
    Your report { $category } ({ $place }, see your photo) has a new office:
    { $before } → { $street }
    Why: { $why }
    The number stays { $number }; nothing to do for you. Somebody takes it by { $take-by }.
case-handled =
    { $street } says it is done: { $category } ({ $place }){ HAS($outcome) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $outcome }”
    }{ $beside ->
        [0] { "" }
       *[other] { "\u000A" }First your photo, then the new one.
    }{ HAS($award) ->
        [no] { "" }
       *[other] { "\u000A" }{ $award }
    }
    What do you see? Your answer does not change the points.
    .solved = Solved
    .partly = Partly
    .unsolved = Not solved
    .notpassed = Not been there
case-refused =
    This could not be accepted: { $category } ({ $place }, see your photo)
    Who looked: { $street }. Why: { $outcome }
    { $verified ->
        [1] What you saw was true. { $award }
       *[other] Thank you for stopping to look.
    }
    .again = Look again
officer-more-came =
    { $number } { $category }: the rider added something.{ HAS($words) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $words }”
    }
came-back =
    { $number } { $category } ({ $place }): the rider says it is not solved. Please look again.{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
came-back-often =
    { $number } { $category } ({ $street }) came back once more and is with the coordinator now.{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
no-counter = { $street } has no counter yet, so { $number } { $category } comes to you. Please have the operator bind one.
street-unclear = { $number } { $category }: not clear whose it is, with { $street } for now. Please decide and hand it over if need be.
emergency-at = 🆘 { $street } { $number } { $category } · { $place }: the rider can't call. Please reach the duty officer now.
