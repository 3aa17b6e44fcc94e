refuse-why =
    { $number } { $category } · { $place }
    Why not? Say who should be asked; the rider will read it.
refuse-mark =
    “{ $why }”
    Was the hazard really there? If so, the rider earns all the same.
    .true = Verified
    .not-seen = Not seen
    .keep = Keep it
refuse-done = { $number } was not accepted; the rider knows why.
refuse-kept = All right, { $number } stays here.
