### Benefits, vouchers, the handbook
benefits-list =
    The handbook · you have { $available } points
    { $count ->
        [0] Nothing is within reach yet; tap one to see what is missing.
       *[other] Tap one to see more.
    }
benefit-key = { $benefit } · { $cost } points
benefit-key-free = { $benefit } · free
benefit-key-short = { $benefit } · { $cost } points, { $short } missing
benefit-key-gone = { $benefit } · gone for this week
benefit-key-paused = { $benefit } · paused by the shop

benefit-card =
    { $benefit } · { $cost ->
        [0] free
       *[other] { $cost } points (you have { $available })
    }
    { $about }
    { $shop }, { $where }
    { $left } left this week, filled up to { $week } on { $next }. Good for { $days } days, at most { $most } a month each.{ HAS($why) ->
        [no] { "" }
       *[yes] { "\u000A" }{ $why }
    }
    .no = Not now
benefit-take = { $cost ->
        [0] Take one
       *[other] Redeem ({ $cost } points)
    }
benefit-left = All right, your points stay.
policy-card =
    { $policy }
    { $about }
    It costs neither money nor points. As of { $as-of }{ $confirmed ->
        [0] , to be confirmed by the district; the authority's own word counts
       *[other] { "" }
    }.

voucher-taken =
    Done: { $benefit }, { $cost ->
        [0] one discount coupon, no points used, you have { $left }.
       *[other] one voucher for { $cost } points, { $left } left.
    }
    Code { $code }, until { $until } at “{ $shop }” ({ $where }).
    Show this picture at the counter; no name needed.
    You can give it back for 10 minutes, and the points return as they were.
    .undo = Give back
vouchers-mine = My vouchers
vouchers-list =
    { $count ->
        [0] You have no voucher to use now.
       *[other] Vouchers to use: { $count }. Tap one to see its code.
    }{ $ended ->
        [0] { "" }
       *[other] { "\u000A" }{ $lines }
    }
voucher-key = { $benefit } · until { $until }
voucher-line = { $benefit } · { $state }{ HAS($at) ->
        [no] { "" }
       *[yes] { " " }{ $at }
    }
voucher-card =
    { $benefit } ({ $cost ->
        [0] discount coupon
       *[other] voucher
    })
    Code { $code }, until { $until } at “{ $shop }” ({ $where }).
    Show this picture at the counter.
    .undo = Give back
voucher-ended = { $benefit }: this voucher is { $state }{ HAS($ended) ->
        [no] { "" }
       *[yes] { " " }{ $ended }
    }.
voucher-state-held = good
voucher-state-used = used
voucher-state-undone = given back, its points returned
voucher-state-expired = out of time, its points go back
voucher-state-withdrawn = taken back by the shop, its points returned
voucher-undone = { $cost ->
        [0] Given back: one discount coupon, { $benefit }.
       *[other] Given back: { $benefit }. { $cost } points returned, you have { $available }.
    }
voucher-used = Used: { $benefit }, { $at }, “{ $shop }”. If that was not you, please ask the shop.
voucher-going =
    Your voucher for { $benefit } runs out: use it by { $until } at “{ $shop }”.
    .look = Show it
points-going =
    { $points } of your points end on { $day }.
    Send “benefits” to see what they buy.

voucher-card-scheme = Starlight
voucher-card-until = Good until { $day } { $month_name }
voucher-card-hint = Show this at the counter; no name needed
voucher-card-price = { $cost ->
        [0] free
       *[other] { $cost } points
    }

opens-benefits = benefits|redeem points|handbook
opens-vouchers = vouchers|my vouchers|voucher
menu-benefits = Benefits
