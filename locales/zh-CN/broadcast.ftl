opens-broadcast = 群发|发通知
broadcast-to = 发给谁？
    .riders = 骑手
    .officers = 经办人
    .all = 所有人
audience-riders = 骑手
audience-officers = 经办人
audience-all = 骑手和经办人
broadcast-street = 哪个街镇？选街镇，发给在那里报过的骑手、那里的经办人。
broadcast-words =
    发给{ $street }的{ $audience }，{ $people } 人。
    打出要说的话，最多 { $most } 个字。发之前先给您看。
broadcast-preview =
    他们会这样收到：
    ——
    { $letter }
    ——
    发给{ $street }的{ $audience }，{ $people } 人。{ $waits ->
        [0] 现在开始
       *[other] 现在是休息或用餐时间，{ $begins } 开始
    }{ $minutes ->
        [0] 。
       *[other] ，约 { $minutes } 分钟发完。
    }
    .send = 发出
    .urgent = 紧急，马上发
    .words = 改文字
    .audience = 改对象
    .drop = 不发
broadcast-letter =
    { $street }通知：
    { $words }
broadcast-dropped = 好的，没有发。
broadcast-started =
    开始发了：{ $street }的{ $audience }，{ $people } 人，已发 { $told } 人。{ $urgent ->
        [0] { $waits ->
            [0] { "" }
           *[other] { $begins } 起再发。
        }
       *[other] 紧急，不避开休息时间。
    }
    .stop = 停发
broadcast-done = 发完了：{ $street }，{ $told } 人。
broadcast-stopped = 停了：已发 { $told } 人，剩下 { $left } 人不发了。
nobody-to-tell = 这里还没有人能收到，没有发。
told-often-today = 今天已经群发 { $most } 次了，明天再发。太多，大家就不看了。
broadcast-over = 这次群发已经结束，或者不归您停。
not-yours-to-tell = 那个街镇不归您协调，发不了。
