report-photo =
    { HAS($category) ->
        [no] 拍一张现场照片发来。
       *[other] { $category }，记下了。拍一张现场照片发来。
    }{ HAS($placed) ->
        [no] { "" }
       *[other] { "\u000A" }位置已收到。
    }
    { HAS($words) ->
        [no] 可以带一句话，说说是什么情况。
       *[other] “{ $words }”
    }
report-category =
    { $photos ->
        [0] 这是什么情况？
       *[other] 已收到 { $photos } 张。这是什么情况？
    }{ HAS($placed) ->
        [no] { "" }
       *[other] { "\u000A" }位置已收到。
    }
    { HAS($left) ->
        [no] 点一个，或者打几个字。
       *[other] “{ $left }”记下了，还看不出是哪一类。点一个最像的。
    }
    .more = 更多
report-head = 属于哪一类？
    .secret = 保密线索
report-child = 具体是哪一种？
report-where =
    { $photos ->
        [0] { $category }
       *[other] 已收到 { $photos } 张 · { $category }
    }
    { HAS($left) ->
        [no] 在哪里？发个位置，或者打出路名。
       *[other] “{ $left }”记下了，还看不出在哪里。发个位置，或者打出路名、路口。
    }
    .list = 选街道
report-street =
    { $category } · 这里靠近街道边界
    { HAS($left) ->
        [no] 归哪个街镇？您看着像哪边？
       *[other] “{ $left }”记下了，还看不出归哪边。点一个。
    }
    .unclear = 不清楚归谁
report-which-street =
    { $category }
    { HAS($left) ->
        [no] 在哪个街镇？
       *[other] “{ $left }”记下了，还看不出是哪个街镇。点一个。
    }
report-place-words = 具体在哪？打出路名、门牌或路口。
report-card =
    { $category } · { $street }{ HAS($where) ->
        [no] { "" }
       *[other] { " · " }{ $where }
    } · 照片 { $photos } 张
    { HAS($words) ->
        [no] { "" }
       *[other] “{ $words }”{ "\u000A" }
    }{ HAS($source) ->
        [no] { "" }
       *[other] { $source }{ "\u000A" }
    }{ $reached ->
        [0] { $street }还没有人在线上受理。先替您记下，有人接手就告诉您；急的请打 { $citizens }。
       *[other] 交给{ $street }，{ $take-by } 前接单，{ $handle-by } 前给结果。
    }{ HAS($weather) ->
        [no] { "" }
       *[other] { "\u000A" }{ $weather }
    }
    { $promise }{ $hint }
    .send = 提交
    .category = 改类别
    .place = 改位置
    .photo = 加照片
    .words = 加说明
    .drop = 放弃
place-from-file = 位置取自照片，不对就点“改位置”。
place-as-given = 位置已收到。
hint-none = { "" }
hint-photo = { "\u000A" }直接再发照片就行，发完点“提交”。
hint-words = { "\u000A" }直接打字就行，打完点“提交”。
promise-earns = 核实属实 +{ $points } { -scheme }，修没修好都算。
promise-thanks = 这一类不计分，谢谢您停下来说一声。
promise-paused = 您的积分正在核对，核实后先替您暂存。
promise-day = 今天的积分已满，核实后先替您暂存，有空位就补上。
promise-month = 这个月的积分已满，核实后先替您暂存，有空位就补上。
promise-category = 今天这一类的积分已满，核实后先替您暂存，有空位就补上。
report-sent =
    已收到，编号 { $number }
    { $category } · { $your-place } · 照片 { $photos } 张
    { $reached ->
        [0] { $street }还没有人在线上受理。先替您记下，有人接手就告诉您；急的请打 { $citizens }。
       *[other] 交给{ $street }，{ $take-by } 前接单，{ $handle-by } 前给结果。
    }{ HAS($weather) ->
        [no] { "" }
       *[other] { "\u000A" }{ $weather }
    }
    { $promise }
    您先忙，路上当心。
    .withdraw = 撤回（{ $minutes } 分钟内）
    .add = 加一句
    .case = 看这件
report-dropped = 好的，不报了。刚才的照片和文字没有保存。
photos-are-enough = 一次最多 { $most } 张，前 { $most } 张已经够用了。
words-are-enough = 一次最多加 { $most } 条说明，前 { $most } 条已经够用了。
late-photo-joined = 晚到的照片加到 { $number } 里了。
secret-not-here =
    听起来像一条要保密的线索。这里会发到街镇的群里，不适合。
    有人正有危险，打 { $police }。毒品、诈骗、赌博也可以直接打 { $police }；说话不方便发短信到 { $sms }。
    保密线索专席开通前，我们不替您留存这类内容。
    .stop = 知道了，不发了
    .open = 不是保密的，照常上报
secret-stopped = 好的，刚才的照片和文字没有保存。别再去看，也别跟、别拍。
outside =
    这个点在静安外面约 { $metres } 米，我们管不到，不想让您白等。
    请打 { $citizens }，或在“随申办”里报，说这个路口就行。
    刚才的照片没有保存。
    谢谢您停下来看这一眼。
photo-empty = 刚才那张照片是空的，没收到内容。请再发一次。
photo-not-a-photo = 刚才的文件不是照片。请发 JPEG、PNG、WebP 或 HEIC。
photo-too-large = 刚才那张照片超过 20 MB，放不下。请直接拍一张，不用发原图。
photo-too-many-pixels = 刚才那张照片太大了，打不开。请直接拍一张。
photo-broken = 刚才那张照片损坏了，打不开。请再发一次。
photo-lost = 刚才那张照片没能取到。请再发一次。
