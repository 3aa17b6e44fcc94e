### 批量：一次办几件
many =
    点选要一起办的，可以多选，最多 { $most } 件。
    { $count ->
        [0] 还没选。
       *[other] 已选 { $count } 件。
    }
many-none = 这一栏没有工单了。
many-take = 接单
many-over = 转派
many-merge = 合并
many-handle = 已处置
many-over-to = 选了 { $count } 件，转给哪个街镇？
    .more = 更多街镇
many-over-why = { $count } 件都转给{ $to }的原因，骑手也会看到。
many-merge-one = 合并要选两件以上。
    .no = 知道了
many-merge-into = { $count } 件是同一处的话，并到哪一件？
many-number = { $number }
many-merge-sure =
    把 { $count } 件并到 { $into }？最远的相距 { $metres } 米。
    几边的骑手都会知道，一次处置都算数。
    .yes = 合并
    .no = 先不并
many-photo = { $count } 件一起办：发一张处置后的照片，可以带一句话。
many-words = { $count } 件一起办：说一句怎么处置的，骑手都会看到。
many-handle-sure =
    { $count } 件都标已处置、核实属实，照片 { $photos } 张。
    “{ $said }”
    骑手都会去看，都有积分。
    .yes = 都已处置
    .no = 先不标
many-kept = 好的，没有改动。
many-done = { $act }：办好 { $count } 件{ $refused ->
        [0] 。
       *[other] ，没办成 { $refused } 件。
    }{ $count ->
        [0] { "" }
       *[other] { "\u000A" }{ $numbers }
    }{ $refused ->
        [0] { "" }
       *[other] { "\u000A" }没办成：{ "\u000A" }{ $lines }
    }
many-refused = { $number }：{ $why }
