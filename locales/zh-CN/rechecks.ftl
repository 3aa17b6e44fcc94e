### 回头看：常跑片区里办结的，请路过的骑手再看一眼
rechecks =
    { $count ->
        [0] 回头看：您常跑的片区里有办结的，请您路过时看一眼修好没有。
       *[other] 您在帮着回头看：{ $streets }。看过 { $looked } 次。
    }
    一周最多 { $most } 次，看一次 +{ $points } { -scheme }，好了没好都一样。
    饭点和夜里不问。只按您选的街镇，不看您在哪里。随时可以停。
    .streets = 选常跑片区
    .out = 不看了
    .keep = 先这样
rechecks-not-for-offices = 回头看请不在街镇经办的骑手来，这样才算数。
rechecks-kept = { $count ->
        [0] 好的，不打扰您。
       *[other] 好的，照旧：{ $streets }。
    }
rechecks-in = 记下了：{ $streets }。一周最多请您看 { $most } 次，没路过也没关系，不用专门跑。
rechecks-out = 好的，不再请您回头看。想看了再来“我的”里打开。
which-usual-street = { $count ->
        [0] 您常跑哪几个街镇？最多 { $most } 个。点一个，或者打路名。
       *[other] 选了：{ $streets }。还有吗？最多 { $most } 个。
    }
    .done = 就这些
recheck-look =
    回头看：{ $category } · { $street }，编号 { $number }
    { $ended } 办结的。路过的话看一眼，好了没好都 +{ $points } { -scheme }。
    没路过也没关系，不用专门跑。{ $until } 前答都行。
    .ok = 已经好了
    .bad = 没好（拍一张）
    .notpassed = 没路过
    .map = 地图
recheck-how-bad =
    { $number } { $category }：现在什么样？{ $photos ->
        [0] 在安全的地方拍一张发来，可以带一句话。
       *[other] 照片 { $photos } 张。
    }{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
    .send = 提交
    .leave = 不说了
recheck-left = 好的，没有提交。刚才的照片没有保存。
recheck-was-ok = 记下了，{ $award }谢谢您又看了一眼。
recheck-was-bad =
    收到，{ $number } 交回{ $street }重新办理。
    { $award }谢谢您又看了一眼。
recheck-not-passed = 没关系，请别的骑手看。
not-to-look-at = 这件已经不用看了，谢谢您。
recheck-came-back =
    { $number } { $category }（{ $place }）回头看没好，重新办理。{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
recheck-came-back-often =
    { $number } { $category }（{ $street }）回头看又没好，已到协调员。{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
recheck-still-bad =
    { $number } { $category }（{ $street }）办结后回头看没好，已不能退回重办，请您看看。{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
recheck-reopened =
    别的骑手路过，看到{ $category }（{ $your-place }，见您的照片）还没好，这件重新办理，编号还是 { $number }。
    { $up ->
        [0] { $street }，{ $handle-by } 前答复。
       *[other] 这次交给协调员看。
    }之前的积分不变。
mine-rechecks = 回头看
did-recheck_ok = 回头看：已经好了
did-recheck_bad = 回头看：没好
event-recheck_ok = 别的骑手看过，已经好了
event-recheck_bad = 别的骑手看过，还没好
opens-rechecks = 回头看|常跑片区
