emergency = { "" }
    .called = 已经打了
    .mute = 我打不了电话
    .mistake = 看错了
emergency-fire =
    先到安全的地方，马上打 { $fire }。
    别去灭火，别等在旁边，不用再拍。
    电话里说三样：在哪里，什么着了，有没有人。
    说不了电话：请身边的人打，或发短信到 { $sms }。
emergency-gas =
    先走到上风口、空旷的地方，再打 { $fire } 或燃气热线 { $gas }。
    别开关电器，别点火，别在屋里打电话。
    说不了电话：请身边的人打，或发短信到 { $sms }。
emergency-lift =
    有人困在电梯里：按轿厢里的呼救键，打 { $fire }。
    别扒门，别爬出来。
    电话里说三样：在哪里，几号梯，几个人。
    说不了电话：请身边的人打，或发短信到 { $sms }。
emergency-medical =
    马上打 { $medical }。
    别搬动受伤的人，等医生来。
    电话里说三样：在哪里，怎么了，人清不清醒。
    说不了电话：请身边的人打，或发短信到 { $sms }。
emergency-crash =
    有人受伤先打 { $medical }，再打 { $police }。
    到路边安全的地方，别搬动伤者。
    说不了电话：请身边的人打，或发短信到 { $sms }。
emergency-danger =
    有人有危险，马上打 { $police }，受伤打 { $medical }。
    先顾好自己，别上前，别拍。
    说不了电话：请身边的人打，或发短信到 { $sms }。
emergency-called =
    好，您做得对。到安全的地方等着就行。
    等安全了，要不要也让街镇知道？您发过的不用再发。
    .report = 报给街镇
    .leave = 不用了
emergency-no-danger =
    没事就好。刚才发的还在，要照常上报吗？
    .report = 照常上报
    .leave = 不报了
emergency-left = 好的。想报的时候，直接发一张照片就行。
emergency-mistake = 没事就好。要上报别的，直接发照片。
emergency-where =
    { HAS($left) ->
        [no] 发个位置，我马上叫街镇值班的人。
       *[other] 还看不出在哪里。发个位置，或者打出路名，我马上叫街镇值班的人。
    }
    同时请身边的人打 { $police }。
emergency-alerted =
    已经告诉{ $street }值班的人，编号 { $number }。
    请在安全的地方等，能打电话时还是打 { $police } 或 { $fire }。
emergency-nobody =
    这里的值班人员现在叫不到，还没有人收到。
    请马上请身边的人打 { $police } 或 { $fire }，或发短信到 { $sms }。
emergency-outside = 这个点不在静安，我们叫不到人。请身边的人马上打 { $police }，或发短信到 { $sms }。
