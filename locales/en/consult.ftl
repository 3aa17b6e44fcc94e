### Consultations: what coordinators and riders read
meet-side-owner = Owner
meet-side-rider = Rider
meet-side-property = Property manager
meet-side-guard = Guard
meet-level-street = Street level
meet-level-district = District example
meet-state-called = called
meet-state-held = held
meet-state-asked = waiting for consent
meet-state-agreed = agreed by all
meet-state-unagreed = not agreed
meet-state-cancelled = called off
meet-party = { $side } { $name }
meet-party-stands = { $party }: { $said }
meet-riders-stand =
    Riders, { $count }: { $come } come, { $cant } can't, { $words } left a word{ $agreed ->
        [0] { "" }
       *[other] , { $agreed } agree
    }
meet-said-nothing = no answer yet
meet-said-come = comes
meet-said-cant = can't come
meet-said-words = left a word
meet-said-absent = was not there
meet-said-yes = agrees
meet-said-no = does not agree
meet-said-recorded = agrees (noted in the room)
agenda-line = { $n }. { $item }
agenda-usual-now = How one gets in today, and where it goes wrong
agenda-usual-give = What each side can do
agenda-usual-rule = A rule: which way, where to park, how long
meet-open = Show the consultation
meet-class = Show the class
meet-clock = The clock

meet-level = Consultation { $round } about “{ $about }”: of which level?
meet-at =
    When? Or type 12-03 14:30.
    .same = Same time
meet-where =
    Where? Type it.
    .same = Same place
meet-agenda =
    What about? One item a line, { $most } at most.
    .usual = The usual three
    .open = What was left open
meet-sure =
    Jing Xin Chang Yi · consultation · { $level }
    { $about }
    { $at }, { $where }
    { $agenda }
    Riders who reported here are invited at once; owners, property managers and guards next, by a link.
    .send = Invite
    .at = Time
    .where = Place
    .agenda = Agenda
    .leave = Leave it
meet-left = Nothing was sent.
meet-card =
    Jing Xin Chang Yi · consultation · { $level } · round { $round }
    { $about } · { $category }
    { $state } · { $at } · { $where }
    { $agenda }{ HAS($rule) ->
        [no] { "" }
       *[other] { "\u000A" }Rule: { $rule } ({ $from } to { $until })
    }{ HAS($open) ->
        [no] { "" }
       *[other] { "\u000A" }Left open: { $open }
    }{ HAS($standing) ->
        [no] { "" }
       *[other] { "\u000A" }{ $standing }
    }{ $noticed ->
        [0] { "" }
       *[other] { "\u000A" }Its public notice is published.
    }
    .guest = Add a party
    .said = What they said
    .minutes = Minutes
    .move = Change time or place
    .link = New link
    .drop = Call off
    .rule = Write the outcome
    .rewrite = Change the outcome
    .open = Not agreed
    .here = Agreed in the room
    .absent = Was not there
    .publish = Publish the notice
    .again = Call again
    .trace = Steps
    .class = Show the class
meet-gone = What was said in this consultation is gone, its time being over; only the record is left.
meet-move-sure =
    Change it to { $at }, { $where }? Riders who were invited are told, and asked again.
    .yes = Change
    .no = Leave it
meet-drop-sure =
    Call off the consultation about “{ $about }” on { $at }? Everybody who was invited is told.
    .yes = Call it off
    .no = Keep it
meet-said =
    { $about } · what they said{ $count ->
        [0] { "\u000A" }Nobody left a word yet.
       *[other] { "\u000A" }{ $lines }
    }
meet-words-line = { $party }: { $words }
meet-why-line = { $party } does not agree: { $words }
meet-minutes-line = Minutes · { $item }: { $words }
meet-trace =
    { $about } · steps
    { $lines }
meet-step = { $at } { $who } { $what }{ $whom }
meet-did-called = called it
meet-did-invited = invited{ " " }
meet-did-relinked = made a new link for{ " " }
meet-did-moved = changed time or place
meet-did-cancelled = called it off
meet-did-answer_come = comes
meet-did-answer_cant = can't come
meet-did-answer_words = left a word
meet-did-minutes = wrote the minutes
meet-did-asked = asked for consent
meet-did-consent_yes = agrees
meet-did-consent_no = does not agree
meet-did-recorded = noted in the room that they agree:{ " " }
meet-did-absent = noted as not there:{ " " }
meet-did-agreed = agreed by all
meet-did-unagreed = noted that it was not agreed
meet-did-published = published the notice

guest-side = Whom do they speak for?
guest-names = { $side }: what are they called? One a line, { $most } at most, for example “Mr Wang”.
guest-which = A new link for whom? The old one ends at once.
guest-nobody = No owner, property manager or guard was invited yet.
guest-added =
    { $count ->
        [1] Forward the text above; they need no account.
       *[other] Forward the { $count } texts above, a link each; they need no account.
    }
guest-invitation =
    Consultation “Jing Xin Chang Yi”: { $party } is invited.
    { $about }: { $category }
    { $at }, { $where }
    { $agenda }
    { $street } invites. Open the link to say whether you come, or write a word:
    { $link }
meet-guests-moved =
    To forward to those without an account:
    The consultation about “{ $about }” is now { $at }, { $where }. Please open your link and say again whether you come.
meet-guests-cancelled =
    To forward to those without an account:
    The consultation about “{ $about }” on { $at } does not take place.
meet-guests-tomorrow =
    To forward to those without an account:
    A reminder: the consultation about “{ $about }” is { $at }, { $where }.
guest-consent =
    To forward to those without an account:
    What came of “{ $about }”: { $rule } ({ $from } to { $until }). Please open your link and say whether you agree.

meet-tomorrow =
    Soon: { $about }, { $at }, { $where }
    { $come } come{ $count ->
        [0] { "" }
       *[other] ; no answer yet: { $silent }
    }.{ $guests ->
        [0] { "" }
       *[other] { " " }The text below can be forwarded.
    }
meet-word-came =
    { $about } · { $party } left a word:
    { $words }
meet-not-agreed =
    { $about } · { $party } does not agree{ HAS($why) ->
        [no] .
       *[other] : { $why }
    }
meet-agreed =
    Agreed by all: { $about }
    { $sides } agree: { $rule }
    { $from } to { $until }
    .publish = Publish the notice
meet-review =
    Time to look at what was agreed: { $about }
    { $rule } ({ $from } to { $until })
    Is it kept? If it does not fit any more, it can be talked about again.

minutes-item =
    Minutes { $n }/{ $of } · { $item }
    What was said? A few words; a photo at any time.
    .none = Not reached
minutes-sure =
    { $about } · minutes, items: { $count }{ $photos ->
        [0] { "" }
       *[other] , with a photo
    }{ $count ->
        [0] { "" }
       *[other] { "\u000A" }{ $lines }
    }
    .yes = Keep
    .no = Drop
meet-rule = What was agreed for “{ $about }”? Type it as it would stand on the door, { $most } characters at most. Taking part: { $sides }.
meet-days =
    From which day to which?
    .half = Half a year from tomorrow
    .year = A year from tomorrow
    .own = Other days
meet-review-in = When is it looked at again?
meet-rule-sure =
    { $about }
    { $rule }
    { $from } to { $until }; looked at again on { $review }.
    It counts once every side that takes part ({ $sides }) agrees; there is no vote.
    .yes = Ask them all
    .no = Not yet
meet-party-which = Who?
meet-here-sure =
    { $party } agreed in the room? It is kept that you noted it.
    .yes = Note it
    .no = No
meet-absent-sure =
    { $party } was not there? Then nobody waits for them any more; it is kept that you noted it.
    .yes = Note it
    .no = Wait
meet-open-what = What is left open? A few words for the next time.

class-meeting = Consultation, round { $round }: { $state }

### Riders
meet-key-come = I'll come
meet-key-cant = I can't
meet-key-word = Just a word
meet-key-yes = I agree
meet-key-no = I don't
meet-rider-invite =
    You reported { $category } at “{ $about }”. { $street } would like to talk it over with you.
    Consultation “Jing Xin Chang Yi”, { $at }, { $where }
    { $agenda }
    Your points do not depend on it.
meet-rider-moved =
    The consultation about “{ $about }” has changed: { $at }, { $where }. Will you come?
meet-rider-cancelled = The consultation about “{ $about }” on { $at } does not take place.
meet-rider-remind = A reminder: the consultation about “{ $about }” is { $at }, { $where }.
meet-rider-consent =
    What came of “{ $about }”:
    { $rule }
    { $from } to { $until }. It counts once every side that takes part agrees. Do you?
meet-rider-agreed =
    Agreed by all for “{ $about }”:
    { $rule }
    { $from } to { $until }. Thank you for coming.
meet-rider-unagreed = “{ $about }” was not agreed this time; what is open is kept for the next. Thank you for coming.
meet-answered-come =
    See you { $at }, { $where }.{ $reminds ->
        [0] { "" }
       *[other] { " " }You are reminded the day before.
    }
meet-answered-cant = Thank you for saying so. If you change your mind, press again.
meet-word = What would you like to say? It is read out there, without your name.
meet-answered-words = Noted; it is read out there.
meet-consented-yes =
    Noted: you agree.{ $agreed ->
        [0] { " " }The others are waited for.
       *[other] { "" }
    }
meet-why =
    What does not fit? A few words, or none.
    .none = No words
meet-consented-no = Noted: you do not agree. The talk goes on.
