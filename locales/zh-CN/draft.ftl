draft-idle =
    您有一件还没报完{ $photos ->
        [0] { "" }
       *[other] ：照片 { $photos } 张
    }{ HAS($words) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $words }”
    }
    先替您留着，停稳了再弄。
    .go = 继续
    .drop = 放弃
