no-photos = { $number } 没有照片。
photo-of-case = { $number } 第 { $n } 张，共 { $count } 张
    .hide = 遮住一块
where-it-is =
    { $number } { $category } · { $place }
    { $point }（WGS-84）
    .map = 打开地图
where-by-words = { $number } 没有定位，骑手写的是：{ $place }
desk-list =
    工作台：待接 { $waiting } · 在办 { $running } · 超期 { $overdue } · 等骑手回音 { $unanswered }
    快到期的在前，点一件打开。
desk-line = { $overdue ->
        [1] 超期 ·{ " " }
       *[other] { "" }
    }{ $number } { $category } · { $status }
desk-empty = 工作台是空的，没有等着的工单。
