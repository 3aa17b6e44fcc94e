help =
    See a hazard: send a photo, a few words and your position, then tap “Send”.
    “Mine” shows your reports, “Points” your points, “Cancel” stops this step.
    Somebody in danger: call 119, 110 or 120 first.
    .language = 中文 / English
help-officer =
    Officers: tap “Take” in the counter's chat, and “Handled” with a photo when it is done.
    “desk” shows what is in hand.
help-coordinator =
    Coordinators: “today” shows how the streets stand, “desk” what waits.
    “search” finds cases, “classes” what keeps coming back, “broadcast” tells many people, “roles” and “invite” are about who works here, “letters” what did not arrive.
you-are-welcome = You are welcome. Ride safely.
which-language = Which language?
language-changed = All right, English from now on.
