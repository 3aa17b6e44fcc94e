mine-empty =
    您还没有报过。
    看到隐患，直接发一张照片就行。
mine-list =
    您最近报的 { $count } 件，{ $open } 件还在办。点一件看详情。
mine-language = 语言：{ $language }
mine-privacy = 隐私
mine-line = { $number } { $category } · { $status }
case-card =
    { $number } · { $category } · { $status-for-rider }
    { $street } · { $your-place }
    { HAS($words) ->
        [no] { "" }
       *[other] “{ $words }”{ "\u000A" }
    }{ HAS($outcome) ->
        [no] { "" }
       *[other] 街镇答复：“{ $outcome }”{ "\u000A" }
    }{ HAS($owner) ->
        [no] { "" }
       *[other] 归谁管：{ $owner }{ "\u000A" }
    }{ $steps }
    .reply = 回答
    .add = 加一句
    .withdraw = 撤回
    .again = 请再看看
    .solved = 已解决
    .partly = 部分解决
    .unsolved = 没解决
    .notpassed = 没再路过
    .followed = 看那件
case-step = { $at } { $what }
event-open = 您报上来
event-take = 有人接了
event-add = 您补充了
event-hand_over = 换了单位办
event-ask_coordinator = 请协调员定归谁
event-unseen = 记下了，等人受理
event-seen = 有人受理了
event-handle = 处理好了
event-refuse = 没能受理
event-withdraw = 您撤回了
event-confirm = 您说已解决
event-partly = 您说部分解决
event-not_passed = 您没再路过
event-silence = 72 小时没有回音，办结
event-look_again = 您请再看看
event-uncovered = 有经办人看了原文
event-hide = 照片上的一块遮住了
event-put_off = 天气不好，时间往后了
event-shift = 换了同事办
