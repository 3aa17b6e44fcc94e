draft-idle =
    You have a report that is not sent yet{ $photos ->
        [0] { "" }
        [one] : one photo
       *[other] : { $photos } photos
    }{ HAS($words) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $words }”
    }
    It is kept for you. Go on when you have stopped.
    .go = Go on
    .drop = Drop it
