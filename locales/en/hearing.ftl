### A rider is heard before anything is paused or cancelled
hearing-asked =
    We would like to hear you first: { $category } ({ $your-place }, see your photo), { $number }.
    One thing to clear up: { $reason }. Nothing is decided and your points have not changed.
    Tell us how it was by { $until }. Not answering counts for nothing against you; another colleague looks at it before anything is decided.
    .say = Say something
    .nothing = Nothing to say
hearing-words = How was it? Type a few words; the coordinators who look at this will read them.
hearing-thanks = Got it; your words go along. You will hear what comes of it. Ride safely.
hearing-nothing = All right. Another colleague looks at it, and you will hear what comes of it.
hearing-no-more = { $category } ({ $your-place }, see your photo) was looked at: your points go on as usual, nothing has changed. Thank you.
awards-paused =
    Your awards wait until { $until }.
    Reason: { $reason } ({ $category } { $number }).
    What you have stays yours to spend; what is verified meanwhile is kept for you and paid afterwards.
adjusted-more = You got { $points } { -scheme }: { $reason } ({ $category } { $number }).
adjusted-less = { $points } points that were counted too much were taken back: { $reason } ({ $category } { $number }).
award-reversed =
    The { $category } you reported ({ $your-place }, see your photo): these { $points } points were cancelled.
    Reason: { $reason }.{ $spent ->
        [0] { "" }
       *[other] {" "}You had spent { $spent } of them, which { $fraud ->
            [0] is not asked back.
           *[other] comes off the points you earn next.
        }
    }{ $again ->
        [0] { "" }
       *[other] { "\u000A" }If that is wrong, press “Look again”.
    }
    .again = Look again
award-caught-up = { $points } points kept for you have arrived, { $number }.
