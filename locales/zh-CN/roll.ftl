### 点名：早上和下午各一条，置顶在受理群
roll =
    { $street } · { $at }
    { $open ->
        [0] 没有等着的工单。
       *[other] 待接 { $waiting } · 今天到期 { $today } · 超期 { $overdue } · 待补充 { $asked }
    }
    { HAS($duty) ->
        [no] 还没有人值班。
       *[other] { $duty }
    }{ HAS($weather) ->
        [no] { "" }
       *[other] { "\u000A" }{ $weather }
    }
    .desk = 工作台
    .duty = 我值班
roll-duty = 值班：{ $alias }，{ $since } 起
roll-weather = { $kind }，{ $until } 止：积水、树木、店招这些有 { $count } 件，可以一起办
