### The confidential desks' side: in private chats alone, every opening traced
opens-quiet = confidential desk|sealed
menu-quiet = Confidential desk
clue_desk-welcome =
    Welcome, you are now at the clue desk of { $street }.
    Something new comes as “You have a new message”; send “confidential desk” to see all. Every opening is traced; don't pass on, don't capture.
care_desk-welcome =
    Welcome, you are now at the care desk of { $street }.
    Something new comes as “You have a new message”; send “confidential desk” to see all. Every opening is traced; don't pass on, don't capture.
rights_desk-welcome =
    Welcome, you are now at the rights desk of { $street }.
    Something new comes as “You have a new message”; send “confidential desk” to see all. Every opening is traced; don't pass on, don't capture.
sealed-list =
    { $count ->
        [0] There is nothing now.
       *[other] { $count } in all, what waits first.
    }
sealed-line = { $number } · { $outcome }
sealed-card =
    { $number } · { $outcome }
    { $category } · code { $code } · { $day }{ HAS($street) ->
        [no] { "" }
       *[other] { " · " }{ $street }
    }{ HAS($words) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $words }”
    }{ HAS($where) ->
        [no] { "" }
       *[other] { "\u000A" }Place: { $where }
    }{ HAS($point) ->
        [no] { "" }
       *[other] { "\u000A" }Coordinates (WGS-84): { $point }
    }
    { $photos ->
        [0] no photos
        [one] 1 photo
       *[other] { $photos } photos
    }{ HAS($handed) ->
        [no] { "" }
       *[other] { "\u000A" }{ $handed }
    }{ HAS($talk) ->
        [no] { "" }
       *[other] { "\u000A" }{ $talk }
    }
    This opening has been traced.
    .outcome = Outcome
    .ask = Ask
    .photos = Photos
    .hand = Hand over
    .pass = Other desk
    .trace = Who read it
sealed-trace =
    Who read { $number } and what they did; nobody can change it:
    { $lines }
trace-line = { $at } { $who } { $what }
traced-read = opened it
traced-photos = saw the photos
traced-trace = saw the trace
traced-ask = asked
traced-outcome = outcome: { $what }
traced-handed = handed over: { $what }
traced-passed = passed on: { $what }
sealed-by-desk = Desk: { $said }
sealed-by-reporter = Reporter: { $said }
sealed-photo = Photo { $n } of { $count }. Don't save, don't pass on.
sealed-question = What do you want to ask? One sentence, passed on from here; you don't see who it is.
sealed-asked = Passed on. An answer comes as a message.
which-outcome = What came of { $number }?
saved-yuan = How many yuan were not lost? Type a whole number.
how-confirmed = How was that confirmed? One sentence.
outcome-noted =
    { $number } is noted; { $told ->
        [0] the reporter wants no messages and is not told.
       *[other] the reporter gets a neutral word.
    }
hand-to =
    Who gets { $number }?
    { $days } days after that its content is destroyed; the record stays.
    .police = Police
    .market = Market regulator
    .civil = Civil affairs
    .union = Trade union
    .keep = Leave it
handed-police = With the police ({ $day })
handed-market = With the market regulator ({ $day })
handed-civil = With civil affairs ({ $day })
handed-union = With the trade union ({ $day })
sealed-handed = { $number } is noted as handed over; its content is destroyed in { $days } days.
pass-to = Which desk is { $number } for? Once passed on it is not seen here any more.
counter-clue = Clue desk
counter-care = Care desk
counter-rights = Rights desk
pass-nobody = Nobody is at that desk yet; it was not passed on.
sealed-passed = { $number } was passed on.
sealed-kept = All right, nothing was changed.
outcome-waiting = unread
outcome-looking = being looked into
outcome-unfounded = unfounded
outcome-administrative = dealt with
outcome-case_made = case made
outcome-loss_prevented = loss prevented
