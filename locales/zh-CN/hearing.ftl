### 想先听您说：暂停发放或取消之前
hearing-asked =
    想先听您说一句：{ $category }（{ $your-place }，见您的照片），编号 { $number }。
    想弄清楚一点：{ $reason }。还没有定，您的积分没有变。
    { $until } 前说说是怎么回事就行；不回也不算您错，会再由另一位同事看过才定。
    .say = 说一句
    .nothing = 没什么要说
hearing-words = 当时是怎么回事？打几个字，看这件事的协调员能看到。
hearing-thanks = 收到了，会连同您的话一起看。有结果就告诉您，您先忙。
hearing-nothing = 好的。另一位同事看过以后，有结果就告诉您。
hearing-no-more = { $category }（{ $your-place }，见您的照片）看过了，积分照常，什么都没有变。谢谢您。
awards-paused =
    您的积分先暂停发放，到 { $until }。
    原因：{ $reason }（{ $category } { $number }）。
    已有的积分照样能用；这段时间核实属实的先替您存着，到期补上。
adjusted-more = 给您补了 { $points } { -scheme }：{ $reason }（{ $category } { $number }）。
adjusted-less = 收回了多算的 { $points } 分：{ $reason }（{ $category } { $number }）。
award-reversed =
    您报的{ $category }（{ $your-place }，见您的照片），这笔已取消：{ $points } 分。
    原因：{ $reason }。{ $spent ->
        [0] { "" }
       *[other] 已用掉 { $spent } 分，{ $fraud ->
            [0] 不用您还。
           *[other] 以后得的积分先抵。
        }
    }{ $again ->
        [0] { "" }
       *[other] { "\u000A" }觉得不对，点“请再看看”。
    }
    .again = 请再看看
award-caught-up = 之前替您暂存的 { $points } 分到账了，编号 { $number }。
