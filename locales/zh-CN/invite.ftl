opens-invite = 邀请|邀请码
invite-role = 邀请谁？
    .officer = 经办人
    .counter = 受理群
    .coordinator = 协调员
invite-street = 哪个街镇的{ $role }？
invite-span = { $street }的{ $role }，做多久？
    .good = 不限期
invite-days = { $days } 天
invite-made =
    邀请码：{ $code }
    { $street }的{ $role }{ $days ->
        [0] { "" }
       *[other] ，做 { $days } 天
    }。{ $hours } 小时内用一次，只显示这一次。
    { $group ->
        [1] 在群里发 /bind { $code }，或者打开
       *[other] 让对方给机器人发 /start { $code }，或者打开
    }
    { $link }
    .roles = 看角色
uninvite-sure = 作废这个邀请码？{ $street }的{ $role }，{ $by } 前能用一次。
    .yes = 作废
    .no = 留着
uninvite-kept = 好的，还能用。
uninvited = 作废了，谁也用不了。
    .roles = 看角色
not-yours-to-invite = 这个角色或街镇不归您邀请。
no-such-invite = 这个邀请码已经用过、作废或过期。
