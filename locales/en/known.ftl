### Known near by already: seen too, merged, come back
known-near =
    { $category } near by is known already. Is it one of these?
    { $lines }
    { $others ->
        [0] If so tap “Add to mine”; no need to report it again.
       *[other] If so tap “I saw it too”: your photo joins it and you hear the outcome.{ "\u000A" }{ $promise }
    }
    .new = It's new
known-line =
    { $n ->
        [0] { "" }
       *[other] { $n }. { "" }
    }{ $metres ->
        [0] right here
       *[other] about { $metres } m
    } · reported { $opened } · { $status } · { $number }{ $own ->
        [0] { "" }
       *[other] { " · " }your own
    }{ $photo ->
        [0] { "" }
       *[other] { " · " }photo { $photo }
    }
known-join =
    I saw it too{ $n ->
        [0] { "" }
       *[other] { " " }{ $n }
    }
known-add =
    Add to mine{ $n ->
        [0] { "" }
       *[other] { " " }{ $n }
    }
known-promise = +{ $points } { -scheme } once verified, for the first { $most } who joined.
known-joined =
    Added, number { $number }
    { $category } · { $photos ->
        [one] 1 photo of yours
       *[other] { $photos } photos of yours
    }
    { $late ->
        [0] { $street }: result by { $handle-by }; you will hear.
       *[other] With { $street }; you hear as soon as there is a result.
    }
    { $promise }
    Ride safely.
    .followed = Show it
known-gone = That one has moved on and can't be joined any more.
known-since-then = Somebody has just reported the same kind near by. Please have a look first.
enough-followers = Very many saw this one already; that is plenty.
others-saw-it = Others saw { $number }, too, so the office goes on with it. Nothing left to do for you.
followed-card =
    { $number } · { $category } · { $status-for-rider }
    { $street } · you saw it too
    { HAS($outcome) ->
        [no] { $late ->
            [0] Result by { $handle-by }.
           *[other] You hear as soon as there is a result.
        }
       *[other] The office says: “{ $outcome }”
    }
following-list = { $count ->
        [one] One case you saw too. Tap it to see it.
       *[other] { $count } cases you saw too. Tap one to see it.
    }
following-empty = You have not joined a case yet.
followed-handled =
    { $street } says it is done: { $category }, { HAS($own) ->
        [no] which you saw too
       *[other] your { $own }, worked together with it
    }, number { $number }.{ HAS($outcome) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $outcome }”
    }{ $beside ->
        [0] { "" }
       *[other] { "\u000A" }First your photo, then the new one.
    }
    { $award }
    If you pass and it is still there, report it again.
followed-refused =
    This could not be accepted: { $category }, { HAS($own) ->
        [no] which you saw too
       *[other] your { $own }, worked together with it
    }, number { $number }.
    Who looked: { $street }. Why: { $outcome }{ HAS($owner) ->
        [no] { "" }
       *[other] { "\u000A" }Whose it is: { $owner }
    }{ HAS($done) ->
        [no] { "" }
       *[other] { "\u000A" }Done so far: passed to { $done }
    }
    { $award }
award-joined = What you saw was true. All paid places of this case are taken; thank you for stopping to look.
award-same-place = One place counts once; it is credited with your other report.
officer-joined =
    { $number } { $category }: { $alias } saw it too, { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }.{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
event-join = somebody else saw it
event-verified = verified
event-came_back = was handled before and came back
mark-others = seen by { $others } more
mark-alike = { $count } alike within 50 m in 12 weeks
mark-returned = came back: { $earlier } was handled
act-merge-near = Merge ({ $count } near by)
merge-into =
    { $number } { $category }: which one is the same? Tap one, or type its number.{ HAS($lines) ->
        [no] { "" }
       *[other] { "\u000A" }{ $lines }
    }
merge-number = { $into }
merge-line = { $into } · about { $metres } m · reported { $opened } · { $status }
merge-sure =
    Work { $number } together with { $into } { $into-category }?
    All who reported or saw either hear of it; one result counts for everybody.
    .yes = Merge
    .no = Don't merge
merge-done = { $number } is worked together with { $into }.
merge-kept = All right, { $number } stays on its own.
same-case = This is the same case; nothing to merge.
emergency-stays = An emergency can't go into a slower one. Please merge the other way round.
case-merged =
    Your report { $category } ({ $your-place }, see your photo) is the same as { $into }; they are worked together.
    { $street }: result by { $handle-by }; you will hear.{ $same ->
        [0] { "\u000A" }Once verified you get your points all the same.
       *[other] { "\u000A" }Both are yours, so the points come once.
    }
    .followed = Show the other
followed-merged = { $category } ({ $number }), which you saw too, is worked together with { $into }. You still hear the outcome.
officer-merged = { $merged } was merged into { $number } { $category }, which you have.
event-merge = worked together with another report
event-merged_in = another report was joined to it
mark-photo = a photo is much like one of { $alike }, please have a look
known-following = Seen too: { $count }
award-no-photo = What you saw was true. Only with a photo of your own does it earn; thank you for stopping to look.
