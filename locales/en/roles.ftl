opens-roles = roles|people
role-officer = officer
role-coordinator = coordinator
role-counter = counter
roles-list = { $total ->
        [0] Nobody else yet.
       *[other] { $total } roles are held, { $shown } shown; open one to take it back.
    }{ $invites ->
        [0] { "" }
       *[other] { "\u000A" }{ $invites } invites are unused; open one to make it void.
    }
    .more = Show more
    .invite = Invite
roles-line = { $alias } · { $street } { $role }{ $until }
role-until = {", "}until { $at }
roles-invite = Invite · { $street } { $role }
role-sure =
    Take back { $alias }'s role: { $role } of { $street }, since { $since }{ $until }?{ $by-group ->
        [0] { "" }
       *[other] { "\u000A" }They have it by a counter's group: as long as they are in it, a press makes them an officer again. Remove them there, too.
    }
    .yes = Take back
    .no = Keep
role-kept = { $alias } keeps the role.
role-ended = Taken back: { $alias } is no longer { $role } of { $street } and has been told. Colleagues can go on with their cases.
    .roles = The others
role-taken-back = You are no longer { $role } of { $street }; a coordinator took it back. Please ask them if in doubt. You can still report hazards.
role-over = Your time as { $role } of { $street } is over. To go on, please ask a coordinator for a new invite.
no-such-role = This role was taken back already, or is another street's.
not-your-own-role = Nobody takes back their own role; please ask another coordinator.
