handled-photo =
    { $number } { $category } · { $place }
    发一张处置后的照片，可以带一句话。{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
    .none = 没有照片
handled-why-no-photo = 没有照片的话，说一句怎么处置的、为什么没拍。
handled-mark =
    { $number } { $category } · { $photos ->
        [0] 没有照片
       *[other] 照片 { $photos } 张
    }{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
    当时这个隐患确实在吗？确实在，骑手就有积分。
    .true = 核实属实
    .not-seen = 未见
    .ready = 现成的话
handled-done =
    { $number } 已处置，骑手会去看。{ $verified ->
        [1] 核实属实，积分已记。
       *[other] 记为未见，不计分。
    }
handled-ready =
    { $number } { $category } · { $place }
    点一个现成的，或者打字。
