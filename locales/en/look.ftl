no-photos = { $number } has no photos.
photo-of-case = { $number }, photo { $n } of { $count }
    .hide = Blur a part
where-it-is =
    { $number } { $category } · { $place }
    { $point } (WGS-84)
    .map = Open the map
where-by-words = { $number } has no position; the rider wrote: { $place }
desk-list =
    Desk: waiting { $waiting } · in work { $running } · overdue { $overdue } · with the rider { $unanswered }
    Soonest due first; tap one to open it.
desk-line = { $overdue ->
        [1] overdue ·{ " " }
       *[other] { "" }
    }{ $number } { $category } · { $status }
desk-empty = The desk is empty; nothing waits.
