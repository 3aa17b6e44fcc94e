### 申请延期：要多少小时、为什么，协调员定
delay-hours =
    { $number } { $category } · { $place }
    { $handle-by } 到期，要多少小时？点一个，或者打数字（1 到 { $most }），按这类工单的时限算。
delay-hours-shown = { $hours } 小时
delay-why =
    多 { $hours } 小时，到 { $until }。
    为什么？协调员会看到；同意了，骑手也会看到。
delay-sent =
    { $number } 申请延期 { $hours } 小时，已交给协调员。
    同意之前，到期时间不变：{ $handle-by }。
delay-asked =
    申请延期 · { $number } { $category } · { $place }
    { $street }的 { $officer } 想多要 { $hours } 小时：{ $before } → { $until }
    原因：“{ $why }”
    .agree = 同意
    .refuse = 不同意
    .open = 看这件
delay-was-agreed =
    已同意延期 · { $number } { $category } · { $place }
    { $before } → { $until }，{ $by } 定的。
delay-was-refused =
    没同意延期 · { $number } { $category } · { $place }
    到期时间不变：{ $before }，{ $by } 定的。
delay-agreed-done = { $number } 已同意延期，{ $handle-by } 到期。
delay-no-why = { $number } 为什么不同意延期？经办人会看到。
delay-refused-done = { $number } 没同意延期，经办人已知道原因。
delay-agreed = { $number } { $category }（{ $place }）同意延期，{ $until } 到期。骑手也知道了。
delay-refused =
    { $number } { $category }（{ $place }）没同意延期，到期时间不变：{ $handle-by }。
    原因：“{ $why }”
case-delayed =
    您报的{ $category }（{ $your-place }，见您的照片）要多花些时间：
    原因：{ $why }
    新的时间：{ $handle-by } 前，{ $street }给结果。编号 { $number } 不变，积分不受影响。
delays-none = 现在没有等您定的延期。
delays-list = { $count ->
        [1] 等着定的延期 1 件，点一下打开。
       *[other] 等着定的延期 { $count } 件，快到期的在前，点一件。
    }
delays-line = { $number } { $category } · { $hours } 小时 · 原定：{ $before }
delays-waiting = 等着定的延期 { $count } 件
note-delay-waits = 申请延期 { $hours } 小时，到 { $until }，等协调员定
note-delayed = 已延期，原定：{ $before }
delay-waits = { $number } 的延期已经申请过，请等协调员定。
nobody-to-agree = 现在没有联系得上的协调员，{ $number } 的延期没人能定。请系统管理员设一位协调员。
delay-decided = { $number } 的这次延期已经定过，或者用不着了。
not-your-own-delay = { $number } 的延期是您申请的，要请另一位协调员定。
clock-waits = { $number } 正等骑手补充，时限停着。等有了回答再说延期。
hours-not-right = 请打 1 到 { $most } 之间的整数，比如 24。
did-delay_ask = 申请延期
did-delay = 同意延期
did-delay_refuse = 没同意延期
event-delay_ask = 街镇想多要些时间
event-delay = 结果要晚些给
event-delay_refuse = 还按原来的时间办
