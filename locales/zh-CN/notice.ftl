notice-rule = “{ $place }”协商一致的规矩是什么？照着贴在门上的样子打，最多 { $most } 个字。
notice-from = 从哪天起？打日期，例如 12-01。
    .today = 今天
notice-until = 到哪天止？最长一年。
    .half = 半年
    .year = 一年
notice-weeks = 过多久看看效果？
notice-after = { $weeks } 周后
notice-sure =
    公开告知 · { $place }
    { $rule }
    { $from } 到 { $until }，{ $weeks } 周后看效果。
    发布后告诉在这里报过的骑手，下一个在这里报{ $category }的也会看到。
    .yes = 发布
    .no = 不发布
notice-dropped = 好的，没有发布。
notice-published = 发布了：{ $place }。会告诉在这里报过的 { $told } 位骑手，避开用餐和夜里。
    .page = 打开打印页
notice-here =
    这里有公开告知{ $agreed ->
        [0] { "" }
       *[other] （各方协商一致）
    }：{ $place }
    { $rule }
    有效到 { $until }。和现场不一样，请接着报。
notice-effect =
    看看效果：{ $place }，{ $category }
    告知后 { $days } 天报了 { $after } 件，之前同样天数 { $before } 件。
    .class = 看类案
has-its-notice = 这个类案已经有公开告知。重新商定的，请另开一个类案。
notice-dates = 日期不对：最后一天不能比第一天早，也不能已经过去，最长一年。请打 12-01 或 2026-12-01 这样的日期。
