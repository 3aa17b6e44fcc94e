case-withdrawn = { $number } 已撤回，街镇那边也看到了。
add-what =
    给 { $number }（{ $category }）加点什么？直接打字或发照片。{ $photos ->
        [0] { "" }
       *[other] { "\u000A" }新照片 { $photos } 张。
    }{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
    .done = 加好了
    .nothing = 不加了
added = 加到 { $number } 里了，{ $street }看得到。
nothing-added = 好的，没有改动。
answer-solved = 谢谢您又看了一眼，{ $number } 已办结。
answer-partly =
    知道了，{ $number } 先办结。
    { $again ->
        [0] 剩下的还要办，就拍张新照片重新报。
       *[other] 剩下的还要办，就点“请再看看”。
    }
    .again = 请再看看
answer-notpassed = 没关系，{ $number } 已办结，积分不变。
what-is-still-wrong =
    { $number } { $category } · { $your-place }
    还有什么不对？说一句，或者直接点“不说了”。
    .skip = 不说了
    .keep = 点错了
not-sent-back = 好的，{ $number } 没有退回去。
goes-back =
    { HAS($said) ->
        [no] 这件重新办理，编号还是 { $number }。
       *[other] 按您说的“{ $said }”，这件重新办理，编号还是 { $number }。
    }
    { $street }会再去看。之前的积分不变，谢谢您又看了一眼。
goes-up =
    { $number } 这次交给协调员看，不再转回原来的经办人。
    之前的积分不变，谢谢您又看了一眼。
