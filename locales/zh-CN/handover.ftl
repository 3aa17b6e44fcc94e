handover-to =
    { $number } { $category } · { $place }
    转给哪个街镇？
    .unclear = 不清楚归谁
    .more = 更多街镇
    .keep = 先不转
handover-kept = 好的，{ $number } 还在您这里，没有转。
handover-far = 转给哪个街镇？
handover-why = 转给{ $to }的原因，骑手也会看到。
handover-third =
    { $number } 已经转过 { $times } 次，这次请协调员定归谁。
    为什么不归您的街镇？说一句，协调员会看到。
handover-done = { $number } 已转派给{ $to }，骑手已知道。{ $reached ->
        [0] 那边还没有人在这里接单，有人了会马上看到。
       *[other] { "" }
    }
handover-nobody = 现在没有联系得上的协调员，{ $number } 先留在这里。请系统管理员设一位协调员。
handover-asked = 已请协调员定 { $number } 归谁，定之前还在这里。
