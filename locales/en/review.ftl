### Review: signs for people to look at; none costs anybody anything by itself
opens-review = review
review-list = { $count ->
        [0] There is nothing to review.
       *[other] To review: { $count }{ $shown ->
            [10] , the oldest 10 first
           *[other] { "" }
        }. A sign changes no points; only you do.
    }
review-line = { $kind } · { $number }
review-next = Next
review-waiting = { $count } to review
sign-name-photo = A photo like an earlier one
sign-name-travel = Two places far apart
sign-name-burst = Many in a few minutes
sign-name-quick = Verified at once
sign-name-cleared = Solved at once
sign-name-pair = Always the same officer
sign-photo = A photo looks like one of { $earlier }{ $turns ->
        [0] { "" }
       *[other] {" "}(turned)
    }, which { $own ->
        [0] somebody else sent
       *[other] the same rider sent
    }.
sign-travel = { $minutes } minutes earlier they reported { $earlier }, { $km } km away.
sign-burst = They sent { $count } reports within { $minutes } minutes.
sign-quick = Verified { $seconds } seconds after it was reported.
sign-cleared = Within { $minutes } minutes of reporting, they said it was solved.
sign-pair = Of { $count } verified reports in { $days } days, { $theirs } were handled by { $officer }.
sign-card =
    { $number } { $category } · { $street }
    { $joined ->
        [0] Reported by
       *[other] Seen too by
    } { $alias }
    { $sign }
    { $joined ->
        [0] This is only a sign; no points have changed.
       *[other] This is only a sign. Points of a join are not cancelled one by one.
    }
    .fine = In order
    .seen = Seen
    .false = Not true
    .pause = Propose a pause
    .open = Open the case
sign-fine = { $number } ({ $alias }) was looked at; nothing has changed.
sign-was-fine = in order
sign-was-false = not true
sign-was-pause = pause proposed
sign-was-erased = erased by the person
reverse-why =
    { $number } { $category }: these { $points } points will be cancelled, and the rider reads why.
    What is the reason?
reverse-keep = Leave it
reverse-kept = Nothing was changed.
reversed-not_there = looked at again, the hazard was not there
reversed-twice = the same hazard was counted twice
reversed-mistaken = the office marked it by mistake
reversed-fraud = you were heard, and two coordinators found it untrue
reversed-done = The { $points } points of { $number } are cancelled. The rider knows why: { $reason }.
