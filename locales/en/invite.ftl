opens-invite = invite
invite-role = Whom do you invite?
    .officer = Officer
    .counter = Counter
    .coordinator = Coordinator
invite-street = { $role }: of which street?
invite-span = { $role } of { $street }: for how long?
    .good = Open-ended
invite-days = { $days } days
invite-made =
    Invite: { $code }
    For { $role } of { $street }{ $days ->
        [0] { "" }
       *[other] {" "}for { $days } days
    }. It works once within { $hours } hours and is shown only now.
    { $group ->
        [1] Send /bind { $code } in the group, or open
       *[other] They send /start { $code } to the bot, or open
    }
    { $link }
    .roles = Roles
uninvite-sure = Make this invite void? It is for { $role } of { $street }, good until { $by }.
    .yes = Make void
    .no = Keep
uninvite-kept = It still works.
uninvited = It is void now; nobody can use it.
    .roles = Roles
not-yours-to-invite = This role or street is not yours to give.
no-such-invite = This invite was used, made void, or is out of time.
