refuse-why =
    { $number } { $category } · { $place }
    Why not? Tap a ready sentence or type; the rider will read it.
refuse-owner =
    Whose matter is it? The rider will read it. Tap one, or type.
    .said = No need
refuse-mark =
    “{ $why }”
    Was the hazard really there? If so, the rider earns all the same.
    .true = Verified
    .not-seen = Not seen
    .keep = Keep it
refuse-done = { $number } was not accepted; the rider knows why.
refuse-kept = All right, { $number } stays here.
