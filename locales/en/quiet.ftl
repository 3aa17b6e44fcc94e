### What is confidential: the rider's side. Each message begins with the same line, so that a locked screen tells nothing
-neutral = You have a new message

opens-clue = clue|tip|confidential|confidential clue
quiet-news = { -neutral }
    .open = Open
quiet-tell =
    { -neutral }
    { HAS($placed) ->
        [no] Type what you want to say; photos or a place are fine too. Only the confidential desk sees it.
       *[other] Position received. Type what you want to say, or send photos.
    }
    If somebody is in danger call { $police } first.
quiet-card =
    { -neutral }
    Noted: { $parts }. You can send more.
    It goes to the confidential desk only, to no street's group. They see a code.
    Anonymous: they can't ask you, and you get no result. Reachable: messages come through here, nobody calls.
    .anonymous = Send, anonymous
    .reachable = Send, reachable
    .open = Not a secret, go on
    .drop = Don't send
quiet-has-photos = { $count ->
        [one] 1 photo
       *[other] { $count } photos
    }
quiet-has-words = words
quiet-has-place = a place
quiet-kind =
    { -neutral }
    Pick what fits best, so that the right desk gets it.
quiet-which-street =
    { -neutral }
    Which street is it in?
quiet-nobody =
    { -neutral }
    Nobody is at that desk yet, so nothing was kept; we don't want you to wait in vain.
    If it can't wait call { $police }, else { $citizens }.
quiet-elsewhere =
    { -neutral }
    This is not the place to say it; nothing was kept.
    Please say it in a browser: { $link }
    If somebody is in danger call { $police } first.
quiet-sent =
    { -neutral }
    Received, number { $number }.
    Only the confidential desk sees it. They don't know who you are, and nobody will call you.
    { $asked ->
        [0] No further message will come.
       *[other] A result or a question comes as “{ -neutral }”.
    }
    This is enough: don't go back, don't film, don't ask, don't follow.
    If somebody is in danger call { $police } first.
    This talk vanishes on both sides after 24 hours, or now.
    .wipe = Delete now
    .hush = Don't contact me
quiet-read =
    { -neutral }
    { $number }
    { $count ->
        [0] Nothing new yet.
       *[other] { $lines }
    }
    .reply = Answer
    .hush = Don't contact me
    .wipe = Delete now
quiet-open-there =
    { -neutral }
    Please open it in a browser: { $link }
quiet-reply =
    { -neutral }
    Type a few words; they are passed on, and you stay a code.
quiet-replied =
    { -neutral }
    Passed on.
    .wipe = Delete now
quiet-hushed = All right, nothing more is sent to you about it.
quiet-wiped = Deleted on both sides.
quiet-wiped-before = There is nothing left to delete.
quiet-told-looking = Somebody is looking into it.
quiet-told-unfounded = It was looked into; nothing was found. Thank you for saying so.
quiet-told-administrative = It was looked into and dealt with. Thank you for saying so.
quiet-told-case_made = It was looked into and is being dealt with by law. Thank you for saying so.
quiet-told-loss_prevented = It was looked into, and a loss was prevented. Thank you for saying so.
whereabouts-not-here = Places are not taken here; the one you sent was not kept. To send one, please report in a browser: { $link }
