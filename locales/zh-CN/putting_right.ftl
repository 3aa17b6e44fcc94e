### 更正、撤销、暂停发放：一个人提，另一个人定
opens-decisions = 待定|两人定|积分更正
opens-reverse = 撤销一笔|撤销积分
opens-adjust = 更正积分
which-number = 哪一件？发编号，比如 JA26-00042。
adjust-way = { $number } { $category }，代号 { $alias }：要补，还是收回多算的？
    .more = 补积分
    .less = 收回多算的
adjust-points = 多少分？打 1 到 { $most } 的整数。
adjust-why = { $points } 分，什么原因？
adjust-missed = 漏记了
adjust-miscounted = 算错了
adjust-goodwill = 因为我们耽误了
pause-why =
    { $number } { $category }，代号 { $alias }：建议暂停发放 30 天，已有的积分他照样能用。
    先问他怎么说，给 { $days } 天；再由另一位协调员定。什么原因？
doubt-invented = 上报的事可能不存在
doubt-copied = 照片可能是别人拍的
doubt-arranged = 这件可能是和别人约好的
fraud-why =
    { $number } { $category }，代号 { $alias }：认定弄虚作假，这笔取消，已用掉的记作欠分。
    先问他怎么说，给 { $days } 天；再由另一位协调员定。什么原因？
proposal-adjust = { $less ->
        [0] 补 { $points } 分
       *[other] 收回多算的 { $points } 分
    }
proposal-pause = 暂停发放 30 天
proposal-fraud = 认定弄虚作假，取消这笔
proposal-state-hearing = 等骑手说
proposal-state-waiting = 等另一位协调员定
proposal-state-agreed = 已同意
proposal-state-refused = 没同意
proposal-state-dropped = 已收回
proposal-agree = 同意
proposal-refuse = 不同意
proposal-drop = 不提了
proposal-open = 看这件
proposal-later = 先不定
proposed =
    已提：{ $ticket } · { $kind }（代号 { $alias }，{ $number }）
    { $hearing ->
        [0] { $other ->
            [0] 现在没有另一位协调员，有了才能定。
           *[other] 另一位协调员同意就生效。
        }
       *[other] 先问骑手怎么说，再由另一位协调员定{ $other ->
            [0] 。现在还没有另一位
           *[other] { "" }
        }。
    }
proposal-asked =
    要您定：{ $ticket } · { $kind }
    代号 { $alias } · { $number } { $category }
    原因：{ $reason }。{ $maker } 提的。
proposal-heard =
    { $ticket } · { $kind }，可以定了
    代号 { $alias } · { $number } { $category }
    原因：{ $reason }。{ $maker } 提的。
    { HAS($heard) ->
        [no] 骑手没有说什么。
       *[yes] 骑手说：“{ $heard }”
    }
proposal-card =
    { $ticket } · { $kind } · { $state }
    代号 { $alias } · { $number } { $category }
    原因：{ $reason }。{ $maker } 提的。{ $hearing ->
        [0] { "" }
       *[other] { "\u000A" }{ HAS($heard) ->
            [no] 骑手还没有说什么{ HAS($until) ->
                [no] 。
               *[yes] ，可以说到 { $until }。
            }
           *[yes] 骑手说：“{ $heard }”
        }
    }
agree-sure = { $ticket } · { $kind }，代号 { $alias }。原因：{ $reason }。同意就生效，骑手会收到说明。
proposal-short = 他现在的积分不够，差 { $short } 分。{ $ticket } 还等着，没有变。
proposal-left = 好的，{ $ticket } 先不定。
proposal-done = { $ticket } 已生效：{ $kind }。骑手和 { $maker } 都会收到说明。
proposal-not-done = { $ticket } 没同意，什么都没有变。{ $maker } 会知道。
proposal-dropped = { $ticket } 不提了，什么都没有变。
proposal-agreed = { $by } 同意了您提的 { $ticket }：{ $kind }，代号 { $alias }，已生效。
proposal-refused = { $by } 没同意您提的 { $ticket }：{ $kind }，代号 { $alias }。什么都没有变。
proposal-stale = { $ticket }（{ $kind }，代号 { $alias }）一直没有人定，已收回。
decisions-list = { $count ->
        [0] 现在没有等着定的。
       *[other] 等着定的 { $count } 件，点一件。自己提的要另一位定。
    }
decisions-line = { $ticket } { $kind } · { $state }
decisions-waiting = 等您定的积分事项 { $count } 件
did-reversed = 取消了积分，不再算核实属实
event-reversed = 这笔积分取消了
