opens-letters = not delivered|letters
letters-none = Everything was delivered.
letters-list = { $total ->
        [one] One message was
       *[other] { $total } messages were
    } not delivered{ $shown ->
        [10] ; the last { $shown } are shown
       *[other] { "" }
    }. Open one to send it again or let it go.
letters-line = { $number ->
        [0] { $to }
       *[other] { $number } { $to }
    } · { $why }
letter-to-person = to { $alias }
letter-to-group = to a counter
dead-unreachable = can't be reached
dead-erased = the reader was erased
dead-no-answer = the platform did not answer
dead-rejected = the platform refused it
letter-dead =
    Not delivered: { $number } { $to }, { $at }.
    Why: { $why }.{ $late ->
        [1] { " " }A later message went out; this one is not needed.
       *[other] { "" }
    }
    .resend = Send again
    .letgo = Let it go
    .open = Open the case
letter-sent-again = The message { $to } ({ $number }) is sent again. If it fails once more, it will be listed again.
    .letters = The others
letter-let-go = The message { $to } ({ $number }) is let go, and what it said is deleted.
    .letters = The others
letter-seen-to = Somebody has seen to this one, or it is another street's.
letter-too-old = A later message went out; this one is old and not needed.
letter-erased = Its reader was erased; it can't be sent.
