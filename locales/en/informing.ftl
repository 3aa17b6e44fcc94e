### When a case moves, who hears what
place-on-map = on the map
place-as-sent = the place you sent
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
    } · alias { $alias }{ HAS($marks) ->
        [no] { "" }
       *[other] { "\u000A" }{ $marks }
    }{ HAS($notes) ->
        [no] { "" }
       *[other] { "\u000A" }{ $notes }
    }
act-original = Read as sent
act-take = Take
act-handled = Handled
act-ask = Ask back
act-unask = Stop waiting
act-delay = More time
act-handover = Hand over
act-refuse = Not ours
act-merge = Merge
act-assign = Pass to a unit
act-workorder = Work order no.
act-photos = All photos
act-where = Where
act-history = History
act-more = More
case-taken =
    Somebody has it: { $category } ({ $your-place }, see your photo)
    { $street }, result by { $handle-by }. Number { $number }.
case-handed-over =
    Your report { $category } ({ $your-place }, see your photo) has a new office:
    { $before } → { $street }
    Why: { $why }
    The number stays { $number }; nothing to do for you. { $reached ->
        [0] Nobody there takes reports here yet; you hear as soon as somebody does.
       *[other] Somebody takes it by { $take-by }.
    }
case-now-seen =
    There is somebody now for your report { $category } ({ $your-place }, see your photo).
    { $street }: taken by { $take-by }, result by { $handle-by }. Number { $number }.
case-handled =
    { $street } says it is done: { $category } ({ $your-place }){ HAS($outcome) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $outcome }”
    }{ $beside ->
        [0] { "" }
       *[other] { "\u000A" }First your photo, then the new one.
    }{ HAS($award) ->
        [no] { "" }
       *[other] { "\u000A" }{ $award }
    }
    { $asks ->
        [0] No hurry: tap what you see when you have time. Your answer does not change the points.
       *[other] What do you see? Your answer does not change the points.{ $again ->
            [0] { "\u000A" }This one went back several times. If it is still not solved, take a new photo and report it anew.
           *[other] { "" }
        }
    }
    .solved = Solved
    .partly = Partly
    .unsolved = Not solved
    .notpassed = Not been there
case-resolved =
    { $street } says it is done: { $category } ({ $your-place }, see your photo), number { $number }.
    What do you see? Your answer does not change the points.{ $again ->
        [0] { "\u000A" }This one went back several times. If it is still not solved, take a new photo and report it anew.
       *[other] { "" }
    }
    .solved = Solved
    .partly = Partly
    .unsolved = Not solved
    .notpassed = Not been there
case-refused =
    This could not be accepted: { $category } ({ $your-place }, see your photo)
    Who looked: { $street }. Why: { $outcome }{ HAS($owner) ->
        [no] { "" }
       *[other] { "\u000A" }Whose it is: { $owner }
    }{ HAS($done) ->
        [no] { "" }
       *[other] { "\u000A" }Done so far: passed to { $done }
    }
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
handed-over-often =
    { $number } { $category } goes from office to office: { $streets }. Please decide whose it is; with { $street } for now.
    The office says: “{ $why }”
emergency-at = 🆘 { $street } { $number } { $category } · { $place }: the rider can't call. Please reach the duty officer now.
