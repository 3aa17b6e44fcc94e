### Friendly refusals
already-taken = A colleague has already taken { $number }.
not-now = { $number } is “{ $status }” now, so this can't be done.
too-late = { $number } was closed more than { $days } days ago. Please take a new photo and report it anew.
looked-often = { $number } is with the coordinator already. If it is still not solved after that, take a new photo and report it anew.
no-such-case = There is no such report, or it is not yours.
not-your-street = This case is not your street's, or there is none with that number.
somebody-else-has-it = { $alias } is working on this.
with-the-coordinator = { $number } is with the coordinator now; please wait for them.
words-do-not-fit = That does not fit any more: a report holds { $most } characters of words.
too-many-photos = A report holds { $most } photos at most; that is enough.
maker-is-checker = Who asks for this can't be the one who agrees; please ask a colleague.
same-street = It is with this street already.
invite-not-good = This invite can't be used: mistyped, used already, or older than 72 hours. Please ask the operator for a new one.
not-a-place = This point is not on the map. Please send your position again, or type the road.
nothing-here = There is no such entry, or it is not for you.
outcome-already = It stands with this outcome already.
own-matter = You confided this one yourself; somebody else at the desk says what came of it.
content-gone = The content of { $number } is past its time and destroyed; only the record is left.
may-not-ask = The reporter wants no further messages.
handed-already = It was handed over there already.
care-desk-full = This street's care desk has its two people already. Please ask the operator.
gone-already = The deletion has begun and cannot be stopped.
no-such-photo = There is no such photo, or not any more.
no-such-week = There is no such week. Please write it as 2026-W48; a week that has not begun can't be shown.
not-your-week = That street's weekly summary is not yours to read.
note-too-long = One line only, please: { $most } characters at most.
no-such-benefit = The handbook does not have this one; send “benefits” to see what there is.
no-such-voucher = There is no such voucher, or it is not yours.
not-enough-points = { $short } points are missing for { $benefit }.
sold-out = { $benefit } is gone for this week; there is more on { $next }.
offer-paused-now = The shop does not offer { $benefit } just now. Your points stay.
month-is-full = At most { $most } of { $benefit } a month each, and you had them this month.
undo-too-late = { $minutes } minutes are over, so it can't be given back. It is good until { $until }.
voucher-has-ended = This voucher is { $state }; there is nothing to give back.
no-such-shop = There is no such shop, or it is not yours.
owner-only = This is for the shop's owner to do.
code-mistyped = That code was mistyped. Please read it off the voucher again; this one does not count.
nothing-in-hand = You have nothing in hand, so there is no shift to hand over.
not-a-colleague = { $alias } is no colleague of this street.
no-colleague = Nobody else works { $street } here yet. A colleague's first press in the counter's chat is enough.
not-an-officer-there = { $alias } does not work this street and can't be on duty there.
nobody-on-duty = Nobody is on duty now.
somebody-else-is-on-duty = { $alias } is on duty now. To relieve them, tap “I am on duty”.
third-hand-over = It was handed over twice; do this one by itself, a coordinator decides.
no-bad-weather = No bad weather is open now.
bad-weather-already = Bad weather is open in this street already.
not-of-the-weather = Not one of the bad weather's; handle it by itself.
no-such-consultation = There is no such consultation, or it is another street's.
moved-on = A colleague was faster. Please look at it as it stands now.
called-already = This class has a consultation already.
not-at-this-point = As this consultation stands, that can't be done.
not-met-yet = It has not begun yet. If you met earlier, change its time first.
one-side-only = Only one side takes part, so there is nobody to agree with. Please add another.
not-invited = You were not invited to this consultation, or it is over.
consultation-under-way = The consultation is not over. Agree, note that you did not, or call it off.
meeting-time = This is not a time to come within 90 days. Please type something like 12-03 14:30.
too-many-parties = A consultation has { $most } people at most.
no-such-sign = There is no such sign, or it is not yours to look at.
sign-decided = This sign about { $number } was looked at: { $how }{ HAS($by) ->
        [no] .
       *[yes] , by { $by }.
    }
nothing-to-reverse = { $number } has no points to cancel: it earned none, or they were cancelled already.
not-about-yourself = Nobody decides about their own points; ask another coordinator.
no-such-proposal = There is no such thing, or it is not yours to decide.
already-proposed = The same was asked for already: { $ticket }, waiting to be decided.
decided-already = { $ticket } is decided already: { $state }.
still-hearing = { $ticket } still waits for the rider{ $asked ->
        [0] , who is asked as soon as they may be disturbed.
       *[other] , at the latest until { $until }.
    }
hearing-over = This one is decided already. Thank you.
no-such-month = There is no such month yet. Name it like 2026-11.
not-your-points = These are not the points of your street.
