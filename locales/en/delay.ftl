### More time: how many hours and why; a coordinator decides
delay-hours =
    { $number } { $category } · { $place }
    Due { $handle-by } now. How many more hours? Tap one or type a number (1 to { $most }), counted on this category's clock.
delay-hours-shown = { $hours } hours
delay-why =
    { $hours } more hours, until { $until }.
    Why? The coordinators see it; if they agree, the rider does, too.
delay-sent =
    { $hours } more hours for { $number } are with the coordinators.
    Until they agree it stays due { $handle-by }.
delay-asked =
    More time · { $number } { $category } · { $place }
    { $officer } of { $street } asks for { $hours } hours: { $before } → { $until }
    Why: “{ $why }”
    .agree = Agree
    .refuse = Decline
    .open = Open it
delay-was-agreed =
    More time agreed · { $number } { $category } · { $place }
    { $before } → { $until }, decided by { $by }.
delay-was-refused =
    No more time · { $number } { $category } · { $place }
    It stays due { $before }, decided by { $by }.
delay-agreed-done = { $number } has more time, due { $handle-by }.
delay-no-why = Why no more time for { $number }? The officer sees it.
delay-refused-done = { $number } gets no more time; the officer knows why.
delay-agreed = { $number } { $category } ({ $place }) has more time, due { $until }. The rider knows.
delay-refused =
    { $number } { $category } ({ $place }) gets no more time, it stays due { $handle-by }.
    Why: “{ $why }”
case-delayed =
    Your report { $category } ({ $your-place }, see your photo) takes a little longer:
    Why: { $why }
    { $street } gives a result by { $handle-by } now. The number stays { $number }, points are not affected.
delays-none = No request for more time waits for you.
delays-list = { $count ->
        [one] 1 request for more time; tap it.
       *[other] { $count } requests for more time, soonest due first; tap one.
    }
delays-line = { $number } { $category } · { $hours } hours · due { $before }
delays-waiting = More time: { $count } to decide
note-delay-waits = asked for { $hours } more hours, until { $until }; a coordinator decides
note-delayed = has more time, was due { $before }
delay-waits = More time for { $number } was asked for already; please wait for a coordinator.
nobody-to-agree = No coordinator can be reached now to decide on { $number }. Please have the operator name one.
delay-decided = This request for { $number } was decided already, or is not needed any more.
not-your-own-delay = You asked for more time for { $number } yourself; another coordinator has to agree.
clock-waits = { $number } waits for the rider and its clock stands. Ask for more time once there is an answer.
hours-not-right = Please type a whole number from 1 to { $most }, like 24.
did-delay_ask = asked for more time
did-delay = agreed to more time
did-delay_refuse = did not agree to more time
event-delay_ask = the office asked for more time
event-delay = the result takes longer
event-delay_refuse = it stays due as before
