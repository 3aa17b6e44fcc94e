report-photo =
    { HAS($category) ->
        [no] Please send a photo of it.
       *[other] { $category }, noted. Please send a photo of it.
    }{ HAS($placed) ->
        [no] { "" }
       *[other] { "\u000A" }Position received.
    }
    { HAS($words) ->
        [no] A few words about what is wrong help.
       *[other] “{ $words }”
    }
report-category =
    { $photos ->
        [0] What is wrong?
        [one] One photo received. What is wrong?
       *[other] { $photos } photos received. What is wrong?
    }{ HAS($placed) ->
        [no] { "" }
       *[other] { "\u000A" }Position received.
    }
    { HAS($left) ->
        [no] Tap one, or type a few words.
       *[other] “{ $left }” is noted, but not yet clear to me. Tap the one that fits best.
    }
    .more = More
report-head = Which kind?
    .secret = Confidential
report-child = Which one exactly?
report-where =
    { $photos ->
        [0] { $category }
        [one] One photo · { $category }
       *[other] { $photos } photos · { $category }
    }
    { HAS($left) ->
        [no] Where is it? Send your position, or type the road.
       *[other] “{ $left }” is noted, but I can't tell where that is. Send your position, or type the road or the crossing.
    }
    .list = Pick the street
report-street =
    { $category } · this is close to a border
    { HAS($left) ->
        [no] Which street's is it, as far as you can see?
       *[other] “{ $left }” is noted, but I can't tell which side that is. Tap one.
    }
    .unclear = Not clear
report-which-street =
    { $category }
    { HAS($left) ->
        [no] Which street is it in?
       *[other] “{ $left }” is noted, but I can't tell which street that is. Tap one.
    }
report-place-words = Where exactly? Type the road, the number or the crossing.
report-card =
    { $category } · { $street }{ HAS($where) ->
        [no] { "" }
       *[other] { " · " }{ $where }
    } · { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }
    { HAS($words) ->
        [no] { "" }
       *[other] “{ $words }”{ "\u000A" }
    }{ HAS($source) ->
        [no] { "" }
       *[other] { $source }{ "\u000A" }
    }{ $reached ->
        [0] Nobody at { $street } takes reports here yet. It is kept, and you hear as soon as somebody does; if it can't wait call { $citizens }.
       *[other] Goes to { $street }: taken by { $take-by }, result by { $handle-by }.
    }{ HAS($weather) ->
        [no] { "" }
       *[other] { "\u000A" }{ $weather }
    }
    { $promise }{ $hint }
    .send = Send
    .category = Category
    .place = Place
    .photo = Add photo
    .words = Add words
    .drop = Drop it
place-from-file = The place came with the photo; tap “Place” if it is wrong.
place-as-given = Position received.
hint-none = { "" }
hint-photo = { "\u000A" }Just send more photos, then tap “Send”.
hint-words = { "\u000A" }Just type, then tap “Send”.
promise-earns = +{ $points } { -scheme } once verified, repaired or not.
promise-thanks = This kind earns no points. Thank you for saying so.
promise-paused = Your points are being checked; once verified it is kept for you.
promise-day = Today's points are full; once verified it is kept for you and credited when there is room.
promise-month = This month's points are full; once verified it is kept for you and credited when there is room.
promise-category = Today's points for this kind are full; once verified it is kept for you and credited when there is room.
report-sent =
    Received, number { $number }
    { $category } · { $your-place } · { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }
    { $reached ->
        [0] Nobody at { $street } takes reports here yet. It is kept, and you hear as soon as somebody does; if it can't wait call { $citizens }.
       *[other] With { $street }: taken by { $take-by }, result by { $handle-by }.
    }{ HAS($weather) ->
        [no] { "" }
       *[other] { "\u000A" }{ $weather }
    }
    { $promise }
    Ride safely.
    .withdraw = Withdraw ({ $minutes } min)
    .add = Add a word
    .case = Show it
report-dropped = All right, dropped. Neither photos nor words were kept.
photos-are-enough = { $most } photos at most; the first { $most } are plenty.
words-are-enough = { $most } messages of words at most; the first { $most } are plenty.
late-photo-joined = The late photo was added to { $number }.
secret-not-here =
    This sounds like a confidential clue. Here it would go to a street's group, which is no place for it.
    If somebody is in danger call { $police }. Drugs, fraud and gambling can be told to { $police }, too; if you can't speak, text { $sms }.
    Until the confidential counter is open we keep nothing of the kind.
    .stop = I see, don't send it
    .open = Not a secret, go on
secret-stopped = All right, neither photos nor words were kept. Don't go back, don't follow, don't film.
outside =
    This point is about { $metres } m outside Jing'an. We can't act there and don't want you to wait in vain.
    Please call { $citizens }, or report it in the Suishenban app and name the crossing.
    Your photos were not kept.
    Thank you for stopping to look.
photo-empty = That photo was empty; nothing came. Please send it again.
photo-not-a-photo = That file is not a photo. Please send JPEG, PNG, WebP or HEIC.
photo-too-large = That photo is over 20 MB. Please just take one here; the original is not needed.
photo-too-many-pixels = That photo is too big to open. Please just take one here.
photo-broken = That photo is damaged and can't be opened. Please send it again.
photo-lost = That photo could not be fetched. Please send it again.
