### 审核：系统提示的线索，人来看，不自动影响任何人
opens-review = 审核|待审核
review-list = { $count ->
        [0] 现在没有要审核的。
       *[other] 待审核 { $count } 条{ $shown ->
            [10] ，先看最早的 10 条
           *[other] { "" }
        }，点一条。提示不影响积分，看过才算。
    }
review-line = { $kind } · { $number }
review-next = 下一条
review-waiting = 待审核 { $count } 条
sign-name-photo = 照片像以前的
sign-name-travel = 两处离得太远
sign-name-burst = 短时间很多件
sign-name-quick = 刚报就核实
sign-name-cleared = 刚报就解决
sign-name-pair = 总是同一位经办人
sign-photo = 照片和 { $earlier } 的一张很像{ $turns ->
        [0] { "" }
       *[other] （转过方向）
    }，{ $own ->
        [0] 那张是别人发的
       *[other] 那张也是他发的
    }。
sign-travel = { $minutes } 分钟前他在 { $km } 公里外报过 { $earlier }。
sign-burst = { $minutes } 分钟里他报了 { $count } 件。
sign-quick = 上报后 { $seconds } 秒就核实属实了。
sign-cleared = 上报后 { $minutes } 分钟内，他自己说已解决。
sign-pair = 近 { $days } 天核实属实 { $count } 件，{ $theirs } 件是 { $officer } 办的。
sign-card =
    { $number } { $category } · { $street }
    { $joined ->
        [0] 上报的人
       *[other] 一起看到的人
    }：代号 { $alias }
    { $sign }
    { $joined ->
        [0] 这只是提示，积分没有变。
       *[other] 这只是提示。加入的积分不单独撤销。
    }
    .fine = 没问题
    .seen = 看过了
    .false = 核实不实
    .pause = 建议暂停发放
    .open = 看这件
sign-fine = { $number }（代号 { $alias }）看过了，什么都没有变。
sign-was-fine = 没问题
sign-was-false = 核实不实
sign-was-pause = 建议暂停发放
sign-was-erased = 本人已删除信息
reverse-why =
    { $number } { $category }：这笔 { $points } 分要取消，骑手会看到原因。
    是什么原因？
reverse-keep = 先不动
reverse-kept = 好的，没有动。
reversed-not_there = 复核后，现场没有这个隐患
reversed-twice = 同一个隐患算了两次
reversed-mistaken = 街镇点错了核实结果
reversed-fraud = 听您说过、两位协调员核对后，认定不实
reversed-done = { $number } 的 { $points } 分已取消，骑手已知道原因：{ $reason }。
