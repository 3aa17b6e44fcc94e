### A second look at closed cases where one usually rides
rechecks =
    { $count ->
        [0] Second look: when a case where you usually ride is closed, have a look as you pass.
       *[other] You have a second look in { $streets }; { $looked } so far.
    }
    At most { $most } a week, +{ $points } { -scheme } each, whether it is good or not.
    Never at meal times or at night. Only by the streets you choose, never by where you are. Stop at any time.
    .streets = Choose streets
    .out = No more looks
    .keep = Leave it so
rechecks-not-for-offices = Second looks are for riders who do not work cases themselves; only so do they count.
rechecks-kept = { $count ->
        [0] All right, you are not asked.
       *[other] All right, as before: { $streets }.
    }
rechecks-in = Noted: { $streets }. At most { $most } looks a week; if you don't pass there it does not matter, no need to go.
rechecks-out = All right, no more second looks. You can turn them on again under “Mine”.
which-usual-street = { $count ->
        [0] Where do you usually ride? At most { $most } streets. Tap one, or type a road.
       *[other] Chosen: { $streets }. Any more? At most { $most }.
    }
    .done = That's all
recheck-look =
    Second look: { $category } · { $street }, number { $number }
    Closed { $ended }. If you pass, have a look; good or not, +{ $points } { -scheme }.
    If you don't pass it does not matter, no need to go. Answer by { $until }.
    .ok = It is good now
    .bad = Not good (photo)
    .notpassed = Did not pass
    .map = Map
recheck-how-bad =
    { $number } { $category }: how does it look now? { $photos ->
        [0] Take a photo from a safe place; a few words if you like.
        [one] One photo.
       *[other] { $photos } photos.
    }{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
    .send = Send
    .leave = Never mind
recheck-left = All right, nothing was sent. Your photo was not kept.
recheck-was-ok = Noted. { $award } Thank you for looking.
recheck-was-bad =
    Thank you. { $number } goes back to { $street } and is worked again.
    { $award } Thank you for looking.
recheck-not-passed = No matter, another rider is asked.
not-to-look-at = This one needs no look any more. Thank you.
recheck-came-back =
    { $number } { $category } ({ $place }): a second look found it not good; it is worked again.{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
recheck-came-back-often =
    { $number } { $category } ({ $street }): not good again at a second look; it has come to the coordinator.{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
recheck-still-bad =
    { $number } { $category } ({ $street }): closed, yet not good at a second look, and it can't be sent back any more. Please see to it.{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
recheck-reopened =
    Another rider passed and saw { $category } ({ $your-place }, see your photo) not good yet. It is worked again under the same number, { $number }.
    { $up ->
        [0] { $street } answers by { $handle-by }.
       *[other] This time a coordinator sees to it.
    } Your points stay.
mine-rechecks = Second look
did-recheck_ok = second look: good
did-recheck_bad = second look: not good
event-recheck_ok = another rider looked: good
event-recheck_bad = another rider looked: not good
opens-rechecks = second look
