### 值班：谁在值班，谁先听到紧急的
duty-street = 哪个街镇的值班？
duty-now = { HAS($alias) ->
        [no] { $street }现在没有人值班。
       *[other] { $street }的值班员：{ $alias }，{ $since } 起。
    }
    紧急的先发到值班员的私聊。
    .on = 我值班
    .to = 交给同事
    .off = 下班
duty-to = { $street }交给谁值班？点一位，或者打出代号。
duty-mine = 您在{ $street }值班了。紧急的会先发到您的私聊。
duty-theirs = { $street }现在由 { $alias } 值班，已告诉这位同事。
duty-ended = { $street }的值班结束了，现在没有人值班。
duty-relieved = { $street }的值班由 { $alias } 接过去了，您可以休息了。
duty-given =
    { $by } 请您在{ $street }值班，从现在起。
    紧急的会先发到这里。
    .off = 下班
duty-emergency =
    您在值班，请马上处理：
    { $case }
    .take = 接单
    .handled = 已处置
    .handover = 转派
    .refuse = 不予受理
    .photos = 全部照片
    .where = 位置
    .history = 经过
emergency-duty =
    🆘 { $number } { $category } · { $place }，骑手打不了电话。
    请马上打 110 或 119，把位置告诉他们，再派人过去。
colleague = { $alias }
