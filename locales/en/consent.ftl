consent =
    Hello, this is Jing'an Report. First, in short:
    What is kept: your photos, words and this one position. You are not tracked.
    Who sees it: the officer of that street. They see an alias, never your name or phone. A rider who reports the same place sees your photo small.
    How long: personal details go { $days } days after closing; send "privacy" at any time to export or delete them.
    Responsible: { $unit }, phone { $phone }.{ HAS($waiting) ->
        [no] { "" }
       *[other] { "\u000A" }What you just sent waits 30 minutes; if you don't agree, it is deleted.
    }
    .yes = Agree and go on
    .no = No
    .full = Read it all
consent-full =
    In full
    Who: { $unit } is responsible; officers of the streets of { $district } do the work. Phone { $phone }.
    What: the photos, words and positions you send, and your account in this chat. Hidden data in photos is removed first.
    What for: your report goes to its street, you hear the outcome, verified reports earn Starlight points. Your photo, made small, helps riders who report the same place. Nothing else.
    How: what you send is encrypted under a key of your own. Officers see an alias.
    How long: { $days } days after closing, your words, photos and alias go, and the place stays only to about 100 m.
    You may say no, and you may send "privacy" at any time to export or delete your data.
    .yes = Agree and go on
    .no = No
consent-given = Thank you. Let's go on.
consent-declined = { HAS($waiting) ->
        [no] All right.
       *[other] All right, nothing you sent was kept.
    } If you change your mind, just send a photo.
