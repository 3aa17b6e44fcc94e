opens-broadcast = broadcast|announce
broadcast-to = To whom?
    .riders = Riders
    .officers = Officers
    .all = Everybody
audience-riders = riders
audience-officers = officers
audience-all = riders and officers
broadcast-street = Which street? A street means its officers and the riders who reported there.
broadcast-words =
    To the { $audience } of { $street }: { $people }.
    Type what you want to say, { $most } characters at most. You see it before it goes out.
broadcast-preview =
    This is what they will read:
    ——
    { $letter }
    ——
    To the { $audience } of { $street }: { $people }. { $waits ->
        [0] It starts now
       *[other] This is a time of rest or meals: it starts { $begins }
    }{ $minutes ->
        [0] .
       *[other] {" "}and takes about { $minutes } minutes.
    }
    .send = Send
    .urgent = Urgent, send now
    .words = Change the words
    .audience = Change the audience
    .drop = Do not send
broadcast-letter =
    From { $street }:
    { $words }
broadcast-dropped = Nothing was sent.
broadcast-started =
    On its way to the { $audience } of { $street }: { $told } of { $people } told so far. { $urgent ->
        [0] { $waits ->
            [0] { "" }
           *[other] It goes on { $begins }.
        }
       *[other] It is urgent and waits for no hour.
    }
    .stop = Stop
broadcast-done = Everybody was told: { $street }, { $told }.
broadcast-stopped = Stopped: { $told } were told, { $left } will not be.
nobody-to-tell = Nobody can be reached there yet; nothing was sent.
told-often-today = There were { $most } broadcasts today; the next can go out tomorrow. Too many, and nobody reads them.
broadcast-over = This broadcast is over, or not yours to stop.
not-yours-to-tell = You do not coordinate that street.
