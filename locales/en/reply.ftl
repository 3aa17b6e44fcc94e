### A rider answers the office's question
reply-what =
    { HAS($question) ->
        [no] { $number } waits for no answer any more, but you can still add to it.
       *[other] { $street } asks: “{ $question }”
    }
    Words, photos or a place, all fine.{ $photos ->
        [0] { "" }
       *[other] { "\u000A" }Photos: { $photos }
    }{ $placed ->
        [0] { "" }
       *[other] { "\u000A" }With a place
    }{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }“{ $said }”
    }
    .send = Send it
    .unsure = I don't know
    .later = Later
reply-later = All right, { $number } stays as it is.
replied = Sent to { $street }, thank you. { $number } goes on.
replied-late = { $number } waited for no answer any more; what you said was added and { $street } sees it.
replied-unsure = Noted, thank you. { $street } goes on with what is known.
reply-not-needed = { $number } needs no answer any more, thank you.
