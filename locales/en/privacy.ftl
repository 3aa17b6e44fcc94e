privacy =
    What is kept: the photos, words and positions you send and your account in this chat, encrypted under a key of your own. You are not tracked.
    Who sees it: the officer of that street, who sees an alias. Riders who report the same place, or have a second look, see your photo small.
    How long: personal details go { $days } days after closing.
    You can't export or delete it here yet. Please ask { $unit }, phone { $phone }.{ $agreed ->
        [0] { "\u000A" }You have not agreed yet; nothing you sent is kept.
       *[other] { "" }
    }
opens-privacy = privacy|my data
