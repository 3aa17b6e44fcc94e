case-history =
    { $number } · { $category } · { $status }
    { $left-out ->
        [0] { $steps }
        [one] One earlier step is not listed.{ "\u000A" }{ $steps }
       *[other] { $left-out } earlier steps are not listed.{ "\u000A" }{ $steps }
    }
    .open = Open it
history-step =
    { $at } { $who }{ $what }{ HAS($after) ->
        [no] { "" }
       *[other] { " " }({ $before } → { $after })
    }{ HAS($note) ->
        [no] { "" }
       *[other] : { $note }
    }
did-by-rider = Rider { $alias }{ " " }
did-by-officer = { $alias }{ " " }
did-by-clock = The system{ " " }
did-open = reported it
did-take = took it
did-ask = asked for more
did-answer = answered
did-add = added to it
did-handle = handled it
did-hand_over = handed it over
did-refuse = did not accept it
did-withdraw = withdrew it
did-confirm = said it is solved
did-partly = said it is partly solved
did-not_passed = has not been there
did-silence = closed it after 72 hours without an answer
did-look_again = asked to look again
did-ask_coordinator = asked a coordinator whose it is
did-unseen = kept it, as nobody took reports there
did-seen = gave it to whoever takes reports now; its times count from here
did-join = saw it too
did-verified = marked it verified
did-came_back = noticed that it came back
did-merge = merged it into another case
did-merged_in = took in a merged case
did-uncovered = read the original words
did-hide = blurred a part of a photo
did-put_off = put off for bad weather
did-shift = handed over the shift to a colleague
