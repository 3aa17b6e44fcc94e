### Corrections, cancelled awards, pauses: one asks for it, another decides
opens-decisions = decisions|corrections
opens-reverse = cancel an award
opens-adjust = correct points
which-number = Which case? Send its number, such as JA26-00042.
adjust-way = { $number } { $category }, rider { $alias }: add points, or take back what was counted too much?
    .more = Add points
    .less = Take back
adjust-points = How many? A whole number from 1 to { $most }.
adjust-why = { $points } points: what is the reason?
adjust-missed = They were missed
adjust-miscounted = They were miscounted
adjust-goodwill = A delay of ours
pause-why =
    { $number } { $category }, rider { $alias }: propose that awards wait for 30 days. What they have stays theirs to spend.
    They are heard first and have { $days } days; then another coordinator decides. What is the reason?
doubt-invented = the hazard may not have been there
doubt-copied = the photos may be somebody else’s
doubt-arranged = it may have been arranged with somebody
fraud-why =
    { $number } { $category }, rider { $alias }: find it a fraud; the award is cancelled, and what was spent is owed.
    They are heard first and have { $days } days; then another coordinator decides. What is the reason?
proposal-adjust = { $less ->
        [0] add { $points } points
       *[other] take back { $points } points
    }
proposal-pause = awards wait for 30 days
proposal-fraud = a fraud, award cancelled
proposal-state-hearing = the rider is being heard
proposal-state-waiting = waits for another coordinator
proposal-state-agreed = agreed
proposal-state-refused = not agreed
proposal-state-dropped = dropped
proposal-agree = Agree
proposal-refuse = Do not agree
proposal-drop = Drop it
proposal-open = Open the case
proposal-later = Not now
proposed =
    Asked for: { $ticket } · { $kind } (rider { $alias }, { $number })
    { $hearing ->
        [0] { $other ->
            [0] There is no other coordinator yet; it waits for one.
           *[other] It is done once another coordinator agrees.
        }
       *[other] The rider is heard first, then another coordinator decides{ $other ->
            [0] ; there is none yet
           *[other] { "" }
        }.
    }
proposal-asked =
    For you to decide: { $ticket } · { $kind }
    Rider { $alias } · { $number } { $category }
    Reason: { $reason }. Asked for by { $maker }.
proposal-heard =
    { $ticket } · { $kind }: can be decided now
    Rider { $alias } · { $number } { $category }
    Reason: { $reason }. Asked for by { $maker }.
    { HAS($heard) ->
        [no] The rider said nothing.
       *[yes] The rider says: “{ $heard }”
    }
proposal-card =
    { $ticket } · { $kind } · { $state }
    Rider { $alias } · { $number } { $category }
    Reason: { $reason }. Asked for by { $maker }.{ $hearing ->
        [0] { "" }
       *[other] { "\u000A" }{ HAS($heard) ->
            [no] The rider has said nothing yet{ HAS($until) ->
                [no] .
               *[yes] {" "}and may until { $until }.
            }
           *[yes] The rider says: “{ $heard }”
        }
    }
agree-sure = { $ticket } · { $kind }, rider { $alias }. Reason: { $reason }. It takes effect at once, and the rider is told.
proposal-short = They have too few points, { $short } are missing. { $ticket } still waits, unchanged.
proposal-left = { $ticket } is left as it is.
proposal-done = { $ticket } is done: { $kind }. The rider and { $maker } are told.
proposal-not-done = { $ticket } was not agreed to; nothing has changed. { $maker } is told.
proposal-dropped = { $ticket } was dropped; nothing has changed.
proposal-agreed = { $by } agreed to your { $ticket }: { $kind }, rider { $alias }. It is done.
proposal-refused = { $by } did not agree to your { $ticket }: { $kind }, rider { $alias }. Nothing has changed.
proposal-stale = Nobody decided { $ticket } ({ $kind }, rider { $alias }), so it was dropped.
decisions-list = { $count ->
        [0] Nothing waits to be decided.
       *[other] Waiting to be decided: { $count }. What you asked for, another decides.
    }
decisions-line = { $ticket } { $kind } · { $state }
decisions-waiting = Points to decide: { $count }
did-reversed = cancelled its points; no longer verified
event-reversed = these points were cancelled
