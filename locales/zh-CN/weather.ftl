### 恶劣天气：积水、树木、店招这些一起列、一起并、一起延期
weather-rain = 暴雨
weather-typhoon = 台风
weather-wind = 大风
weather-snow = 雨雪冰冻
weather-now =
    { $count ->
        [0] 现在没有开恶劣天气。
       *[other] { $lines }
    }
    开了以后，积水、树木、店招这些工单一起列、一起合并、一起延期。
    .new = 新开一段
    .end = 提前结束
    .leave = 知道了
weather-line = { $street }：{ $kind }，{ $until } 止
weather-where =
    哪些街镇？点选，可以多选。
    { $count ->
        [0] 还没选。
       *[other] 已选 { $count } 个。
    }
    .go = 选好了
weather-which =
    结束哪些街镇的？点选，可以多选。
    { $count ->
        [0] 还没选。
       *[other] 已选 { $count } 个。
    }
    .go = 选好了
weather-kind = { $streets }：是什么天气？骑手会看到。
weather-until = { $streets }：{ $kind }从现在起，到什么时候？点了就开。不定时间的，过 { $days } 天自己结束。
    .hand = 手动结束
weather-hours = { $hours } 小时
weather-left = 好的，没有改动。
weather-done = { $streets }：{ $kind }开了，{ $until } 止，受理群已知道。{ $count ->
        [0] 眼下还没有这类工单。
       *[other] 眼下有 { $count } 件可以一起办。
    }
weather-over = { $streets }的恶劣天气结束了，受理群已知道。
weather-opened =
    { $street }开了恶劣天气：{ $kind }，{ $until } 止。
    积水、树木、店招这些列在一起，可以一起合并、延期、处置。{ $count ->
        [0] 眼下还没有。
       *[other] 眼下有 { $count } 件。
    }
weather-ended = { $street }的恶劣天气（{ $kind }）提前结束了。
weather-list = 看这些工单
weather-notice = { $kind }期间这类情况多，可能会晚一些，有变化马上告诉您。
putoff-by = { $kind }：{ $count } 件一起延期多久？点了就办，每件只延一次，骑手会收到一次说明。
    .keep = 先不延
putoff-hours = { $hours } 小时
putoff-kept = 好的，时限没有变。
putoff-done = { $count ->
        [0] 没有可以延期的：要么都延过了，要么在等骑手补充。
       *[other] { $count } 件延期 { $hours } 小时，骑手都收到了说明。
    }
case-put-off =
    您报的{ $category }（{ $your-place }，见您的照片）要晚一些：{ $kind }期间，{ $street }在一处一处办。
    { $handle-by } 前给结果，编号 { $number }。
    不用再报，您路上当心。
