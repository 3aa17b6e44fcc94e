handover-to =
    { $number } { $category } · { $place }
    To which street?
    .unclear = Not clear whose
    .more = More streets
    .keep = Keep it here
handover-kept = All right, { $number } stays with you; it was not handed over.
handover-far = To which street?
handover-why = Why to { $to }? The rider will read it.
handover-third =
    { $number } was handed over { $times } times already; now a coordinator decides whose it is.
    Why is it not your street's? The coordinator will read it.
handover-done = { $number } was handed over to { $to }; the rider knows.{ $reached ->
        [0] { " " }Nobody there takes cases here yet; whoever joins sees it at once.
       *[other] { "" }
    }
handover-nobody = No coordinator can be reached now; { $number } stays here for the time being. Please have the operator name one.
handover-asked = The coordinator was asked whose { $number } is; until then it stays here.
