### Near its deadline or over it: warnings, and up the ladder
late-case =
    { $late }
    { $case }
late-take-warn =
    { $left } left and nobody has it: to be taken by { $by }.
    If nobody takes it by then, a coordinator is told.
late-take-overdue = Not taken in time: it was to be taken by { $by }, and nobody has it yet.
late-take-district = Not taken in time, now with the district: it was to be taken by { $by }, and nobody has it yet.
late-handle-warn =
    { $left } left: to be handled by { $by }.
    If it is not handled by then, a coordinator is told.
late-handle-overdue = Overdue: it was to be handled by { $by }, and { $taken ->
        [0] nobody has it yet
       *[other] is not
    }.
late-handle-district = Overdue, now with the district: it was to be handled by { $by }, and { $taken ->
        [0] nobody has it yet
       *[other] is not
    }.
span-minutes = { $n } { $works ->
        [1] working minutes
       *[other] minutes
    }
span-hours = { $n } { $works ->
        [1] working hours
       *[other] hours
    }
