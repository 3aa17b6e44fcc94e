### The weekly summary
opens-weekly = weekly|weekly summary|this week

weekly =
    { -service }, week { $week } ({ $days }) · { $where }{ $stage ->
        [draft] { " · " }draft
        [running] { " · " }up to { $as-of }
       *[final] { "" }
    }
    This week: { $situation }
    What stands out: { $problems }.
    What next: { $steps }.
    { $beside }
    { $year }{ HAS($quiet) ->
        [no] { "" }
       *[other] { "\u000A" }{ $quiet }
    }{ $noted ->
        [0] { "" }
       *[other] { "\u000A" }{ $notes }
    }
weekly-empty =
    { -service }, week { $week } ({ $days }) · { $where }{ $stage ->
        [draft] { " · " }draft
        [running] { " · " }up to { $as-of }
       *[final] { "" }
    }
    This week: no reports, and nothing overdue.
    { $year }{ HAS($quiet) ->
        [no] { "" }
       *[other] { "\u000A" }{ $quiet }
    }{ $noted ->
        [0] { "" }
       *[other] { "\u000A" }{ $notes }
    }
week-days = { HAS($to-month) ->
        [no] { $from-month }/{ $from-day } to { $from-month }/{ $to-day }
       *[other] { $from-month }/{ $from-day } to { $to-month }/{ $to-day }
    }
weekly-wide = Week { $week } ({ $days }) · { $where }{ $stage ->
        [draft] { " · " }draft
        [running] { " · " }up to { $as-of }
       *[final] { "" }
    }, for a screen
weekly-for-a-screen = For a screen
weekly-explain = Explain
weekly-earlier = Week before
weekly-comma = , { "" }
weekly-semicolon = ; { "" }

weekly-situation = { $opened } reported, { $difference }; { $closed } closed.{ $rated ->
        [0] { "" }
       *[other] { " " }{ $rates }.
    }{ HAS($minutes) ->
        [no] { "" }
       *[other] { " " }Median { $minutes } minutes to take.
    }{ HAS($hours) ->
        [no] { "" }
       *[other] { " " }Median { $hours } hours to handle.
    }
weekly-first = the first week, nothing to compare with
weekly-same = as many as last week
weekly-more = { $n } more than last week
weekly-less = { $n } fewer than last week
weekly-rate = { $rate } { $percent }%
rate-take-on-time = Taken on time
rate-right-first = Right office first
rate-handle-on-time = Handled on time
rate-solved = Actually solved
rate-satisfied = Satisfied
rate-rework = Rework

weekly-no-problems = nothing
weekly-top = { $category } { $n }{ $near ->
        [0] { "" }
       *[other] , { $near } of them at one place in { $street }
    }
weekly-spot = { $n } at one place in { $street }, mostly { $category }
weekly-overdue = { $n } overdue, in { $streets }
weekly-step-none = carry on
weekly-step-class = treat { $category } in { $street } as a shared problem and call a consultation
weekly-step-overdue = set a date for each of the { $n } overdue
weekly-step-slow = { $streets } are slow to take: check who is on duty
weekly-step-rework = { $n } came back: look at the photos of the results
weekly-step-paused = clock paused for { $n }: look at the reasons
weekly-beside = Clock paused { $paused }, delays { $delayed }, not accepted { $refused }; seen by others { $joined } times.
weekly-year = { $year } so far: { $opened } reported, { $closed } closed, seen by others { $joined } times, { $issued } { -scheme } issued.
weekly-year-district = { $year } so far: { $opened } reported, { $closed } closed, seen by others { $joined } times, { $issued } { -scheme } issued, { $redeemed } redeemed, { $outstanding } outstanding.
weekly-quiet = { $year } so far: { $clues } clues{ $made ->
        [0] { "" }
       *[other] , { $made } cases made
    }{ $prevented ->
        [0] { "" }
       *[other] , losses prevented { $prevented } times, { $yuan } yuan
    }.
weekly-note = { $street } explains: { $line }

explain-street = Week { $week }: which street do you explain?
explain-line = Week { $week }, { $street }: please write one line, { $most } characters at most.{ HAS($before) ->
        [no] { "" }
       *[other] { "\u000A" }It says "{ $before }" now; yours takes its place, and the old one stays on record.
    }
explained = Noted. Week { $week }, { $street } explains: { $line }

sheet-title = { -service } · Weekly summary
sheet-week = Week { $week } of { $year }
sheet-draft = Draft
sheet-running = Up to { $as-of }
sheet-opened = Reported
sheet-closed = Closed
sheet-up = +{ $n } on last week
sheet-down = −{ $n } on last week
sheet-same = as last week
sheet-points-up = +{ $n } points
sheet-points-down = −{ $n } points
sheet-first = first week
sheet-none = none
sheet-by-category = Most reported
sheet-by-street = By street
sheet-on-time = Taken on time
sheet-trend = { $n ->
        [one] { $n } week
       *[other] { $n } weeks
    }
sheet-spots = Where cases gather
sheet-spots-none = Cases gather nowhere
sheet-spot = { $street }: { $n }
sheet-spot-mostly = mostly { $category }
sheet-last-week = last week
sheet-overdue = { $n } overdue
sheet-overdue-none = Nothing overdue
sheet-overdue-case = { $number } { $category }
sheet-late-hours = { $n } h late
sheet-late-days = { $n } d late
sheet-more = { $n } more
sheet-others = Others
sheet-empty = No reports this week
sheet-week-mark = W{ $week }
sheet-median = Median { $minutes } min to take · { $hours } h to handle
sheet-credit = Borders: { $credit }

table-what = What
table-this-week = This week
table-last-week = Last week
table-part = Part
table-whole = Whole
table-street = Street
table-number = Number
table-category = Category
table-state = State
table-due = Due
table-at = At
table-before = Before
table-after = After
table-opened-at = Reported at
table-take-by = Take by
table-handle-by = Handle by
table-take-minutes = Median minutes to take
table-handle-hours = Median hours to handle
table-outstanding = Points outstanding
table-quiet-clues = Clues this year
table-quiet-cases_made = Cases made of clues this year
table-quiet-losses_prevented = Losses prevented this year
table-quiet-saved_yuan = Losses prevented this year, in yuan
table-n = Version
table-line = Explanation
table-by = By (alias)
table-opened = Reported
table-taken = Taken
table-handled = Handled
table-closed = Closed
table-refused = Not accepted
table-withdrawn = Withdrawn
table-merged = Merged
table-handed_over = Handed over
table-joined = Seen by others
table-paused = Clock paused
table-delayed = Delays
table-sent_back = Sent back
table-points_issued = Points issued
table-points_back = Points cancelled
table-points_redeemed = Points redeemed
table-sheet-numbers = Numbers
table-sheet-streets = Streets
table-sheet-overdue = Overdue
table-sheet-events = Events
table-sheet-notes = Explanations
weekly-as-table = Table
