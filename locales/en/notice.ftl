notice-rule = What was agreed for “{ $place }”? Type it as it would stand on the door, { $most } characters at most.
notice-from = From which day? Type a date like 12-01.
    .today = Today
notice-until = Until which day? A year at most.
    .half = Half a year
    .year = A year
notice-weeks = When shall its effect be looked at?
notice-after = After { $weeks } weeks
notice-sure =
    Public notice · { $place }
    { $rule }
    { $from } to { $until }; its effect is looked at after { $weeks } weeks.
    Riders who reported here are told, and whoever reports { $category } here next sees it.
    .yes = Publish
    .no = Do not publish
notice-dropped = Nothing was published.
notice-published = Published: { $place }. The riders who reported here ({ $told }) are told, not at meals or at night.
    .page = Page to print
notice-here =
    There is a public notice here{ $agreed ->
        [0] { "" }
       *[other] , agreed by all sides
    }: { $place }
    { $rule }
    It holds until { $until }. If things are different on the spot, please go on.
notice-effect =
    The effect: { $place }, { $category }
    { $after } reported in { $days } days since the notice, { $before } in as many days before.
    .class = Open the class
has-its-notice = This class has its notice. What is agreed anew is a new class.
notice-dates = These days do not fit: the last can't be before the first or in the past, and a year is the most. Please type a date like 12-01 or 2026-12-01.
