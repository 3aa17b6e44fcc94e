### The roll: one message each morning and afternoon, pinned at the counter
roll =
    { $street } · { $at }
    { $open ->
        [0] Nothing is waiting.
       *[other] Waiting { $waiting } · due today { $today } · overdue { $overdue } · asked { $asked }
    }
    { HAS($duty) ->
        [no] Nobody is on duty.
       *[other] { $duty }
    }{ HAS($weather) ->
        [no] { "" }
       *[other] { "\u000A" }{ $weather }
    }
    .desk = Desk
    .duty = I am on duty
roll-duty = On duty: { $alias }, since { $since }
roll-weather = { $kind } until { $until }: { $count } of water, trees and signs, to be worked together
