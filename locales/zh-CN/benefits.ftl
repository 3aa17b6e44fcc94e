### 换礼、我的券、礼遇手册
benefits-list =
    礼遇手册 · 您有 { $available } 分
    { $count ->
        [0] 现在还换不了，点一个看看还差多少。
       *[other] 点一个看详情。
    }
benefit-key = { $benefit } · { $cost } 分
benefit-key-free = { $benefit } · 免费领
benefit-key-short = { $benefit } · { $cost } 分，还差 { $short }
benefit-key-gone = { $benefit } · 这周换完了
benefit-key-paused = { $benefit } · 商户暂停中

benefit-card =
    { $benefit } · { $cost ->
        [0] 免费领
       *[other] { $cost } 分（您有 { $available } 分）
    }
    { $about }
    { $shop }，{ $where }
    这周还剩 { $left } 份，{ $next }补到 { $week } 份。换好后 { $days } 天内用，每人每月最多 { $most } 份。{ HAS($why) ->
        [no] { "" }
       *[yes] { "\u000A" }{ $why }
    }
    .no = 先不换
benefit-take = { $cost ->
        [0] 领一张
       *[other] 换（{ $cost } 分）
    }
benefit-left = 好的，积分没动。
policy-card =
    { $policy }
    { $about }
    不收钱，也不用积分。资料日期 { $as-of }{ $confirmed ->
        [0] ，待区里确认，以主管部门的说法为准
       *[other] { "" }
    }。

voucher-taken =
    换好了：{ $benefit }{ $cost ->
        [0] 折扣券 1 张，没用积分，您有 { $left } 分。
       *[other] 兑换券 1 张，用了 { $cost } 分，还剩 { $left } 分。
    }
    券码 { $code }，{ $until }前到友好商户“{ $shop }”用（{ $where }）。
    到店给店员看这张图就行，不用报姓名。
    10 分钟内可退，积分原样回来。
    .undo = 退掉
vouchers-mine = 我的券
vouchers-list =
    { $count ->
        [0] 您现在没有能用的券。
       *[other] 能用的券 { $count } 张，点一张看券码。
    }{ $ended ->
        [0] { "" }
       *[other] { "\u000A" }{ $lines }
    }
voucher-key = { $benefit } · { $until }前
voucher-line = { $benefit } · { $state }{ HAS($at) ->
        [no] { "" }
       *[yes] { " " }{ $at }
    }
voucher-card =
    { $benefit }（{ $cost ->
        [0] 折扣券
       *[other] 兑换券
    }）
    券码 { $code }，{ $until }前到“{ $shop }”用（{ $where }）。
    给店员看这张图就行。
    .undo = 退掉
voucher-ended = { $benefit }这张券{ $state }{ HAS($ended) ->
        [no] { "" }
       *[yes] （{ $ended }）
    }。
voucher-state-held = 能用
voucher-state-used = 已用
voucher-state-undone = 已退，积分回来了
voucher-state-expired = 已过期，积分退回
voucher-state-withdrawn = 已由商户收回，积分回来了
voucher-undone = { $cost ->
        [0] 退掉了：{ $benefit }折扣券 1 张。
       *[other] 退掉了：{ $benefit }。{ $cost } 分原样回来，您有 { $available } 分。
    }
voucher-used = 已用：{ $benefit }，{ $at }，“{ $shop }”。不是您用的，请找店里核对。
voucher-going =
    { $benefit }的券快到期了：{ $until }前到“{ $shop }”用。
    .look = 看券
points-going =
    您有 { $points } 分 { $day }到期。
    发“换礼”看看能换什么。

voucher-card-scheme = 星光礼遇
voucher-card-until = { $month } 月 { $day } 日前有效
voucher-card-hint = 给店员看这张图就行，不用报姓名
voucher-card-price = { $cost ->
        [0] 免费
       *[other] { $cost } 分
    }

opens-benefits = 换礼|兑换|礼遇手册|礼遇|换东西
opens-vouchers = 我的券|券|兑换券|看券
menu-benefits = 换礼
