### Friendly shops: redeeming, receipts, offers, statements, till, staff
menu-redeem = Redeem
menu-shop = Shop
opens-redeem = redeem|check a code
opens-shop = shop|my shop

owner-welcome =
    Welcome: { $shop } is a friendly shop now.
    When a customer shows a code, tap “Redeem” and type or photograph it.
    It only says whether the code is good, never who the customer is.
shop-welcome =
    Welcome, you are on the staff of { $shop } now.
    When a customer shows a code, tap “Redeem” and type or photograph it.
which-shop = Which shop?
shop-today = { $shop } · { $count } redeemed today.
shop-receipts = Today's receipts
shop-offers = Our benefits
shop-statement = Statement
shop-till = Till
shop-staff = Staff

redeem-what =
    { $shop } · redeem
    Type the 12 symbols, or photograph the customer's QR. “Cancel” stops this.
redeem-reading = I have the photo and am reading it. You may type the 12 symbols as well.
redeem-next = Redeem another
redeemed-good =
    GOOD
    { $benefit }, redeemed.
redeemed-used =
    USED
    { $benefit }, used { $at }.
redeemed-expired =
    EXPIRED
    { $benefit }, ended { $at }.
redeemed-undone =
    GIVEN BACK
    { $benefit }: the customer gave it back and has the points.
redeemed-foreign =
    NOT THIS SHOP
    This code is not one of this shop's. Please look at the shop on the voucher.
redeemed-locked = Too many wrong codes; try again after { $at }. Your colleagues are not affected.
photo-no-code = I found no QR in the photo. Go closer and hold it straight, or type the code.

receipts = { $shop } · { $count } redeemed today{ $count ->
        [0] .
       *[other] { "\u000A" }{ $lines }
    }
receipt-line = { $at } { $benefit } …{ $tail }

offers-list = { $shop } · our benefits. Tap one to pause it or change its number.
offer-key = { $benefit } · { $left } left, { $week } a week
offer-key-paused = { $benefit } · paused
offer-card =
    { $benefit } · { $paused ->
        [0] offered
       *[other] paused
    }
    { $left } left this week, filled up to { $week } on { $next }.
offer-paused = { $benefit } is paused from this moment. Vouchers that riders hold stay good; the { $left } left wait, and on { $next } it is filled up to { $week }.
offer-resumed = { $benefit } is offered again: { $left } left this week, filled up to { $week } on { $next }.
offer-pause = Pause
offer-resume = Offer again
offer-lower = Change the number
lower-to =
    { $benefit } · { $week } a week now, { $left } left this week.
    How many a week at most from now on? Type a number from 0 to { $most }.
offer-lowered = { $benefit } · changed at once: { $left } left this week, filled up to { $week } on { $next }.{ $paused ->
        [0] { "" }
       *[other] { " " }It is still paused.
    }

statement =
    { $shop } · { $year }, { $since } to { $until }{ $open ->
        [0] { "" }
       *[other] { " " }(still running)
    }
    { $count ->
        [0] Nothing was redeemed.
       *[other] { $lines }
    }
    In all { $count }, { $sum } yuan.
    Paid by { $payer }, until { $due }.
    As a table (the link opens for 24 hours): { $link }
statement-line = { $benefit } { $count } × { $unit } = { $sum } yuan
statement-earlier = The month before
statement-sheet = Statement
statement-column-at = Time
statement-column-benefit = Benefit
statement-column-tail = Last two symbols
statement-column-count = Number
statement-column-unit = Unit price (yuan)
statement-column-sum = Sum (yuan)
statement-total = In all
statement-shop = Friendly shop
statement-period = Period
statement-payer = Paid by
statement-due = Until
statement-each = One by one

till-new =
    { $shop } · a new till link and a PIN of 6 digits.
    The link, the PIN and the devices from before are out at once.
    .yes = Make new ones
    .no = Not now
till-stays = All right, the old ones stay.
till-made =
    The till of { $shop }
    Link: { $link }
    PIN: { $pin }
    Shown this once. Open it on the counter's phone or tablet and enter the PIN; on as many devices as you like.
staff-list = { $shop } · staff: { $count }, by their aliases only.
    .add = Add one
staff-remove = Remove { $alias }
staff-invited =
    An invite to the staff of { $shop }: { $code }
    Or let them open: { $link }
    Good once, for 72 hours.
staff-removed = { $alias } is not on the staff any more, as of now.
staff-not-there = They are not on the staff any more.
shop-guessed-at =
    { $shop }: more than 20 wrong codes or PINs today; somebody may be guessing.
    Whoever guessed is locked; other staff and customers are not affected.
