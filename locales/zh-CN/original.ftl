original-words =
    { $number } · { $category } 的原文，这次查看已留痕。
    { $place }
    { HAS($words) ->
        [no] （没有文字）
       *[other] “{ $words }”
    }
    请不要转发电话、证件号和车牌。
    .open = 看这件
