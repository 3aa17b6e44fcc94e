points-now =
    You have { $available } { -scheme }.{ $pending ->
        [0] { "" }
       *[other] { " " }{ $pending } more are on their way.
    }{ $owed ->
        [0] { "" }
       *[other] { $owed } are owed; what you earn next pays them first.
    }
    { $expiring ->
        [0] { "" }
       *[other] { $expiring } of them expire on { $expires }.{ "\u000A" }
    }{ $count ->
        [0] Report something; once verified it earns points.
       *[other] { $lines }
    }{ HAS($service) ->
        [no] { "" }
       *[yes] { "\u000A" }{ $service }
    }
    .how = How to earn
points-what-case = { $category } { $number }
points-what-service = Voluntary service
points-what-adjust = Correction
points-line-available = { $day } { $what } +{ $points }
points-line-pending = { $day } { $what } +{ $points } (on its way)
points-line-withheld = { $day } { $what } day full, { $points } kept for you
points-line-expired = { $day } { $what } +{ $points } (expired)
points-line-cancelled = { $day } { $what } +{ $points }, cancelled
how-to-earn =
    Only what is verified earns, repaired or not.
    A normal hazard +{ $normal }, a serious one +{ $high }.
    At most { $day } points a day, { $month } a month, { $category } awards a day of one kind; what is over is kept for you.
    Points are not money, can't be passed on, and are good for twelve months.
    These earn nothing:
    { $nothing }
points-line-spent = { $day } redeemed { $benefit } −{ $points }
points-line-returned = { $day } redeemed { $benefit } −{ $points }, returned
points-service = { $hours } service hours ({ $reports } verified), level { $level }{ $more ->
        [0] .
       *[other] , { $more } more to { $next }.
    } Hours and level are kept, never spent.
award-posted = +{ $points } { -scheme }.
award-repeated = Your points from before stay.
award-entitled = +{ $points } { -scheme }, arriving in a few days as voluntary service.
award-paused = Your points are being checked; { $points } points are kept for you.
award-withheld = The day is full; { $points } points are kept for you.
award-nothing = { "" }
award-none = The office did not find the hazard, so it earns no points this time.
award-thanks = Thank you; this kind earns no points.
