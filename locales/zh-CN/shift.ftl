### 交班：手上的工单一次交给同事
shift-street = 交哪个街镇的班？
shift-to = 您在{ $street }手上有 { $count } 件。交给谁？点一位，或者打出代号。
shift-sure = 把{ $street }的 { $count } 件都交给 { $alias }？时限不变，骑手不用知道。
    .yes = 交班
    .no = 先不交
shift-kept = 好的，工单还在您手上。
shift-done = { $count } 件已交给 { $alias }，时限不变。{ $reached ->
        [0] { "\u000A" }这位同事还没打开和我的私聊，请您当面说一声。
       *[other] { "" }
    }{ $left ->
        [0] { "" }
       *[other] { "\u000A" }还有 { $left } 件，请再交一次。
    }{ $on-duty ->
        [0] { "" }
       *[other] { "\u000A" }值班还是您，要一起交就点下面。
    }
    .duty = 交出值班
shift-received =
    { $alias } 交班，{ $street }的 { $count } 件现在由您办，时限不变：
    { $lines }{ $left ->
        [0] { "" }
       *[other] { "\u000A" }另有 { $left } 件在工作台。
    }
    .desk = 看我的工单
shift-line = { $number } { $category } · { $status }
