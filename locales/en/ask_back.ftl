### Asking back: a question to the rider, the clock waits
ask-why =
    The rider of { $number } was asked once before. Why again? The rider sees it, too.
ask-words =
    { $number } { $category } · { $place }
    What should the rider add? Ask one thing, or tap a ready one. No names or phone numbers, please.
ready-edit =
    “{ $words }”
    Send it so, or change it? To change it, just type.
    .as-is = Send it so
ask-done =
    { $later ->
        [0] The rider was asked:{ " " }
       *[other] The rider is busy now and is asked { $heard }:{ " " }
    }“{ $words }”
    The clock waits, at most 5 days; you hear as soon as there is an answer.
unask-done = No more waiting; the clock of { $number } goes on.
case-asked =
    { $street } asks you for a little more: { $category } ({ $your-place }, see your photo)
    “{ $question }”{ HAS($why) ->
        [no] { "" }
       *[other] { "\u000A" }Why once more: { $why }
    }
    Words, photos or a place, all fine, by { $until }. Don't go back just for this.
    .reply = Answer
    .unsure = I don't know
case-still-asked =
    { $street } still waits for a little more: { $category } ({ $your-place }, see your photo)
    “{ $question }”{ HAS($why) ->
        [no] { "" }
       *[other] { "\u000A" }Why once more: { $why }
    }
    After { $until } it goes on with what is known.
    .reply = Answer
    .unsure = I don't know
question-withdrawn =
    Nothing more is needed: { $category } ({ $your-place }, see your photo)
    { $street } has found out and goes on. Number { $number }.
question-over =
    No answer came, never mind: { $category } ({ $your-place }, see your photo)
    { $street } goes on with what is known. You can still add a word. Number { $number }.
    .add = Add a word
question-answered =
    { $number } { $category } ({ $place }): the rider answered.
    Asked: “{ $question }”{ HAS($said) ->
        [no] { "" }
       *[other] { "\u000A" }Said: “{ $said }”
    }{ HAS($point) ->
        [no] { "" }
       *[other] { "\u000A" }Place: { $point } (WGS-84); “Where” shows it on a map
    }
    The clock goes on: { $submitted ->
        [1] take it by { $take-by }.
       *[other] handle it by { $handle-by }.
    }
question-unsure =
    { $number } { $category } ({ $place }): the rider does not know.
    Asked: “{ $question }”
    The clock goes on: { $submitted ->
        [1] take it by { $take-by }.
       *[other] handle it by { $handle-by }.
    }
question-silence =
    { $number } { $category } ({ $place }): no answer from the rider in 5 days.
    Asked: “{ $question }”
    The clock goes on: { $submitted ->
        [1] take it by { $take-by }.
       *[other] handle it by { $handle-by }.
    }
note-asked = asked: “{ $question }” · waits until { $until }
note-asked-later = asked: “{ $question }” · the rider hears it { $heard }
where-answered = Place the rider added
asked-enough = The rider of { $number } was asked { $times } times already. Please go on with what is known.
rider-not-reached = The rider of { $number } can't be reached now. Please go on with what is known.
did-unask = no answer needed any more
did-no_answer = no answer in 5 days, the clock goes on
did-unsure = does not know
event-ask = the office asked you for more
event-answer = you answered
event-unsure = you did not know
event-unask = no answer needed any more
event-no_answer = no answer, the office goes on
