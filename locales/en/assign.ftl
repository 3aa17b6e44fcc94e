### More, passing to a unit, work order numbers, finding a case
more-acts =
    { $number } { $category } · { $place } · { $status }
    Which step?
assign-to =
    { $number } { $category } · { $place }
    Which unit handles it?
assign-words =
    The rider's words: “{ $words }”
    Numbers are covered. Pass them on? To change them, just type.
    .same = Pass them on
    .none = Leave them out
assign-no-unit = No handling unit is listed for this street, so { $number } stays here. Please have the operator add one.
assign-done = Noted: { $number } passed to { $unit }. The message below has neither alias nor numbers of the rider; just forward it.
unit-letter =
    { $unit }: please handle
    { $category }{ HAS($place) ->
        [no] { "" }
       *[other] { " · " }{ $place }
    }{ HAS($words) ->
        [no] { "" }
       *[other] { "\u000A" }What: { $words }
    }{ HAS($point) ->
        [no] { "" }
       *[other] { "\u000A" }Map: https://uri.amap.com/marker?position={ $lonlat }&coordinate=wgs84
    }
    Please handle it by { $by } and send the result with a photo to { $street }. Number { $number }.
work-order =
    { $number } { $category }{ HAS($code) ->
        [no] { "" }
       *[other] , work order { $code } so far
    }
    Please type the office's own work order number (4 to 32 letters, digits or hyphens).
    .drop = Take it away
work-order-kept = { HAS($code) ->
        [no] { $number } has no work order number any more.
       *[other] { $number } has the work order number { $code } now.
    }
find-number = Please type a case's number or a work order number.
found-several = Several cases have the work order number { $code }; tap one.
not-found = { $number } was not found, or is not your street's.
work-order-not-right = This does not look like a work order number: 4 to 32 letters, digits or hyphens, at least one digit, like SH2026-000123.
note-assigned = passed to { $unit } · { $at }
note-work-order = work order { $code }
did-assign = passed to a unit
did-work_order = noted the work order number
event-assign = passed to the unit in charge
event-work_order = the office noted its own number
opens-find = find|find a case
