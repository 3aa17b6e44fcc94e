today =
    今天：上报 { $opened } · 办结 { $ended } · 待接 { $waiting } · 在办 { $running } · 超期 { $overdue }
    { $count ->
        [0] 各街镇都没有等着的工单。
       *[other] { $lines }
    }{ $dead ->
        [0] { "" }
       *[other] { "\u000A" }没能送达的消息 { $dead } 条。
    }
    .letters = 没送达的
    .desk = 工作台
    .weekly = 周报
today-line = { $street } 待接 { $waiting } · 在办 { $running } · 超期 { $overdue }
