today =
    Today: reported { $opened } · closed { $ended } · waiting { $waiting } · in work { $running } · overdue { $overdue }
    { $count ->
        [0] Nothing waits in any street.
       *[other] { $lines }
    }{ $dead ->
        [0] { "" }
       *[other] { "\u000A" }messages that could not be delivered: { $dead }.
    }
    .letters = Not delivered
    .desk = Desk
    .weekly = Weekly summary
today-line = { $street }: waiting { $waiting } · in work { $running } · overdue { $overdue }
