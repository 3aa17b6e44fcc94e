### Said everywhere
-scheme = Starlight points
-service = Jing'an Report

moment-today = today { $time }
moment-tomorrow = tomorrow { $time }
moment-yesterday = yesterday { $time }
moment-day = { $day } { $month_name } { $time }
day = { $month }/{ $day }
list-comma = , { "" }
list-line = { "\u000A" }
list-dot = { " · " }
list-arrow = { " → " }

menu-report = Report
menu-place = My position
menu-mine = Mine
menu-points = Points
menu-help = Help
menu-desk = Desk
menu-today = Today

opens-report = report|report a hazard|new report
opens-mine = mine|my reports|status
opens-points = points|my points
opens-help = help|how
opens-privacy = privacy|my data|delete my data
opens-language = language|english
opens-cancel = cancel|never mind
opens-desk = desk
opens-duty = duty|on duty|duty officer
opens-shift = shift|hand over shift
opens-weather = bad weather
opens-putoff = put off together
opens-today = today
opens-start = hello|hi

what-i-can-do =
    Just send a photo and a few words about what is wrong.
    “Mine” shows how your reports stand, “Points” your Starlight points.
not-understood = I did not get that. Please finish this step first.
unknown-command = There is no such command. “Help” shows what there is.
old-button = This button is out of date. “Mine” shows how things stand.
leave-talk = Not now
cancelled = All right, stopped. Nothing of it was kept.
nothing-to-cancel = There is nothing to cancel.
being-looked-at = That did not work and we are looking into it. Please try again in a while.
look-in-private = Please go on in our private chat.

cannot-use-voice = I can't listen to voice messages yet. Please type a few words or take a photo.
cannot-use-video = I can't use videos. Please send a photo or a screenshot.
cannot-use-sticker = Nice one. To report something, please take a photo.
cannot-use-contact = No contact is needed. Please send a photo and a few words.
cannot-use-poll = I can't use polls. Please send a photo and a few words.
cannot-use-document = I can't open this kind of file. Please send a photo (JPEG, PNG, WebP or HEIC).
words-were-cut = That was long; only the first 1,000 characters were kept.
cannot-use-other = I can't use this. Please send a photo and a few words.

status-submitted = submitted
status-taken = taken
status-asked = waiting for an answer
status-handled = handled, to be checked
status-closed = closed
status-refused = not accepted
status-merged = merged
status-withdrawn = withdrawn
rider-status-submitted = received
rider-status-taken = somebody has it
rider-status-asked = waiting for you
rider-status-handled = done, please look
rider-status-closed = closed
rider-status-refused = not accepted
rider-status-merged = joined with another
rider-status-withdrawn = withdrawn
language-zh-CN = 中文
language-en = English
several-on = ✓ { $what }
several-all = All
several-none = None
