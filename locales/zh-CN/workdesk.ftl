### 工作台：看自己街镇的工单，点一下换一栏、按类看、翻页
desk-list =
    工作台 · { $view }{ HAS($head) ->
        [no] { "" }
       *[other] { " · " }{ $head }
    }{ $page ->
        [1] { "" }
       *[other] {" · "}第 { $page } 页
    }
    待接 { $waiting } · 今天到期 { $today } · 超期 { $overdue } · 待补充 { $asked } · 等骑手回音 { $unanswered }
    { $shown ->
        [0] 这一栏没有工单。
       *[other] 快到期的在前，点一件打开。
    }
desk-empty = 工作台是空的，没有等着的工单。{ $unanswered ->
        [0] { "" }
       *[other] { "\u000A" }等骑手回音 { $unanswered } 件。
    }
desk-line = { $overdue ->
        [1] 超期 ·{ " " }
       *[other] { "" }
    }{ $number } { $category } · { $status }
desk-view-open = 全部
desk-view-mine = 我的
desk-view-overdue = 超期
desk-view-asked = 待补充
desk-view-weather = 恶劣天气
desk-chip = { $label } { $count }
desk-earlier = 上一页
desk-later = 下一页
desk-many = 批量
desk-put-off = 一起延期
desk-shift = 交班
desk-duty = 值班
