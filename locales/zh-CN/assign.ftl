### 更多、交办、城运工单号、查单
more-acts =
    { $number } { $category } · { $place } · { $status }
    要做哪一步？
assign-to =
    { $number } { $category } · { $place }
    交给哪个处置单位？
assign-words =
    骑手的话：“{ $words }”
    号码已经遮住。要带上吗？要改，直接打字。
    .same = 带上
    .none = 不带
assign-no-unit = 这个街镇还没有登记处置单位，{ $number } 先留在这里。请系统管理员补上。
assign-done = { $number } 记下交办{ $unit }了。下面这条可以直接转发，里面没有骑手的代号和号码。
unit-letter =
    { $unit }：请协助处置
    { $category }{ HAS($place) ->
        [no] { "" }
       *[other] { " · " }{ $place }
    }{ HAS($words) ->
        [no] { "" }
       *[other] { "\u000A" }情况：{ $words }
    }{ HAS($point) ->
        [no] { "" }
       *[other] { "\u000A" }地图：https://uri.amap.com/marker?position={ $lonlat }&coordinate=wgs84
    }
    { $by } 前请处置好，把结果和照片回给{ $street }。编号 { $number }。
work-order =
    { $number } { $category }{ HAS($code) ->
        [no] { "" }
       *[other] ，现在的城运工单号是 { $code }
    }
    请打城运工单号（4 到 32 个字母、数字或短横）。
    .drop = 去掉
work-order-kept = { HAS($code) ->
        [no] { $number } 的城运工单号去掉了。
       *[other] { $number } 的城运工单号是 { $code }，记下了。
    }
find-number = 请打编号，或者城运工单号。
found-several = 城运工单号 { $code } 有几件，点一件打开。
not-found = 没有找到 { $number }，或者不归您的街镇。
work-order-not-right = 这不像城运工单号。要 4 到 32 个字母、数字或短横，至少有一个数字，比如 SH2026-000123。
note-assigned = 已交办{ $unit } · { $at }
note-work-order = 城运工单号 { $code }
did-assign = 交办
did-work_order = 城运工单号
event-assign = 交给有关单位去办
event-work_order = 街镇登记了工单号
opens-find = 查单|查工单|找工单
