### Shift: what one has in hand goes to a colleague
shift-street = The shift of which street?
shift-to = You have { $count } in { $street }. Who takes over? Tap one, or type the alias.
shift-sure = Hand all { $count } of { $street } to { $alias }? Times stay as they are; riders need not know.
    .yes = Hand over
    .no = Not now
shift-kept = All right, they stay with you.
shift-done = { $count } now with { $alias }; times stay as they are.{ $reached ->
        [0] { "\u000A" }This colleague has not opened a private chat with me yet; please tell them yourself.
       *[other] { "" }
    }{ $left ->
        [0] { "" }
       *[other] { "\u000A" }{ $left } are left; please do it once more.
    }{ $on-duty ->
        [0] { "" }
       *[other] { "\u000A" }You are still on duty; tap below to hand that over, too.
    }
    .duty = Hand over the duty
shift-received =
    { $alias } hands over the shift: { $count } of { $street } are yours now, times as they were:
    { $lines }{ $left ->
        [0] { "" }
       *[other] { "\u000A" }{ $left } more on the desk.
    }
    .desk = My cases
shift-line = { $number } { $category } · { $status }
