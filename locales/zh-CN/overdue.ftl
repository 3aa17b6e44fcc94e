### 快到期和超期：提醒、上报
late-case =
    { $late }
    { $case }
late-take-warn =
    还剩{ $left }，还没人接：{ $by } 前要接单。
    到期没人接，会提醒协调员。
late-take-overdue = 超期没接：{ $by } 前就该接单，到现在没人接。
late-take-district = 超期没接，报到区里：{ $by } 前就该接单，到现在没人接。
late-handle-warn =
    还剩{ $left }：{ $by } 前要处置。
    到期未处置，会提醒协调员。
late-handle-overdue = 超期：{ $by } 前就该处置，到现在{ $taken ->
        [0] 没人接
       *[other] 没处置
    }。
late-handle-district = 超期，报到区里：{ $by } 前就该处置，到现在{ $taken ->
        [0] 没人接
       *[other] 没处置
    }。
span-minutes = { $works ->
        [1] 工作时间
       *[other] { "" }
    } { $n } 分钟
span-hours = { $works ->
        [1] 工作时间
       *[other] { "" }
    } { $n } 小时
