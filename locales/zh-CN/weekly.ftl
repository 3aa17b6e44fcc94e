### 周报
opens-weekly = 周报|本周情况|每周情况

weekly =
    { -service }第 { $week } 周（{ $days }）· { $where }{ $stage ->
        [draft] { " · " }草稿
        [running] { " · " }到{ $as-of } 为止
       *[final] { "" }
    }
    本周情况：{ $situation }
    突出问题：{ $problems }。
    下步建议：{ $steps }。
    { $beside }
    { $year }{ HAS($quiet) ->
        [no] { "" }
       *[other] { "\u000A" }{ $quiet }
    }{ $noted ->
        [0] { "" }
       *[other] { "\u000A" }{ $notes }
    }
weekly-empty =
    { -service }第 { $week } 周（{ $days }）· { $where }{ $stage ->
        [draft] { " · " }草稿
        [running] { " · " }到{ $as-of } 为止
       *[final] { "" }
    }
    本周情况：没有上报，也没有超期的。
    { $year }{ HAS($quiet) ->
        [no] { "" }
       *[other] { "\u000A" }{ $quiet }
    }{ $noted ->
        [0] { "" }
       *[other] { "\u000A" }{ $notes }
    }
week-days = { HAS($to-month) ->
        [no] { $from-month } 月 { $from-day } 日至 { $to-day } 日
       *[other] { $from-month } 月 { $from-day } 日至 { $to-month } 月 { $to-day } 日
    }
weekly-wide = 第 { $week } 周（{ $days }）· { $where }{ $stage ->
        [draft] { " · " }草稿
        [running] { " · " }到{ $as-of } 为止
       *[final] { "" }
    }，大屏用
weekly-for-a-screen = 大屏图
weekly-explain = 写说明
weekly-earlier = 前一周
weekly-comma = ，
weekly-semicolon = ；

weekly-situation = 上报 { $opened } 件，{ $difference }；办结 { $closed } 件。{ $rated ->
        [0] { "" }
       *[other] { $rates }。
    }{ HAS($minutes) ->
        [no] { "" }
       *[other] 接单中位 { $minutes } 分钟。
    }{ HAS($hours) ->
        [no] { "" }
       *[other] 处置中位 { $hours } 小时。
    }
weekly-first = 这是第一周，没有上周可比
weekly-same = 和上周一样多
weekly-more = 比上周多 { $n } 件
weekly-less = 比上周少 { $n } 件
weekly-rate = { $rate } { $percent }%
rate-take-on-time = 按时接单率
rate-right-first = 一次派准率
rate-handle-on-time = 按时办结率
rate-solved = 实际解决率
rate-satisfied = 满意率
rate-rework = 返工率

weekly-no-problems = 没有
weekly-top = { $category } { $n } 件{ $near ->
        [0] { "" }
       *[other] ，其中 { $near } 件集中在{ $street }一处
    }
weekly-spot = { $street }一处集中了 { $n } 件，多是{ $category }
weekly-overdue = 超期 { $n } 件，在{ $streets }
weekly-step-none = 照常办理
weekly-step-class = { $street }的{ $category }转为共性问题，召开协商恳谈会
weekly-step-overdue = 超期的 { $n } 件逐件定下办结时间
weekly-step-slow = { $streets }接单偏慢，核对值班安排
weekly-step-rework = 返工 { $n } 件，抽看处置照片
weekly-step-paused = 停钟 { $n } 件，抽看请补充的理由
weekly-beside = 停钟 { $paused } 件，延期 { $delayed } 件，不予受理 { $refused } 件；我也看到 { $joined } 人次。
weekly-year = { $year } 年累计：上报 { $opened } 件，办结 { $closed } 件，我也看到 { $joined } 人次，发放{ -scheme } { $issued } 分。
weekly-year-district = { $year } 年累计：上报 { $opened } 件，办结 { $closed } 件，我也看到 { $joined } 人次，发放{ -scheme } { $issued } 分，已兑换 { $redeemed } 分，未兑换 { $outstanding } 分。
weekly-quiet = { $year } 年线索累计 { $clues } 条{ $made ->
        [0] { "" }
       *[other] ，成案 { $made } 件
    }{ $prevented ->
        [0] { "" }
       *[other] ，劝阻止损 { $prevented } 起、{ $yuan } 元
    }。
weekly-note = { $street }说明：{ $line }

explain-street = 第 { $week } 周，给哪个街镇写说明？
explain-line = 第 { $week } 周，{ $street }：请写一句说明，最多 { $most } 个字。{ HAS($before) ->
        [no] { "" }
       *[other] { "\u000A" }现在写的是“{ $before }”，新写的会替换它，旧的留痕。
    }
explained = 记下了。第 { $week } 周，{ $street }说明：{ $line }

sheet-title = { -service }周报
sheet-week = { $year } 年第 { $week } 周
sheet-draft = 草稿
sheet-running = 到{ $as-of } 为止
sheet-opened = 上报
sheet-closed = 办结
sheet-up = 比上周 +{ $n }
sheet-down = 比上周 −{ $n }
sheet-same = 与上周持平
sheet-points-up = +{ $n } 个百分点
sheet-points-down = −{ $n } 个百分点
sheet-first = 第一周
sheet-none = 暂无
sheet-by-category = 上报最多的类别
sheet-by-street = 各街镇上报
sheet-on-time = 按时接单率
sheet-trend = 近 { $n } 周
sheet-spots = 集中的地方
sheet-spots-none = 没有集中的地方
sheet-spot = { $street } { $n } 件
sheet-spot-mostly = 多是{ $category }
sheet-last-week = 上周
sheet-overdue = 超期 { $n } 件
sheet-overdue-none = 没有超期
sheet-overdue-case = { $number } { $category }
sheet-late-hours = 晚 { $n } 小时
sheet-late-days = 晚 { $n } 天
sheet-more = 还有 { $n } 件
sheet-others = 其他
sheet-empty = 这一周没有上报
sheet-week-mark = { $week } 周
sheet-median = 接单中位 { $minutes } 分钟 · 处置中位 { $hours } 小时
sheet-credit = 边界：{ $credit }

table-what = 数字
table-this-week = 本周
table-last-week = 上周
table-part = 分子
table-whole = 分母
table-street = 街镇
table-number = 编号
table-category = 类别
table-state = 状态
table-due = 应于
table-at = 时间
table-before = 之前
table-after = 之后
table-opened-at = 上报时间
table-take-by = 应接单
table-handle-by = 应处置
table-take-minutes = 接单中位（分钟）
table-handle-hours = 处置中位（小时）
table-outstanding = 未兑换积分
table-quiet-clues = 今年线索累计
table-quiet-cases_made = 今年成案
table-quiet-losses_prevented = 今年劝阻止损
table-quiet-saved_yuan = 今年止损金额（元）
table-n = 第几稿
table-line = 说明
table-by = 写的人（代号）
table-opened = 上报
table-taken = 接单
table-handled = 已处置
table-closed = 办结
table-refused = 不予受理
table-withdrawn = 撤回
table-merged = 合并
table-handed_over = 转派
table-joined = 我也看到
table-paused = 停钟
table-delayed = 延期
table-sent_back = 返工
table-points_issued = 发放积分
table-points_back = 取消积分
table-points_redeemed = 兑换积分
table-sheet-numbers = 数字
table-sheet-streets = 街镇
table-sheet-overdue = 超期
table-sheet-events = 经过
table-sheet-notes = 说明
weekly-as-table = 表格
