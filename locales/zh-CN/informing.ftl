### 工单一动，谁听到什么
place-on-map = 有定位
place-as-sent = 您发的位置
counter-case =
    { $urgency ->
        [emergency] 🆘 紧急
        [high] 紧要
        [normal] 一般
       *[low] 不急
    } · { $number } · { $category }
    { $street } · { $place }
    { HAS($words) ->
        [no] { "" }
       *[other] “{ $words }”{ "\u000A" }
    }{ $status }{ HAS($officer) ->
        [no] { "" }
       *[other] { " · " }经办 { $officer }
    }{ HAS($due) ->
        [no] { "" }
       *[other] { " · " }{ $due } 到期
    } · 代号 { $alias }{ HAS($marks) ->
        [no] { "" }
       *[other] { "\u000A" }{ $marks }
    }{ HAS($notes) ->
        [no] { "" }
       *[other] { "\u000A" }{ $notes }
    }
act-original = 看原文
act-take = 接单
act-handled = 已处置
act-ask = 请补充
act-unask = 不用等了
act-delay = 申请延期
act-handover = 转派
act-refuse = 不予受理
act-merge = 合并
act-assign = 交办
act-workorder = 城运工单号
act-photos = 全部照片
act-where = 位置
act-history = 经过
act-more = 更多
case-taken =
    有人接了：{ $category }（{ $your-place }，见您的照片）
    { $street }，{ $handle-by } 前给结果。编号 { $number }。
case-handed-over =
    您报的{ $category }（{ $your-place }，见您的照片）换了单位办：
    { $before } → { $street }
    原因：{ $why }
    编号 { $number } 不变，您不用再报。{ $reached ->
        [0] 那边还没有人在线上受理，有人接手就告诉您。
       *[other] { $take-by } 前会有人接单。
    }
case-now-seen =
    您报的{ $category }（{ $your-place }，见您的照片）有人受理了。
    { $street }，{ $take-by } 前接单，{ $handle-by } 前给结果。编号 { $number }。
case-handled =
    { $street }说处理好了：{ $category }（{ $your-place }）{ HAS($outcome) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $outcome }”
    }{ $beside ->
        [0] { "" }
       *[other] { "\u000A" }前一张是您拍的，后一张是刚拍的。
    }{ HAS($award) ->
        [no] { "" }
       *[other] { "\u000A" }{ $award }
    }
    { $asks ->
        [0] 您先忙，有空再点：您看到的是哪样。选哪个都不影响积分。
       *[other] 您看到的是哪样？选哪个都不影响积分。{ $again ->
            [0] { "\u000A" }这件已经来回看过几次。还没解决，就拍张新照片重新报。
           *[other] { "" }
        }
    }
    .solved = 已解决
    .partly = 部分解决
    .unsolved = 没解决
    .notpassed = 没再路过
case-resolved =
    { $street }说处理好了：{ $category }（{ $your-place }，见您的照片），编号 { $number }。
    您看到的是哪样？选哪个都不影响积分。{ $again ->
        [0] { "\u000A" }这件已经来回看过几次。还没解决，就拍张新照片重新报。
       *[other] { "" }
    }
    .solved = 已解决
    .partly = 部分解决
    .unsolved = 没解决
    .notpassed = 没再路过
case-refused =
    这件没能受理：{ $category }（{ $your-place }，见您的照片）
    谁看的：{ $street }。原因：{ $outcome }{ HAS($owner) ->
        [no] { "" }
       *[other] { "\u000A" }归谁管：{ $owner }
    }{ HAS($done) ->
        [no] { "" }
       *[other] { "\u000A" }已经做的：转给了{ $done }
    }
    { $verified ->
        [1] 您看到的是真的。{ $award }
       *[other] 谢谢您停下来看这一眼。
    }
    .again = 请再看看
officer-more-came =
    { $number } { $category }：骑手补充了。{ HAS($words) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $words }”
    }
came-back =
    { $number } { $category }（{ $place }）骑手说没解决，请再看看。{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
came-back-often =
    { $number } { $category }（{ $street }）又被请再看看，已到协调员。{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
no-counter = { $street }还没有受理群，{ $number } { $category } 先交给您。请让系统管理员设好受理群。
street-unclear = { $number } { $category } 不清楚归谁，暂在{ $street }。请您定，需要就转派。
handed-over-often =
    { $number } { $category } 转来转去：{ $streets }。这次请您定归谁，暂在{ $street }。
    街镇说：“{ $why }”
emergency-at = 🆘 { $street } { $number } { $category } · { $place }，骑手打不了电话，请马上联系值班员。
