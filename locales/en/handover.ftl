handover-to =
    { $number } { $category } · { $place }
    To which street?
    .unclear = Not clear whose
    .more = More streets
handover-far = To which street?
handover-why = Why to { $to }? The rider will read it.
handover-done = { $number } was handed over to { $to }; the rider knows.
handover-asked = The coordinator was asked whose { $number } is; until then it stays here.
