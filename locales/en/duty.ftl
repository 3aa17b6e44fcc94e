### Duty: who is on duty, who hears of an emergency first
duty-street = Duty in which street?
duty-now = { HAS($alias) ->
        [no] Nobody is on duty in { $street } now.
       *[other] On duty in { $street }: { $alias }, since { $since }.
    }
    Emergencies go to the duty officer's private chat first.
    .on = I am on duty
    .to = Hand to a colleague
    .off = End duty
duty-to = Who takes the duty in { $street }? Tap one, or type the alias.
duty-mine = You are on duty in { $street }. Emergencies come to your private chat first.
duty-theirs = { $alias } is on duty in { $street } now, and was told.
duty-ended = The duty in { $street } has ended; nobody is on duty now.
duty-relieved = { $alias } has taken over the duty in { $street }; yours is over.
duty-given =
    { $by } has put you on duty in { $street }, from now on.
    Emergencies come here first.
    .off = End duty
duty-emergency =
    You are on duty, please act at once:
    { $case }
    .take = Take
    .handled = Handled
    .handover = Hand over
    .refuse = Not ours
    .photos = All photos
    .where = Where
    .history = History
emergency-duty =
    🆘 { $number } { $category } · { $place }, the rider cannot speak.
    Call 110 or 119 at once, tell them the place, then send somebody.
colleague = { $alias }
