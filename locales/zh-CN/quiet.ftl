### 保密的话：骑手这一边。每条都以同一句开头，锁屏上看不出是什么
-neutral = 您有一条新消息

opens-clue = 保密线索|线索|我有线索|保密
quiet-news = { -neutral }
    .open = 打开
quiet-tell =
    { -neutral }
    { HAS($placed) ->
        [no] 想说什么，打几个字，也可以发照片或位置。只有专席的人能看到。
       *[other] 位置已收到。想说什么，打几个字，或者发照片。
    }
    有人正有危险，先打 { $police }。
quiet-card =
    { -neutral }
    记下了：{ $parts }。还可以接着发。
    只交给专席，不进街镇的群。他们只看到一个代号。
    匿名：他们不能问您，也不发结果。可联系：有话由这里转，不打电话。
    .anonymous = 匿名提交
    .reachable = 可联系我，提交
    .open = 不是保密的，照常上报
    .drop = 不发了
quiet-has-photos = 照片 { $count } 张
quiet-has-words = 文字
quiet-has-place = 位置
quiet-kind =
    { -neutral }
    选最像的一项，交给对的专席。
quiet-which-street =
    { -neutral }
    在哪个街镇？
quiet-nobody =
    { -neutral }
    那里的专席还没有人，刚才的没有保存，不想让您白等。
    急的打 { $police }，别的打 { $citizens }。
quiet-elsewhere =
    { -neutral }
    这件事不适合在这里说，刚才的没有保存。
    请在浏览器里说：{ $link }
    有人正有危险，先打 { $police }。
quiet-sent =
    { -neutral }
    收到了，编号 { $number }。
    只有专席的人能看到，他们不知道您是谁，也不会打电话找您。
    { $asked ->
        [0] 这里不会再来消息。
       *[other] 有结果或要问您，会来一条“{ -neutral }”。
    }
    到这里就够了：别再去，别拍，别问，别跟。
    有人正有危险，先打 { $police }。
    这段对话 24 小时后两边自动删掉，也可以现在就删。
    .wipe = 现在删掉
    .hush = 不用联系我
quiet-read =
    { -neutral }
    { $number }
    { $count ->
        [0] 还没有新的话。
       *[other] { $lines }
    }
    .reply = 回一句
    .hush = 不用联系我
    .wipe = 现在删掉
quiet-open-there =
    { -neutral }
    请在浏览器里打开：{ $link }
quiet-reply =
    { -neutral }
    打几个字，由这里转过去，他们仍只看到代号。
quiet-replied =
    { -neutral }
    转过去了。
    .wipe = 现在删掉
quiet-hushed = 好的，这件不再发消息给您。
quiet-wiped = 删掉了，两边都没有了。
quiet-wiped-before = 没有要删的了。
quiet-told-looking = 有人在看了。
quiet-told-unfounded = 看过了，没有发现问题。谢谢您说了一声。
quiet-told-administrative = 看过了，已经依规处理。谢谢您说了一声。
quiet-told-case_made = 看过了，已经依法办理。谢谢您说了一声。
quiet-told-loss_prevented = 看过了，没让人受损失。谢谢您说了一声。
whereabouts-not-here = 这里不收位置，刚才的位置没有保存。要发位置，请在浏览器里报：{ $link }
