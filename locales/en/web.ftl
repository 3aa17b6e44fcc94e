# The page's own words: page, buttons, map and hints. What is said in a conversation is in its own file.

web-product = Starlight Report
web-tagline = Riders report on the go, the street office knows at once
web-other-language = 中文
web-needs-script = This page needs JavaScript to chat.
web-skip-to-chat = Skip to the chat

# Landing page
web-front-title = See a hazard? One photo will do
web-front-text = Fly-wire charging, a missing manhole cover, a blocked fire lane: photo, place, submit. The right street office hears at once, and you hear of every step.
web-front-open = Open the chat
web-front-step-photo = Take a photo
web-front-step-place = Mark the place
web-front-step-answer = Get the answer

# Heads of the chats
web-seat-me = Jing'an Report
web-seat-rider = A rider's phone
web-seat-officer = Street counter
web-seat-coordinator = District coordinator
web-seat-me-line = Write at any time
web-seat-rider-line = Photo, place, submit
web-seat-officer-line = New cases appear here
web-seat-coordinator-line = The whole district, no login
web-tabs = Whose chat to look at
web-log = Conversation
web-empty-me = Send a photo, a place or a few words to begin.
web-empty-rider = Send a photo, a place or a few words to begin.
web-empty-officer = No cases yet. The moment a rider submits, it appears here.
web-empty-coordinator = Nothing yet. Press “Today” to see how today goes.
web-asks-about = Answering
web-earlier = Earlier messages
web-newest = New message
web-today = Today
web-yesterday = Yesterday

# Bar at the bottom (the conversation's own menu replaces it)
web-menu = Menu
web-menu-report = Report
web-menu-cases = Mine
web-menu-points = Points
web-menu-help = Help
web-menu-desk = Desk
web-menu-today = Today

# Writing and sending
web-write = Write a message…
web-write-label = Message
web-send = Send
web-add-photo = Add a photo
web-add-place = Add a place
web-close = Close
web-photo-camera = Take a photo
web-photo-album = Choose photos
web-photo-album-hint = several at once if you like
web-photo-original = Send the original
web-photo-original-hint = a place inside the photo saves you a step
web-photo-sample = Sample photos
web-photo-sample-hint = nothing at hand? try with these
web-place-here = Where I am now
web-place-here-hint = used this once, never tracked
web-place-map = Pick on the map

# Messages sent
web-photo = Photo
web-photo-kept = Photo handed over
web-open-picture = Enlarge
web-place-from-fix = My position
web-place-from-map = Point on the map
web-place-within = within about { $metres } m
web-sending = Sending
web-sent = Delivered
web-not-sent = Not delivered
web-send-again = Send again

# Hints
web-reconnecting = Reconnecting
web-slow-down = A little fast. It will be sent in a few seconds
web-photo-too-large = This photo is larger than 20 MB, please choose a smaller one
web-photo-refused = This file cannot be used, please send a photo
web-words-full = One message holds { $most } characters; the rest was left out and can go into a second one
web-not-understood = This could not be sent, please put it another way
web-locating = Finding your position
web-no-position = Your position is not available, you can pick it on the map
web-erased = This conversation was erased

# Map
web-map-title = Pick a place on the map
web-map-hint = Tap the map to drop a pin, pinch to zoom
web-map-outside = This is outside Jing'an
web-map-use = Use this point
web-map-closer = Zoom in
web-map-wider = Zoom out
web-map-whole = Whole district
web-map-label = Map of the fourteen street offices of Jing'an. Arrow keys move the pin, plus and minus zoom, Enter picks.
web-map-rough = Rough borders, for orientation

# Sample photos
web-samples-title = Choose a sample photo
web-sample-wire = Fly-wire charging
web-sample-manhole = Missing manhole cover
web-sample-fire-lane = Blocked fire lane
web-sample-tree = Fallen tree
web-sample-cable = Sagging cable
web-sample-wire-after = After repair (for the office)

# Demo page
web-demo-title = One case from start to finish, in two minutes
web-demo-step-one = The rider reports
web-demo-step-one-text = Send a sample photo, mark a place on the map, submit.
web-demo-step-one-do = Sample photos
web-demo-step-two = The office works it
web-demo-step-two-text = Press “Take”, then “Handled”, say it was really there, and send the photo “After repair”.
web-demo-step-three = The rider looks
web-demo-step-three-text = Choose “Solved” and the points arrive. On the right, press “Today” for the whole district.
web-demo-new-rider = A new rider
web-demo-guide = Try this

web-notice-title = Public notice
web-notice-place = { $place }
web-notice-rule = { $rule }
web-notice-days = In force { $from } to { $until }
web-notice-agreed =
    { HAS($agreed) ->
        [no] { "" }
       *[other] Agreed by all sides in a consultation (Jing Xin Chang Yi): { $sides }, { $agreed }
    }
web-notice-by = { $street } · about { $category }
web-notice-code = Scan to read this notice. If things are different here, please report it in the chat.
