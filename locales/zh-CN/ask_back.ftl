### 请补充：问骑手，等回答，时钟停着
ask-why =
    { $number } 已经问过一次。为什么还要问？骑手也会看到。
ask-words =
    { $number } { $category } · { $place }
    想请骑手补充什么？问一句，或者点一个现成的。不用问姓名和电话。
ready-edit =
    “{ $words }”
    就这样发，还是改一改？要改，直接打字。
    .as-is = 就这样发
ask-done =
    { $later ->
        [0] 已问骑手：
       *[other] 骑手这会儿不方便，{ $heard } 再问：
    }“{ $words }”
    时限先停着，最多等 5 天，有回答马上告诉您。
unask-done = 好的，不等了，{ $number } 的时限接着走。
case-asked =
    { $street }想请您补充一点：{ $category }（{ $your-place }，见您的照片）
    “{ $question }”{ HAS($why) ->
        [no] { "" }
       *[other] { "\u000A" }为什么又问：{ $why }
    }
    打字、拍照、发位置都行，{ $until } 前回就好。别为这个特意回去。
    .reply = 回答
    .unsure = 我不清楚
case-still-asked =
    { $street }还在等您补充：{ $category }（{ $your-place }，见您的照片）
    “{ $question }”{ HAS($why) ->
        [no] { "" }
       *[other] { "\u000A" }为什么又问：{ $why }
    }
    { $until } 以后就不等了，按现有的情况办。
    .reply = 回答
    .unsure = 我不清楚
question-withdrawn =
    不用补充了：{ $category }（{ $your-place }，见您的照片）
    { $street }已经弄清楚，接着办。编号 { $number }。
question-over =
    没等到您的补充，不要紧：{ $category }（{ $your-place }，见您的照片）
    { $street }按现有的情况接着办。还想说，随时加一句。编号 { $number }。
    .add = 加一句
question-answered =
    { $number } { $category }（{ $place }）骑手补充了。
    问：“{ $question }”{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }答：“{ $said }”
    }{ HAS($point) ->
        [no] { "" }
       *[other] { "\u000A" }位置：{ $point }（WGS-84），点“位置”能看地图
    }
    时限接着走，{ $submitted ->
        [1] { $take-by } 前接单。
       *[other] { $handle-by } 前处置。
    }
question-unsure =
    { $number } { $category }（{ $place }）骑手说不清楚。
    问：“{ $question }”
    时限接着走，{ $submitted ->
        [1] { $take-by } 前接单。
       *[other] { $handle-by } 前处置。
    }
question-silence =
    { $number } { $category }（{ $place }）5 天没等到骑手补充。
    问：“{ $question }”
    时限接着走，{ $submitted ->
        [1] { $take-by } 前接单。
       *[other] { $handle-by } 前处置。
    }
note-asked = 请补充：“{ $question }” · 等到 { $until }
note-asked-later = 请补充：“{ $question }” · { $heard } 问骑手
where-answered = 骑手补充的位置
asked-enough = { $number } 已经问过 { $times } 次，不再打扰骑手了。请按现有的情况办。
rider-not-reached = { $number } 的骑手现在联系不上，问不了。请按现有的情况办。
did-unask = 不用等补充了
did-no_answer = 5 天没等到补充，时限接着走
did-unsure = 说不清楚
event-ask = 街镇请您补充
event-answer = 您补充了
event-unsure = 您说不清楚
event-unask = 街镇说不用补充了
event-no_answer = 没等到补充，接着办
