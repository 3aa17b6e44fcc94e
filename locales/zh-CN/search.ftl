opens-search = 查找|搜索|查工单
search-for =
    打编号、街镇、类别或日期，可以一起打。
    例如：大宁路 飞线 11-24，或者 11-01~11-24 井盖。
search-found = { $total ->
        [one] 找到 1 件。
       *[other] 找到 { $total } 件{ $shown ->
            [12] ，先列最近的 { $shown } 件；再加个条件会更准。
           *[other] 。
        }
    }
    .again = 再查
search-nothing = 没有符合“{ $words }”的工单。换个说法，或者少打一个条件。
    .again = 再查
search-line = { $number } { $category } · { $status } · { $opened }
search-not-understood = 没看懂“{ $words }”。请打编号、街镇、类别，或者 11-24 这样的日期，一次最多查一年。
not-your-streets = 那个街镇不归您协调，查不了。
