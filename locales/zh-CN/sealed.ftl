### 专席这一边：只在私聊里，每次打开都留痕
opens-quiet = 专席
menu-quiet = 专席
clue_desk-welcome =
    欢迎，您现在是{ $street }线索专席的人。
    有新的会来一条“您有一条新消息”，发“专席”看全部。每次打开都留痕，不转发，不截图。
care_desk-welcome =
    欢迎，您现在是{ $street }关爱专席的人。
    有新的会来一条“您有一条新消息”，发“专席”看全部。每次打开都留痕，不转发，不截图。
rights_desk-welcome =
    欢迎，您现在是{ $street }权益专席的人。
    有新的会来一条“您有一条新消息”，发“专席”看全部。每次打开都留痕，不转发，不截图。
sealed-list =
    { $count ->
        [0] 现在没有。
       *[other] 共 { $count } 条，待看的在前。
    }
sealed-line = { $number } · { $outcome }
sealed-card =
    { $number } · { $outcome }
    { $category } · 代号 { $code } · { $day }{ HAS($street) ->
        [no] { "" }
       *[other] { " · " }{ $street }
    }{ HAS($words) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $words }”
    }{ HAS($where) ->
        [no] { "" }
       *[other] { "\u000A" }地点：{ $where }
    }{ HAS($point) ->
        [no] { "" }
       *[other] { "\u000A" }坐标（WGS-84）：{ $point }
    }
    { $photos ->
        [0] 没有照片
       *[other] 照片 { $photos } 张
    }{ HAS($handed) ->
        [no] { "" }
       *[other] { "\u000A" }{ $handed }
    }{ HAS($talk) ->
        [no] { "" }
       *[other] { "\u000A" }{ $talk }
    }
    这次打开已留痕。
    .outcome = 结果
    .ask = 问一句
    .photos = 看照片
    .hand = 移交
    .pass = 转席
    .trace = 谁看过
sealed-trace =
    { $number } 谁看过、做过什么，改不了：
    { $lines }
trace-line = { $at } { $who } { $what }
traced-read = 打开
traced-photos = 看照片
traced-trace = 看留痕
traced-ask = 问一句
traced-outcome = 结果：{ $what }
traced-handed = 移交：{ $what }
traced-passed = 转席：{ $what }
sealed-by-desk = 专席：{ $said }
sealed-by-reporter = 对方：{ $said }
sealed-photo = 第 { $n } 张，共 { $count } 张。不保存，不转发。
sealed-question = 想问什么？一句话，由这里转给对方，您看不到他是谁。
sealed-asked = 转给对方了，有回话会来消息。
which-outcome = { $number } 是什么结果？
saved-yuan = 避免损失多少元？打一个整数。
how-confirmed = 怎么核实的？写一句。
outcome-noted =
    { $number } 记下了，{ $told ->
        [0] 对方不要消息，不另外告诉。
       *[other] 对方会收到一句中性的话。
    }
hand-to =
    { $number } 移交给谁？
    移交 { $days } 天后内容销毁，只留记录。
    .police = 公安
    .market = 市场监管
    .civil = 民政
    .union = 工会
    .keep = 先不动
handed-police = 已移交公安（{ $day }）
handed-market = 已移交市场监管（{ $day }）
handed-civil = 已移交民政（{ $day }）
handed-union = 已移交工会（{ $day }）
sealed-handed = { $number } 已记为移交，{ $days } 天后内容销毁。
pass-to = { $number } 该归哪个专席？转过去后这里就看不到了。
counter-clue = 线索专席
counter-care = 关爱专席
counter-rights = 权益专席
pass-nobody = 那个专席还没有人，没有转。
sealed-passed = { $number } 转过去了。
sealed-kept = 好的，没有动。
outcome-waiting = 待看
outcome-looking = 在查
outcome-unfounded = 查否
outcome-administrative = 行政处理
outcome-case_made = 成案
outcome-loss_prevented = 已劝阻止损
