### 协商恳谈会：协调员和骑手读到的
meet-side-owner = 业主
meet-side-rider = 骑手
meet-side-property = 物业
meet-side-guard = 保安
meet-level-street = 街镇级
meet-level-district = 区级示范
meet-state-called = 已召集
meet-state-held = 已开完
meet-state-asked = 等各方确认
meet-state-agreed = 协商一致
meet-state-unagreed = 没有谈成
meet-state-cancelled = 已取消
meet-party = { $side } { $name }
meet-party-stands = { $party }：{ $said }
meet-riders-stand =
    骑手 { $count } 位：来 { $come }，来不了 { $cant }，留言 { $words }{ $agreed ->
        [0] { "" }
       *[other] ，同意 { $agreed }
    }
meet-said-nothing = 还没答
meet-said-come = 来
meet-said-cant = 来不了
meet-said-words = 留了话
meet-said-absent = 没参加
meet-said-yes = 同意
meet-said-no = 不同意
meet-said-recorded = 同意（当场记下）
agenda-line = { $n }. { $item }
agenda-usual-now = 现在怎么进出，卡在哪里
agenda-usual-give = 各方能做什么
agenda-usual-rule = 定个规矩：走哪、停哪、多久
meet-open = 看协商恳谈会
meet-class = 看类案
meet-clock = 系统

meet-level = “{ $about }”第 { $round } 次协商恳谈会，哪一级的？
meet-at =
    什么时候开？也可以打 12-03 14:30。
    .same = 时间不变
meet-where =
    在哪里开？打出来。
    .same = 地点不变
meet-agenda =
    谈什么？一行一条，最多 { $most } 条。
    .usual = 用常用的三条
    .open = 接着谈没谈拢的
meet-sure =
    静新畅议 · 协商恳谈会 · { $level }
    { $about }
    { $at }，{ $where }
    { $agenda }
    发出后请在这里报过的骑手来；业主、物业、保安下一步用链接请。
    .send = 发出邀请
    .at = 改时间
    .where = 改地点
    .agenda = 改议题
    .leave = 不开了
meet-left = 好的，没有发。
meet-card =
    静新畅议 · 协商恳谈会 · { $level } · 第 { $round } 次
    { $about } · { $category }
    { $state } · { $at } · { $where }
    { $agenda }{ HAS($rule) ->
        [no] { "" }
       *[other] { "\u000A" }规矩：{ $rule }（{ $from } 到 { $until }）
    }{ HAS($open) ->
        [no] { "" }
       *[other] { "\u000A" }没谈拢：{ $open }
    }{ HAS($standing) ->
        [no] { "" }
       *[other] { "\u000A" }{ $standing }
    }{ $noticed ->
        [0] { "" }
       *[other] { "\u000A" }已经发布公开告知。
    }
    .guest = 加一方
    .said = 各方的话
    .minutes = 写纪要
    .move = 改时间地点
    .link = 重发链接
    .drop = 取消
    .rule = 写协商结果
    .rewrite = 改协商结果
    .open = 没谈成
    .here = 当场同意
    .absent = 没参加
    .publish = 发布公开告知
    .again = 再开一次
    .trace = 经过
    .class = 看类案
meet-gone = 这次协商恳谈会的内容已到期销毁，只留记录。
meet-move-sure =
    改成 { $at }，{ $where }？请过的骑手都会收到，要重新说来不来。
    .yes = 改
    .no = 不改
meet-drop-sure =
    取消“{ $about }”{ $at } 的协商恳谈会？请过的都会告诉。
    .yes = 取消这次会
    .no = 照常开
meet-said =
    { $about } · 各方的话{ $count ->
        [0] { "\u000A" }还没有人留话。
       *[other] { "\u000A" }{ $lines }
    }
meet-words-line = { $party }：{ $words }
meet-why-line = { $party } 不同意：{ $words }
meet-minutes-line = 纪要 · { $item }：{ $words }
meet-trace =
    { $about } · 经过
    { $lines }
meet-step = { $at } { $who } { $what }{ $whom }
meet-did-called = 召集
meet-did-invited = 请了{ " " }
meet-did-relinked = 换了链接：
meet-did-moved = 改了时间或地点
meet-did-cancelled = 取消
meet-did-answer_come = 说来
meet-did-answer_cant = 说来不了
meet-did-answer_words = 留了话
meet-did-minutes = 写了纪要
meet-did-asked = 请各方确认
meet-did-consent_yes = 同意
meet-did-consent_no = 不同意
meet-did-recorded = 当场记下同意：
meet-did-absent = 记下没参加：
meet-did-agreed = 协商一致
meet-did-unagreed = 记下没有谈成
meet-did-published = 发布公开告知

guest-side = 请哪一方？
guest-names = { $side }怎么称呼？一行一位，最多 { $most } 位，例如“王经理”。
guest-which = 给谁换新链接？旧的马上失效。
guest-nobody = 还没有请业主、物业或保安。
guest-added =
    { $count ->
        [1] 上面这段转发给对方就行，不用注册。
       *[other] 上面 { $count } 段分别转发，一人一个链接，不用注册。
    }
guest-invitation =
    “静新畅议”协商恳谈会，请{ $party }参加。
    { $about }：{ $category }
    { $at }，{ $where }
    { $agenda }
    { $street }召集。点开说一声来不来，也可以写一句话：
    { $link }
meet-guests-moved =
    转发给没有账号的各方：
    “静新畅议”协商恳谈会（{ $about }）改到 { $at }，{ $where }。请点开原来的链接，再说一声来不来。
meet-guests-cancelled =
    转发给没有账号的各方：
    “静新畅议”协商恳谈会（{ $about }）不开了：{ $at }，不用来。
meet-guests-tomorrow =
    转发给没有账号的各方：
    提醒一声：“静新畅议”协商恳谈会（{ $about }），{ $at }，{ $where }。
guest-consent =
    转发给没有账号的各方：
    “{ $about }”的协商结果写好了：{ $rule }（{ $from } 到 { $until }）。请点开原来的链接，看是否同意。

meet-tomorrow =
    快开会了：{ $about }，{ $at }，{ $where }
    说来的 { $come } 位{ $count ->
        [0] { "" }
       *[other] ，还没答：{ $silent }
    }。{ $guests ->
        [0] { "" }
       *[other] 下面这段可以转发。
    }
meet-word-came =
    { $about } · { $party } 留话：
    { $words }
meet-not-agreed =
    { $about } · { $party } 不同意{ HAS($why) ->
        [no] 。
       *[other] ：{ $why }
    }
meet-agreed =
    协商一致：{ $about }
    { $sides }都同意：{ $rule }
    { $from } 到 { $until }
    .publish = 发布公开告知
meet-review =
    回头看看协商结果：{ $about }
    { $rule }（{ $from } 到 { $until }）
    还照着做吗？不合适了，可以再商量。

minutes-item =
    纪要 { $n }/{ $of } · { $item }
    各方怎么说？打几句；照片随时可以发一张。
    .none = 没谈到
minutes-sure =
    { $about } · 纪要 { $count } 条{ $photos ->
        [0] { "" }
       *[other] ，照片 1 张
    }{ $count ->
        [0] { "" }
       *[other] { "\u000A" }{ $lines }
    }
    .yes = 存下
    .no = 不存
meet-rule = “{ $about }”谈成的规矩是什么？照着贴在门上的样子打，最多 { $most } 个字。参加的有：{ $sides }。
meet-days =
    从哪天到哪天？
    .half = 明天起半年
    .year = 明天起一年
    .own = 自己填
meet-review-in = 过多久回头看看还合不合适？
meet-rule-sure =
    { $about }
    { $rule }
    { $from } 到 { $until }，{ $review } 回头看。
    参加的每一方（{ $sides }）都同意才算数，不投票。
    .yes = 请各方确认
    .no = 先不发
meet-party-which = 哪一方？
meet-here-sure =
    { $party } 当场说了同意？会记下是您记的。
    .yes = 记下同意
    .no = 没有
meet-absent-sure =
    { $party } 没有参加？记下后不再等这一位，会留下是您记的。
    .yes = 记下没参加
    .no = 再等等
meet-open-what = 哪里没谈拢？打几句，下次接着谈。

class-meeting = 协商恳谈会第 { $round } 次：{ $state }

### 骑手
meet-key-come = 来
meet-key-cant = 来不了
meet-key-word = 只想说一句
meet-key-yes = 同意
meet-key-no = 不同意
meet-rider-invite =
    您报过{ $category }的“{ $about }”，{ $street }请您一起商量。
    “静新畅议”协商恳谈会，{ $at }，{ $where }
    { $agenda }
    来不来都行，不影响积分。
meet-rider-moved =
    “{ $about }”的协商恳谈会改了：{ $at }，{ $where }。您还来吗？
meet-rider-cancelled = “{ $about }”的协商恳谈会不开了：{ $at }，不用去。
meet-rider-remind = 提醒一声：“{ $about }”的协商恳谈会，{ $at }，{ $where }。
meet-rider-consent =
    “{ $about }”商量出来的规矩：
    { $rule }
    { $from } 到 { $until }。参加的每一方都同意才算数。您同意吗？
meet-rider-agreed =
    “{ $about }”协商一致：
    { $rule }
    { $from } 到 { $until }。谢谢您到场。
meet-rider-unagreed = “{ $about }”这次没有谈成，没谈拢的留着下次谈。谢谢您到场。
meet-answered-come =
    好的，{ $at }，{ $where }见。{ $reminds ->
        [0] { "" }
       *[other] 开会前一天再提醒您。
    }
meet-answered-cant = 知道了，谢谢您说一声。改主意了，再点“来”。
meet-word = 您想说什么？打几句，会上念出来，不说是谁说的。
meet-answered-words = 记下了，会上念出来。
meet-consented-yes =
    记下了：同意。{ $agreed ->
        [0] 等其他各方。
       *[other] { "" }
    }
meet-why =
    哪里不合适？打几句，不写也行。
    .none = 不写了
meet-consented-no = 记下了：不同意。主持人会接着谈。
