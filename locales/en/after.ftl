case-withdrawn = { $number } is withdrawn; the office sees it, too.
add-what =
    What shall be added to { $number } ({ $category })? Just type or send photos.{ $photos ->
        [0] { "" }
        [one] { "\u000A" }One new photo.
       *[other] { "\u000A" }{ $photos } new photos.
    }{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
    .done = Done
    .nothing = Nothing
added = Added to { $number }; { $street } sees it.
nothing-added = All right, nothing changed.
answer-solved = Thank you for looking again. { $number } is closed.
answer-partly =
    Noted, { $number } is closed for now.
    { $again ->
        [0] If the rest needs doing, take a new photo and report it anew.
       *[other] If the rest needs doing, tap “Look again”.
    }
    .again = Look again
answer-notpassed = No matter. { $number } is closed, your points stay.
what-is-still-wrong =
    { $number } { $category } · { $your-place }
    What is still wrong? Say a word, or tap “Skip”.
    .skip = Skip
    .keep = Wrong button
not-sent-back = All right, { $number } was not sent back.
goes-back =
    { HAS($said) ->
        [no] It is worked again under the same number, { $number }.
       *[other] You said “{ $said }”: it is worked again under the same number, { $number }.
    }
    { $street } will look again. Your points stay. Thank you for looking.
goes-up =
    { $number } goes to the coordinator this time, not back to the same officer.
    Your points stay. Thank you for looking.
