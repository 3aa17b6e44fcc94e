### 友好商户：核销、收据、提供的礼遇、对账、收银台、店员
menu-redeem = 核销
menu-shop = 商户
opens-redeem = 核销|验券
opens-shop = 商户|友好商户|店铺

owner-welcome =
    欢迎，{ $shop }成为友好商户。
    顾客出示券码，点“核销”，输入或拍下来就行。
    只查券码真假，不看顾客是谁。
shop-welcome =
    欢迎，您现在是{ $shop }的店员。
    顾客出示券码，点“核销”，输入或拍下来就行。
which-shop = 哪一家店？
shop-today = { $shop } · 今天核销 { $count } 张。
shop-receipts = 今天的收据
shop-offers = 我们的礼遇
shop-statement = 对账
shop-till = 收银台
shop-staff = 店员

redeem-what =
    { $shop } · 核销
    输入 12 位券码，或者拍下顾客的二维码。不做了发“取消”。
redeem-reading = 照片收到了，正在看二维码。也可以直接输入 12 位券码。
redeem-next = 再核销一张
redeemed-good =
    有效
    { $benefit }，已核销。
redeemed-used =
    已用过
    { $benefit }，{ $at } 用的。
redeemed-expired =
    已过期
    { $benefit }，{ $at } 到期。
redeemed-undone =
    已退
    { $benefit }，顾客已经退掉，积分回去了。
redeemed-foreign =
    不是本店
    这个券码不是本店的，请顾客看看券上的店名。
redeemed-locked = 试错太多次，{ $at } 之后再试。同事那边不受影响。
photo-no-code = 照片里没找到二维码。靠近一点、端正一点再拍，或者直接输入券码。

receipts = { $shop } · 今天核销 { $count } 张{ $count ->
        [0] 。
       *[other] { "\u000A" }{ $lines }
    }
receipt-line = { $at } { $benefit } …{ $tail }

offers-list = { $shop } · 我们的礼遇。点一样可以暂停或调份数。
offer-key = { $benefit } · 还剩 { $left }，每周 { $week }
offer-key-paused = { $benefit } · 暂停中
offer-card =
    { $benefit } · { $paused ->
        [0] 提供中
       *[other] 暂停中
    }
    这周还剩 { $left } 份，{ $next }补到 { $week } 份。
offer-paused = { $benefit }已暂停，马上生效。骑手手里的券还能用，这周剩 { $left } 份先留着，{ $next }照常补到 { $week } 份。
offer-resumed = { $benefit }恢复提供，这周还剩 { $left } 份，{ $next }补到 { $week } 份。
offer-pause = 暂停
offer-resume = 恢复
offer-lower = 调每周份数
lower-to =
    { $benefit } · 现在每周 { $week } 份，这周还剩 { $left } 份。
    以后每周最多几份？打一个数字，0 到 { $most }。
offer-lowered = { $benefit } · 改好了，马上生效：这周还剩 { $left } 份，{ $next }补到 { $week } 份。{ $paused ->
        [0] { "" }
       *[other] 现在仍是暂停中。
    }

statement =
    { $shop } · { $year } 年 { $since } – { $until }{ $open ->
        [0] { "" }
       *[other] （还没结束）
    }
    { $count ->
        [0] 没有核销。
       *[other] { $lines }
    }
    合计 { $count } 张，{ $sum } 元。
    付款：{ $payer }，{ $due }前。
    表格（24 小时内能打开）：{ $link }
statement-line = { $benefit } { $count } 张 × { $unit } = { $sum } 元
statement-earlier = 上个月
statement-sheet = 对账单
statement-column-at = 时间
statement-column-benefit = 礼遇
statement-column-tail = 券码末两位
statement-column-count = 张数
statement-column-unit = 单价（元）
statement-column-sum = 金额（元）
statement-total = 合计
statement-shop = 友好商户
statement-period = 期间
statement-payer = 付款单位
statement-due = 付款期限
statement-each = 逐张明细

till-new =
    { $shop } · 新的收银台链接和 6 位密码。
    以前的链接、密码和登录过的设备马上失效。
    .yes = 换新的
    .no = 先不换
till-stays = 好的，原来的照用。
till-made =
    { $shop }的收银台
    链接：{ $link }
    密码：{ $pin }
    只显示这一次。在收银台的手机或平板上打开，输密码；几台设备都行。
staff-list = { $shop } · 店员 { $count } 位，只认代号。
    .add = 加店员
staff-remove = 移除 { $alias }
staff-invited =
    { $shop }的店员邀请码：{ $code }
    或者让他打开：{ $link }
    只能用一次，72 小时内有效。
staff-removed = { $alias } 不再是店员，马上生效。
staff-not-there = 这位已经不是店员了。
shop-guessed-at =
    { $shop }今天有 20 次以上输错券码或密码，可能有人在试。
    试错的人已经锁住，别的店员和顾客不受影响。
