### 隐私：存了什么、导出、删除
privacy-now =
    您的信息，现在存着：
    上报 { $reports } 件，照片 { $photos } 张，我也看到 { $follows } 件，{ -scheme } { $points } 分。
    经办人只看到代号 { $alias }。{ $role-count ->
        [0] { "" }
       *[other] { "\u000A" }您还是：{ $roles }。
    }
    { HAS($agreed) ->
        [no] 您还没有同意过使用说明。
       *[other] { $agreed } 同意了第 { $version } 版使用说明。
    }
    办结 { $days } 天后自动去掉个人信息。
    .export = 导出我的信息
    .erase = 删除我的信息
    .full = 看完整说明
privacy-officer = { $street }经办人
privacy-coordinator = { $street }协调员
privacy-shop = { $street }店员
privacy-owner = { $street }店主
privacy-clue_desk = { $street }线索专席
privacy-care_desk = { $street }关爱专席
privacy-rights_desk = { $street }权益专席
privacy-rider = { $street }骑手
privacy-waiting =
    您的信息等着删除，{ $at } 开始，删了就找不回来。
    改主意了，在那之前点“不删了”。
    .stay = 不删了
erase-sure =
    删除后：
    没有了：您的文字、照片、账号、聊天，{ $reports } 件上报和您的联系，{ $points } 分{ -scheme }。
    留下的：每件的类别、街镇、位置、时间和编号。还在办的接着办，只是不再告诉您结果。{ $role-count ->
        [0] { "" }
       *[other] { "\u000A" }您的经办人或协调员身份也同时结束。
    }
    要继续吗？
    .yes = 继续删除
    .no = 不删了
erase-really =
    再问一次：{ $minutes } 分钟后全部删除，谁也恢复不了，备份里的也打不开。
    以后再来，就是新朋友。
    .yes = 确定删除
    .no = 不删了
erase-not = 好的，没有删除，一切照旧。
privacy-export =
    这是现在存着的您的全部信息：文字在 my-data.json，照片在 photos 里。
    里面有您的账号和去过的地方，请自己收好。网页上的链接只能打开一次，72 小时内有效。
