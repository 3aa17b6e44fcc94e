welcome =
    Hello, this is Jing'an Report.
    See a hazard on the road? One photo, a few words and a place: the right street office has it at once.
officer-welcome =
    Welcome. You are now an officer of { $street }.
    New cases come to the counter's chat; “desk” shows what is in hand.
coordinator-welcome =
    Welcome. You are now a coordinator of { $street }.
    “today” shows how today goes.
rider-welcome = Welcome. If you see a hazard, just send a photo.
counter-bound =
    This is now the counter of { $street }; new cases come here. The invite is used up: nobody can use it again.
    { $waiting ->
        [0] Nothing is waiting.
        [one] One case was waiting and is shown here.
       *[other] { $waiting } cases were waiting; { $left ->
            [0] they are shown here.
           *[other] the { $shown } due soonest are shown here.
        }
    }
    .more = Show more
counter-more = { $shown } more are shown; there are others.
    .more = Show more
waiting-shown = { $shown } shown. { $left ->
        [0] That is all.
       *[other] There are more.
    }
invite-shown-to-all = This invite is for one person. In a group everybody reads it, so it is void now. Please ask the operator for another and use it in our private chat.
group-needs-invite = To make this chat a counter, send /bind and an invite code.
