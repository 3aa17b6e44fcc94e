### The desk: one's own streets' cases, in views, by heading, page by page
desk-list =
    Desk · { $view }{ HAS($head) ->
        [no] { "" }
       *[other] { " · " }{ $head }
    }{ $page ->
        [1] { "" }
       *[other] {" · "}page { $page }
    }
    Waiting { $waiting } · due today { $today } · overdue { $overdue } · asked { $asked } · with the rider { $unanswered }
    { $shown ->
        [0] Nothing in this list.
       *[other] Soonest due first; tap one to open it.
    }
desk-empty = The desk is empty, nothing is waiting.{ $unanswered ->
        [0] { "" }
       *[other] { "\u000A" }{ $unanswered } with the rider.
    }
desk-line = { $overdue ->
        [1] overdue ·{ " " }
       *[other] { "" }
    }{ $number } { $category } · { $status }
desk-view-open = All
desk-view-mine = Mine
desk-view-overdue = Overdue
desk-view-asked = Asked
desk-view-weather = Bad weather
desk-chip = { $label } { $count }
desk-earlier = Earlier
desk-later = Later
desk-many = Several
desk-put-off = Put off together
desk-shift = Shift
desk-duty = Duty
