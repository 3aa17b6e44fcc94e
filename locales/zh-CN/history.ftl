case-history =
    { $number } · { $category } · { $status }
    { $left-out ->
        [0] { $steps }
       *[other] 更早的 { $left-out } 步没列出来。{ "\u000A" }{ $steps }
    }
    .open = 看这件
history-step =
    { $at } { $who }{ $what }{ HAS($after) ->
        [no] { "" }
       *[other] （{ $before } → { $after }）
    }{ HAS($note) ->
        [no] { "" }
       *[other] ：{ $note }
    }
did-by-rider = 骑手 { $alias }{ " " }
did-by-officer = { $alias }{ " " }
did-by-clock = 系统{ " " }
did-open = 上报
did-take = 接单
did-ask = 请补充
did-answer = 补充
did-add = 加了内容
did-handle = 已处置
did-hand_over = 转派
did-refuse = 不予受理
did-withdraw = 撤回
did-confirm = 答“已解决”
did-partly = 答“部分解决”
did-not_passed = 答“没再路过”
did-silence = 办结，72 小时没有回音
did-look_again = 请再看看
did-ask_coordinator = 请协调员定归谁
did-unseen = 记下，当时没有人受理
did-seen = 受理，时限从这时算
did-join = 也看到了
did-verified = 核实属实
did-came_back = 看出是复发
did-merge = 合并到另一件
did-merged_in = 收进合并来的一件
did-uncovered = 看了原文
did-hide = 遮住了照片的一块
did-put_off = 因恶劣天气延期
did-shift = 交班给同事
