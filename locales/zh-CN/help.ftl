help =
    看到隐患：拍一张照片发来，说一句，发个位置，点“提交”。
    发“我的”看进度，发“积分”看星光积分，发“取消”停下这一步。
    有人有危险：先打 { $fire }、{ $police } 或 { $medical }。
    .language = 中文 / English
help-officer =
    经办人：受理群里点“接单”，办完点“已处置”并发一张照片。
    发“工作台”看手上的工单。
help-coordinator = 协调员：发“今天”看各街镇的情况，发“工作台”看等着的工单。
you-are-welcome = 不用谢，路上当心。
which-language = 用哪种语言？
language-changed = 好的，以后用中文。
