### 附近已经有人报过：我也看到、合并、复发
known-near =
    附近有人报过{ $category }。先看看是不是同一件：
    { $lines }
    { $others ->
        [0] 是同一件就点“加到这件”，不用再报一次。
       *[other] 是同一件就点“我也看到”，您的照片加进去，结果一起告诉您。{ "\u000A" }{ $promise }
    }
    .new = 是新的
known-line =
    { $n ->
        [0] { "" }
       *[other] { $n }. { "" }
    }{ $metres ->
        [0] 就在旁边
       *[other] 约 { $metres } 米
    } · { $opened } 报的 · { $status } · { $number }{ $own ->
        [0] { "" }
       *[other] { " · " }您自己报的
    }{ $photo ->
        [0] { "" }
       *[other] { " · " }第 { $photo } 张照片
    }
known-join =
    我也看到{ $n ->
        [0] { "" }
       *[other] { " " }{ $n }
    }
known-add =
    加到这件{ $n ->
        [0] { "" }
       *[other] { " " }{ $n }
    }
known-promise = 核实属实 +{ $points } { -scheme }，一件最多记 { $most } 位。
known-joined =
    加进去了，编号 { $number }
    { $category } · 您的照片 { $photos } 张
    { $late ->
        [0] { $street }，{ $handle-by } 前给结果，到时告诉您。
       *[other] 在{ $street }，有了结果就告诉您。
    }
    { $promise }
    您先忙，路上当心。
    .followed = 看这件
known-gone = 刚才那件有了变化，加不进去了。
known-since-then = 刚刚有人报了附近的同一类，先看一眼。
enough-followers = 看到这件的人已经很多，够用了。
others-saw-it = { $number } 别人也看到了，街道会接着办，就不撤了。您不用再管。
followed-card =
    { $number } · { $category } · { $status-for-rider }
    { $street } · 您也看到的
    { HAS($outcome) ->
        [no] { $late ->
            [0] { $handle-by } 前给结果。
           *[other] 有了结果就告诉您。
        }
       *[other] 街镇答复：“{ $outcome }”
    }
following-list = 您也看到的 { $count } 件。点一件看详情。
following-empty = 还没有您也看到的。
followed-handled =
    { $street }说处理好了：{ $category }，{ HAS($own) ->
        [no] 您也看到的那件
       *[other] 您报的 { $own }，并到这件一起办
    }，编号 { $number }。{ HAS($outcome) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $outcome }”
    }{ $beside ->
        [0] { "" }
       *[other] { "\u000A" }前一张是您拍的，后一张是刚拍的。
    }
    { $award }
    路过看到还在，就再报一次。
followed-refused =
    这件没能受理：{ $category }，{ HAS($own) ->
        [no] 您也看到的那件
       *[other] 您报的 { $own }，并到这件一起办
    }，编号 { $number }。
    谁看的：{ $street }。原因：{ $outcome }{ HAS($owner) ->
        [no] { "" }
       *[other] { "\u000A" }归谁管：{ $owner }
    }{ HAS($done) ->
        [no] { "" }
       *[other] { "\u000A" }已经做的：转给了{ $done }
    }
    { $award }
award-joined = 您看到的是真的。这件记分的名额已满，谢谢您停下来看这一眼。
award-same-place = 同一处记一次分，已经记在另一件上。
officer-joined =
    { $number } { $category }：{ $alias } 也看到了，照片 { $photos } 张。{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
event-join = 又有人看到
event-verified = 核实属实
event-came_back = 之前办过，又出现了
mark-others = 另有 { $others } 人也看到
mark-alike = 50 米内 12 周里同类 { $count } 件
mark-returned = 复发：{ $earlier } 办过
act-merge-near = 合并（附近 { $count } 件）
merge-into =
    { $number } { $category } 和哪一件是同一件？点一件，或者打编号。{ HAS($lines) ->
        [no] { "" }
       *[other] { "\u000A" }{ $lines }
    }
merge-number = { $into }
merge-line = { $into } · 约 { $metres } 米 · { $opened } 报的 · { $status }
merge-sure =
    把 { $number } 并到 { $into } { $into-category } 一起办？
    两边报的人、看到的人都会知道，一次处置，都算数。
    .yes = 合并
    .no = 不合并
merge-done = { $number } 已并到 { $into }。
merge-kept = 好的，{ $number } 没有合并。
same-case = 就是这一件，不用合并。
emergency-stays = 紧急的不能并到不紧急的里，请反过来并。
case-merged =
    您报的{ $category }（{ $your-place }，见您的照片）和 { $into } 是同一件，并到一起办。
    { $street }，{ $handle-by } 前给结果，到时告诉您。{ $same ->
        [0] { "\u000A" }核实属实，您的积分照记。
       *[other] { "\u000A" }两件都是您报的，积分记一次。
    }
    .followed = 看那件
followed-merged = 您也看到的{ $category }（{ $number }）并到 { $into } 一起办了，结果照样告诉您。
officer-merged = { $merged } 并到了您在办的 { $number } { $category }。
event-merge = 并到另一件一起办
event-merged_in = 另一件并到这件
mark-photo = 照片和 { $alike } 的很像，请留意
known-following = 我也看到的 { $count } 件
award-no-photo = 您看到的是真的。带上自己的照片才计分，谢谢您停下来看这一眼。
