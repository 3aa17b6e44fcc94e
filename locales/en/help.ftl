help =
    See a hazard: send a photo, a few words and your position, then tap “Send”.
    “Mine” shows your reports, “Points” your points, “Benefits” what they buy, “Cancel” stops this step.
    Somebody in danger: call { $fire }, { $police } or { $medical } first.
    .language = 中文 / English
help-officer =
    Officers: tap “Take” in the counter's chat, and “Handled” with a photo when it is done.
    “Ask back” asks the rider; more time, units and merging are behind “More”.
    “desk” shows what is in hand, “find” looks a number up, “duty” and “shift” change who.
help-coordinator =
    Coordinators: “today” shows how the streets stand, “desk” what waits, “bad weather” has streets work together.
    “search” finds cases, “classes” what keeps coming back, “broadcast” tells many people, “roles” and “invite” are about who works here, “letters” what did not arrive.
help-shop = Shops: tap “Redeem” and type or photograph the code; “Shop” shows receipts, benefits and statements.
you-are-welcome = You are welcome. Ride safely.
which-language = Which language?
language-changed = All right, English from now on.
