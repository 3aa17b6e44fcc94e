# 网页自己的话：页面、按钮、地图和提示。对话里的话在各自的文件里。

web-product = 星光随手报
web-tagline = 静安骑手随手报，街道马上知道
web-other-language = English
web-needs-script = 这个页面需要打开 JavaScript 才能聊天。
web-skip-to-chat = 直接到对话

# 首页
web-front-title = 看到隐患，拍一张就行
web-front-text = 飞线充电、井盖缺失、通道堵了：拍照、点位置、提交。对应的街道马上收到，每一步都告诉您。
web-front-open = 打开对话
web-front-step-photo = 拍一张
web-front-step-place = 点位置
web-front-step-answer = 等回音

# 对话的抬头
web-seat-me = 静安随手报
web-seat-rider = 骑手的手机
web-seat-officer = 街道受理群
web-seat-coordinator = 区协调员
web-seat-me-line = 随时都可以发
web-seat-rider-line = 拍照、点位置、提交
web-seat-officer-line = 新工单会出现在这里
web-seat-coordinator-line = 全区的情况，不用登录后台
web-tabs = 选择看谁的对话
web-log = 对话
web-empty-me = 发一张照片、一个位置，或者一句话，就可以开始。
web-empty-rider = 发一张照片、一个位置，或者一句话，就可以开始。
web-empty-officer = 还没有工单。骑手一提交，这里就会出现。
web-empty-coordinator = 还没有消息。点“今天”看今天的情况。
web-asks-about = 正在答
web-earlier = 更早的消息
web-newest = 新消息
web-today = 今天
web-yesterday = 昨天

# 底部菜单（对话给了菜单就用对话的）
web-menu = 常用
web-menu-report = 随手报
web-menu-cases = 我的
web-menu-points = 积分
web-menu-help = 帮助
web-menu-desk = 工作台
web-menu-today = 今天

# 写和发
web-write = 写一句…
web-write-label = 写消息
web-send = 发送
web-add-photo = 加照片
web-add-place = 加位置
web-close = 关闭
web-photo-camera = 拍照
web-photo-album = 从相册选
web-photo-album-hint = 一次可以选几张
web-photo-original = 发原图
web-photo-original-hint = 照片里有位置就不用再选
web-photo-sample = 示例照片
web-photo-sample-hint = 没有现成的照片，先用这些试
web-place-here = 我现在的位置
web-place-here-hint = 只用这一次，不跟踪
web-place-map = 在地图上选

# 发出去的消息
web-photo = 照片
web-photo-kept = 照片已交给随手报
web-open-picture = 放大看
web-place-from-fix = 我的位置
web-place-from-map = 地图上的点
web-place-within = 误差约 { $metres } 米
web-sending = 正在发送
web-sent = 已送达
web-not-sent = 没有送到
web-send-again = 再发一次

# 提示
web-reconnecting = 正在重新连接
web-slow-down = 发得有点快，稍等几秒会自动发出
web-photo-too-large = 这张照片超过 20 MB，请换一张小一点的
web-photo-refused = 这个文件用不了，请发照片
web-words-full = 一条最多 { $most } 个字，后面的没放进来，可以分两条发
web-not-understood = 这条没能发出去，请换个说法
web-locating = 正在找您的位置
web-no-position = 没拿到您的位置，可以在地图上选
web-erased = 这段对话已经删除

# 地图
web-map-title = 在地图上选位置
web-map-hint = 点一下地图放图钉，两指放大
web-map-outside = 这里不在静安区
web-map-use = 用这个点
web-map-closer = 放大
web-map-wider = 缩小
web-map-whole = 看全区
web-map-label = 静安区十四个街镇的地图。用方向键移动图钉，加号和减号缩放，回车选定。
web-map-rough = 边界为粗略示意

# 示例照片
web-samples-title = 选一张示例照片
web-sample-wire = 飞线充电
web-sample-manhole = 井盖缺失
web-sample-fire-lane = 消防通道堵塞
web-sample-tree = 大树倾倒
web-sample-cable = 线缆下垂
web-sample-wire-after = 修好以后（给街道用）

# 演示页
web-demo-title = 两分钟，走完一件事
web-demo-step-one = 骑手报一件
web-demo-step-one-text = 发一张示例照片，在地图上点个位置，提交。
web-demo-step-one-do = 选示例照片
web-demo-step-two = 街道接单、处置
web-demo-step-two-text = 点“接单”，再点“已处置”，选“核实属实”，发“修好以后”的照片。
web-demo-step-three = 骑手看结果
web-demo-step-three-text = 选“已解决”，积分到账。右边点“今天”看全区。
web-demo-new-rider = 换一位新骑手
web-demo-guide = 试一试

web-notice-title = 公开告知
web-notice-place = { $place }
web-notice-rule = { $rule }
web-notice-days = 有效：{ $from } 至 { $until }
web-notice-agreed =
    { HAS($agreed) ->
        [no] { "" }
       *[other] “静新畅议”协商恳谈会协商一致：{ $sides }，{ $agreed }
    }
web-notice-by = { $street } · 关于{ $category }
web-notice-code = 扫码看这份告知；和现场不一样，请在静安随手报里说一声。
