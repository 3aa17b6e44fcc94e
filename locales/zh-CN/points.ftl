points-now =
    您有 { $available } { -scheme }。{ $pending ->
        [0] { "" }
       *[other] 另有 { $pending } 分在路上。
    }{ $owed ->
        [0] { "" }
       *[other] 另欠 { $owed } 分，以后得的积分先抵。
    }
    { $expiring ->
        [0] { "" }
       *[other] 其中 { $expiring } 分 { $expires } 到期。{ "\u000A" }
    }{ $count ->
        [0] 报一件、核实属实，就有积分。
       *[other] { $lines }
    }{ HAS($service) ->
        [no] { "" }
       *[yes] { "\u000A" }{ $service }
    }
    .how = 怎么攒积分
points-what-case = { $category } { $number }
points-what-service = 志愿服务
points-what-adjust = 更正
points-line-available = { $day } { $what } +{ $points }
points-line-pending = { $day } { $what } +{ $points }（在路上）
points-line-withheld = { $day } { $what } 当日已满，暂存 { $points }
points-line-expired = { $day } { $what } +{ $points }（已过期）
points-line-cancelled = { $day } { $what } +{ $points }，这笔已取消
how-to-earn =
    核实属实才计分，修没修好都算。
    一般隐患 +{ $normal }，紧要的 +{ $high }。
    一天最多 { $day } 分，一个月最多 { $month } 分，同一类一天 { $category } 次；满了先替您暂存。
    积分不是钱，不能转让，十二个月内有效。
    这些不计分：
    { $nothing }
points-line-spent = { $day } 换礼 { $benefit } −{ $points }
points-line-returned = { $day } 换礼 { $benefit } −{ $points }，已退回
points-service = 志愿时长 { $hours } 小时（核实属实 { $reports } 件），{ $level }级{ $more ->
        [0] 。
       *[other] ，再 { $more } 件到{ $next }级。
    }时长和级别只记着，不会用掉。
award-posted = +{ $points } { -scheme }。
award-repeated = 积分之前已经记过，不变。
award-entitled = +{ $points } { -scheme }，几天内到账，记作志愿服务。
award-paused = 您的积分正在核对，{ $points } 分先替您暂存。
award-withheld = 今日已满，{ $points } 分先替您暂存。
award-nothing = { "" }
award-none = 街镇到场没有看到这个隐患，这次不计分。
award-thanks = 谢谢您，这一类不计分。
