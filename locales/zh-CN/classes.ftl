opens-classes = 类案|共性问题
classes-list = { $open ->
        [0] 现在没有在办的类案。
       *[other] 在办的类案 { $open } 个。
    }{ $proposed ->
        [0] { "\u000A" }没有新的：{ $days } 天里 { $metres } 米内同一类满 { $cases } 件，或者 { $riders } 位骑手报过，会列在这里。
       *[other] { "\u000A" }建议合起来办的 { $proposed } 处：{ $days } 天里 { $metres } 米内同一类。点一处打开。
    }
classes-line = { $place } · { $category } · { $linked } 件
classes-proposed = 建议 · { $category } · { $count } 件 { $riders } 人 · { $number } 附近
class-place =
    { $number } 附近：{ $category }，{ $street }，{ $count } 件，{ $riders } 位骑手。
    这个地方对外怎么叫？打出来，就作为类案打开，例如“1788 广场东门”。
class-card =
    类案 { $class } · { $place }
    { $category } · { $street } · { $linked } 件 · { $opened } 起{ $noticed ->
        [0] { "" }
       *[other] { "\u000A" }公开告知：{ $rule }（{ $from } 到 { $until }）
    }{ HAS($meeting) ->
        [no] { "" }
       *[other] { "\u000A" }{ $meeting }
    }
    .consult = 协商恳谈会
    .notice = 公开告知
    .linkcase = 加一件
    .classend = 结束
link-number = 把哪件加到“{ $place }”？打出编号。
classend-sure = 结束“{ $place }”这个类案？已经公开的告知到期前照常有效。
    .yes = 结束
    .no = 不结束
class-ended = 结束了：{ $place }，{ $category }，{ $linked } 件。
no-such-class = 这个类案已经结束，或者不归您的街镇。
nothing-to-open = 这里现在够不上类案了：可能已经有人打开，或者过了 90 天。
linked-already = 这件已经在一个类案里了。
another-kind = 这件的类别或街镇不同，加不进来。
