### Starlight at a glance: issued, redeemed, outstanding
opens-starlight = starlight
starlight-now =
    Starlight points { $year }-{ $month } · { $where }
    { $empty ->
        [0] Issued { $issued } (last month { $issued-before }) · redeemed { $redeemed } (last month { $redeemed-before })
            Cancelled { $reversed } (last month { $reversed-before }) · expired { $expired } (last month { $expired-before }) · written off { $written_off } (last month { $written_off-before })
            Outstanding { $outstanding }, at the month's beginning { $opening }
       *[other] No points have come or gone this month.
    }{ $withheld ->
        [0] { "" }
       *[other] { "\u000A" }Kept for later: { $withheld } awards, { $withheld-points } points
    }
    Stock (at the pace of four weeks):
    { $stock }
    .table = Table
    .earlier = Month before
stock-lasts = { $benefit }: { $left } left, { $taken } taken, lasts { $days } days
stock-idle = { $benefit }: { $left } left, none taken in four weeks
stock-paused = { $benefit }: { $left } left, paused by the shop
starlight-adjust = Correct points
starlight-reverse = Cancel an award
starlight-fraud = Find a fraud
starlight-table = { $where }, points of { $month }: by expiry, street and shop
weekly-table = { $where }, the table of week { $week } with every step's moment
books-sheet-total = Total
books-sheet-expiry = By expiry
books-sheet-streets = By street
books-sheet-shops = By shop
books-sheet-stock = Stock
books-what = What
books-this-month = This month
books-last-month = Last month
books-expires = Expires
books-street = Street
books-shop = Shop
books-points = Points
books-benefit = Benefit
books-left = Pieces left
books-taken = Taken in four weeks
books-days = Lasts days
books-no-street = No street (paid by night, corrected)
books-opening = Outstanding at the beginning
books-issued = Issued
books-reversed = Cancelled
books-written_off = Written off
books-expired = Expired
books-redeemed = Redeemed
books-repaid = Debts paid
books-closing = Outstanding at the end
key-conflict = One entry of the points’ book ({ $key }) came back with another meaning. Nothing was posted; please have the operator look at it.
