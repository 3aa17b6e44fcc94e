mine-empty =
    You have not reported anything yet.
    If you see a hazard, just send a photo.
mine-list =
    { $count ->
        [one] Your last report
       *[other] Your last { $count } reports
    }, { $open } still open. Tap one to see it.
mine-language = Language: { $language }
mine-privacy = Privacy
mine-line = { $number } { $category } · { $status }
case-card =
    { $number } · { $category } · { $status-for-rider }
    { $street } · { $your-place }
    { HAS($words) ->
        [no] { "" }
       *[other] “{ $words }”{ "\u000A" }
    }{ HAS($outcome) ->
        [no] { "" }
       *[other] The office says: “{ $outcome }”{ "\u000A" }
    }{ HAS($owner) ->
        [no] { "" }
       *[other] Whose it is: { $owner }{ "\u000A" }
    }{ $steps }
    .reply = Answer
    .add = Add a word
    .withdraw = Withdraw
    .again = Look again
    .solved = Solved
    .partly = Partly
    .unsolved = Not solved
    .notpassed = Not been there
    .followed = Show the other
case-step = { $at } { $what }
event-open = you reported it
event-take = somebody took it
event-add = you added to it
event-hand_over = another office has it
event-ask_coordinator = a coordinator decides whose it is
event-unseen = kept until somebody takes reports there
event-seen = somebody takes reports there now
event-handle = handled
event-refuse = not accepted
event-withdraw = you withdrew it
event-confirm = you said it is solved
event-partly = you said it is partly solved
event-not_passed = you have not been there
event-silence = closed after 72 hours without an answer
event-look_again = you asked to look again
event-uncovered = an officer read your words in full
event-hide = a part of a photo was blurred
event-put_off = put off for bad weather
event-shift = a colleague took over
