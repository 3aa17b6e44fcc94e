handover-to =
    { $number } { $category } · { $place }
    转给哪个街镇？
    .unclear = 不清楚归谁
    .more = 更多街镇
handover-far = 转给哪个街镇？
handover-why = 转给{ $to }的原因，骑手也会看到。
handover-done = { $number } 已转派给{ $to }，骑手已知道。
handover-asked = 已请协调员定 { $number } 归谁，定之前还在这里。
