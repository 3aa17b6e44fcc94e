### Several at once
many =
    Tap those to be worked together, at most { $most }.
    { $count ->
        [0] None chosen yet.
       *[other] { $count } chosen.
    }
many-none = Nothing is left in this list.
many-take = Take
many-over = Hand over
many-merge = Merge
many-handle = Handled
many-over-to = { $count } chosen; to which street?
    .more = More streets
many-over-why = Why all { $count } go to { $to }; the riders read it, too.
many-merge-one = Choose two or more to merge.
    .no = OK
many-merge-into = If these { $count } are one hazard: into which one?
many-number = { $number }
many-merge-sure =
    Merge { $count } into { $into }? The furthest lies { $metres } m away.
    All their riders hear of it, and one close counts for all.
    .yes = Merge
    .no = Not now
many-photo = { $count } together: send a photo of the result, with a word if you like.
many-words = { $count } together: say what was done; all riders read it.
many-handle-sure =
    All { $count } are marked handled and verified, with { $photos } photos.
    “{ $said }”
    All riders will look, and all earn points.
    .yes = All handled
    .no = Not now
many-kept = All right, nothing was changed.
many-done = { $act }: { $count } done{ $refused ->
        [0] .
       *[other] , { $refused } not.
    }{ $count ->
        [0] { "" }
       *[other] { "\u000A" }{ $numbers }
    }{ $refused ->
        [0] { "" }
       *[other] { "\u000A" }Not done:{ "\u000A" }{ $lines }
    }
many-refused = { $number }: { $why }
