opens-roles = 角色|人员|谁在
role-officer = 经办人
role-coordinator = 协调员
role-counter = 受理群
roles-list = { $total ->
        [0] 现在还没有别人。
       *[other] 现在有 { $total } 个角色，列出 { $shown } 个；点一个可以收回。
    }{ $invites ->
        [0] { "" }
       *[other] { "\u000A" }还没用的邀请码 { $invites } 个，点一个可以作废。
    }
    .more = 再列几个
    .invite = 邀请
roles-line = { $alias } · { $street } { $role }{ $until }
role-until = ，到 { $at }
roles-invite = 邀请码 · { $street } { $role }
role-sure =
    收回 { $alias } 的角色：{ $street } { $role }，{ $since } 起{ $until }。{ $by-group ->
        [0] { "" }
       *[other] { "\u000A" }他是凭受理群来的：还在群里，一按按钮又会是经办人，请同时移出群。
    }
    .yes = 收回
    .no = 不收回
role-kept = 好的，{ $alias } 的角色不变。
role-ended = 收回了：{ $alias } 不再是{ $street }的{ $role }，已经告诉本人。手上的工单同事可以接着办。
    .roles = 看其他人
role-taken-back = 您不再是{ $street }的{ $role }了，是协调员收回的。有疑问请找协调员。随手报照常可用。
role-over = 您在{ $street }的{ $role }到期了。还要接着做，请找协调员再要一个邀请码。
no-such-role = 这个角色已经收回，或者不归您的街镇。
not-your-own-role = 自己的角色不能自己收回，请找另一位协调员。
