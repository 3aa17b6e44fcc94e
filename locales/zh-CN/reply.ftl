### 骑手回答街镇的问题
reply-what =
    { HAS($question) ->
        [no] { $number } 现在不等补充了，想说的还是加得进去。
       *[other] { $street }问：“{ $question }”
    }
    打字、拍照、发位置都行。{ $photos ->
        [0] { "" }
       *[other] { "\u000A" }照片 { $photos } 张
    }{ $placed ->
        [0] { "" }
       *[other] { "\u000A" }有位置
    }{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
    .send = 发给街镇
    .unsure = 我不清楚
    .later = 以后再说
reply-later = 好的，{ $number } 没有改动。
replied = 发给{ $street }了，谢谢您。{ $number } 接着办。
replied-late = { $number } 已经不等补充，您说的加进去了，{ $street }看得到。
replied-unsure = 知道了，谢谢您。{ $street }按现有的情况接着办。
reply-not-needed = { $number } 现在不用补充了，谢谢您。
