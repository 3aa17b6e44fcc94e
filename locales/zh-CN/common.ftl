### 到处都会用到的话
-scheme = 星光积分
-service = 静安随手报

moment-today = 今天 { $time }
moment-tomorrow = 明天 { $time }
moment-yesterday = 昨天 { $time }
moment-day = { $month } 月 { $day } 日 { $time }
day = { $month } 月 { $day } 日
list-comma = 、
list-line = { "\u000A" }
list-dot = { " · " }
list-arrow = { " → " }

menu-report = 随手报
menu-place = 发位置
menu-mine = 我的
menu-points = 积分
menu-help = 帮助
menu-desk = 工作台
menu-today = 今天

opens-report = 随手报|上报|我要上报|报一个
opens-mine = 我的|我的工单|进度|查进度
opens-points = 积分|星光分|星光积分
opens-help = 帮助|怎么用
opens-privacy = 隐私|我的信息|个人信息|删除我的信息
opens-language = 语言|中文|切换语言
opens-cancel = 取消|算了|不报了
opens-desk = 工作台
opens-duty = 值班|我值班|值班员
opens-shift = 交班
opens-weather = 恶劣天气
opens-putoff = 一起延期
opens-today = 今天|今日
opens-start = 开始|你好|您好

what-i-can-do =
    您可以直接发一张照片，说一句是什么情况。
    也可以发“我的”看进度，发“积分”看星光积分。
not-understood = 这句没看懂，先把下面这步做完。
unknown-command = 没有这个命令。发“帮助”看能做什么。
old-button = 这个按钮已经过了时候。发“我的”看最新的情况。
leave-talk = 先不弄
cancelled = 好的，不弄了。刚才的内容没有保存。
nothing-to-cancel = 现在没有要取消的。
being-looked-at = 这一步没办成，我们在看。您可以过一会儿再试一次。
look-in-private = 请到和我的私聊里继续。

cannot-use-voice = 语音现在听不了，请打几个字，或者拍张照片。
cannot-use-video = 视频现在用不了，请截一张图或拍张照片。
cannot-use-sticker = 收到表情了。要上报的话，请拍张照片。
cannot-use-contact = 不用发联系人。请拍张照片，说一句是什么情况。
cannot-use-poll = 投票用不了。请拍张照片，说一句是什么情况。
cannot-use-document = 这种文件打不开。请发照片（JPEG、PNG、WebP 或 HEIC）。
words-were-cut = 字数太多，只留了前面的 1000 个字。
cannot-use-other = 这个用不了。请拍张照片，说一句是什么情况。

status-submitted = 已上报
status-taken = 已接单
status-asked = 待补充
status-handled = 已处置待核查
status-closed = 已办结
status-refused = 不予受理
status-merged = 已合并
status-withdrawn = 已撤回
rider-status-submitted = 已收到，等接单
rider-status-taken = 有人接了
rider-status-asked = 等您补充
rider-status-handled = 处理好了，请您看看
rider-status-closed = 已办结
rider-status-refused = 没能受理
rider-status-merged = 已并到另一件一起办
rider-status-withdrawn = 已撤回
language-zh-CN = 中文
language-en = English
several-on = ✓ { $what }
several-all = 全选
several-none = 全不选
