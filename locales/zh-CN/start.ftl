welcome =
    您好，这里是静安随手报。
    路上看到隐患，拍一张、说一句、发个位置，对应的街镇马上收到。
officer-welcome =
    欢迎，您现在是{ $street }的经办人。
    新工单在受理群里，发“工作台”看手上的事。
coordinator-welcome =
    欢迎，您现在是{ $street }的协调员。
    发“今天”看今天的情况。
rider-welcome = 欢迎。看到隐患，直接发一张照片就行。
counter-bound =
    { $street }的受理群设好了，新工单会发到这里。邀请码已经用掉，留在群里也没人能再用。
    { $waiting ->
        [0] 现在没有等着的工单。
       *[other] 还有 { $waiting } 件等着，{ $left ->
            [0] 已列在这里。
           *[other] 最快到期的 { $shown } 件已列在这里。
        }
    }
    .more = 再列几件
counter-more = 又列了 { $shown } 件，后面还有。
    .more = 再列几件
waiting-shown = 列出了 { $shown } 件。{ $left ->
        [0] 都在这里了。
       *[other] 后面还有。
    }
invite-shown-to-all = 这个邀请码是给一个人的，发在群里大家都看得到，已经作废。请找系统管理员再要一个，在和我的私聊里用。
group-needs-invite = 要把这里设成受理群，请发 /bind 加邀请码。
