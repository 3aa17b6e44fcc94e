### Friendly refusals
already-taken = A colleague has already taken { $number }.
not-now = { $number } is “{ $status }” now, so this can't be done.
too-late = { $number } was closed more than { $days } days ago. Please take a new photo and report it anew.
looked-often = { $number } is with the coordinator already. If it is still not solved after that, take a new photo and report it anew.
no-such-case = There is no such report, or it is not yours.
not-your-street = This case is not your street's.
somebody-else-has-it = { $alias } is working on this.
with-the-coordinator = { $number } is with the coordinator now; please wait for them.
words-do-not-fit = That does not fit any more: a report holds { $most } characters of words.
too-many-photos = A report holds { $most } photos at most; that is enough.
same-street = It is with this street already.
invite-not-good = This invite can't be used: mistyped, used already, or older than 72 hours. Please ask the operator for a new one.
not-a-place = This point is not on the map. Please send your position again, or type the road.
gone-already = The deletion has begun and cannot be stopped.
no-such-photo = There is no such photo, or not any more.
