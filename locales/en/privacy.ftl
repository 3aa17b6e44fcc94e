### Privacy: what is kept, export, deletion
privacy-now =
    Your data, as kept now:
    { $reports } reports, { $photos } photos, { $follows } joined, { $points } Starlight points.
    Officers see only the alias { $alias }.{ $role-count ->
        [0] { "" }
       *[other] { "\u000A" }You are also: { $roles }.
    }
    { HAS($agreed) ->
        [no] You have not agreed to the terms yet.
       *[other] You agreed to version { $version } of the terms { $agreed }.
    }
    Personal details go by themselves { $days } days after closing.
    .export = Export my data
    .erase = Delete my data
    .full = Read it all
privacy-officer = officer of { $street }
privacy-coordinator = coordinator of { $street }
privacy-shop = staff of { $street }
privacy-owner = owner of { $street }
privacy-clue_desk = clue desk of { $street }
privacy-care_desk = care desk of { $street }
privacy-rights_desk = rights desk of { $street }
privacy-rider = rider of { $street }
privacy-waiting =
    Your data is waiting to be deleted, from { $at } on. After that it cannot be brought back.
    If you change your mind, press "Keep it" before then.
    .stay = Keep it
erase-sure =
    If you delete:
    Gone: your words, photos, account and chats, the link between you and { $reports } reports, { $points } Starlight points.
    Stays: category, street, place, times and number of each report. Open ones are still worked; you will not hear the outcome.{ $role-count ->
        [0] { "" }
       *[other] { "\u000A" }You stop being an officer or coordinator.
    }
    Go on?
    .yes = Go on
    .no = Keep it
erase-really =
    Once more: in { $minutes } minutes all of it is deleted. Nobody can restore it, not even from a backup.
    If you come back, you are new here.
    .yes = Delete
    .no = Keep it
erase-not = All right, nothing was deleted.
privacy-export =
    This is all that is kept of you now: the text in my-data.json, the pictures in photos.
    It holds your account and places you have been: keep it safe. On the web page its link opens once, within 72 hours.
