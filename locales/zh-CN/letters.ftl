opens-letters = 没送达|没送达的|没送达的消息
letters-none = 没有没送达的消息。
letters-list = 没送达的消息 { $total } 条{ $shown ->
        [10] ，先列最近的 { $shown } 条
       *[other] { "" }
    }。点一条，再发一次，或者不用发了。
letters-line = { $number ->
        [0] { $to }
       *[other] { $number } { $to }
    } · { $why }
letter-to-person = 发给 { $alias }
letter-to-group = 发给受理群
dead-unreachable = 对方收不到
dead-erased = 对方的信息已抹除
dead-no-answer = 平台一直没回应
dead-rejected = 平台不收
letter-dead =
    没送达：{ $number } { $to }，{ $at }。
    原因：{ $why }。{ $late ->
        [1] 后来的消息已经发出，这条不用再发。
       *[other] { "" }
    }
    .resend = 再发一次
    .letgo = 不用发了
    .open = 看工单
letter-sent-again = 好的，再发一次：{ $number } { $to }。还送不到，会再列出来。
    .letters = 看其他的
letter-let-go = 好的，不发了：{ $number } { $to }。内容已删。
    .letters = 看其他的
letter-seen-to = 这条已经有人处理过，或者不归您的街镇。
letter-too-old = 后来的消息已经发出，这条是旧的，不用再发。
letter-erased = 对方的信息已抹除，这条发不了。
