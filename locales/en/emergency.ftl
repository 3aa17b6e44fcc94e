emergency = { "" }
    .called = I have called
    .mute = I can't call
    .mistake = My mistake
emergency-fire =
    Get to a safe place and call { $fire } now.
    Don't fight the fire, don't wait beside it, no more photos.
    Say three things: where, what is burning, whether anybody is inside.
    If you can't speak: ask somebody near, or text { $sms }.
emergency-gas =
    Walk upwind into the open, then call { $fire } or the gas line { $gas }.
    No switches, no flame, no phone indoors.
    If you can't speak: ask somebody near, or text { $sms }.
emergency-lift =
    Somebody trapped in a lift: press the alarm inside, call { $fire }.
    Don't force the doors, don't climb out.
    Say three things: where, which lift, how many people.
    If you can't speak: ask somebody near, or text { $sms }.
emergency-medical =
    Call { $medical } now.
    Don't move the injured; wait for help.
    Say three things: where, what happened, whether they are awake.
    If you can't speak: ask somebody near, or text { $sms }.
emergency-crash =
    If anybody is hurt call { $medical }, then { $police }.
    Get to the roadside, don't move the injured.
    If you can't speak: ask somebody near, or text { $sms }.
emergency-danger =
    Somebody is in danger: call { $police } now, { $medical } if they are hurt.
    Keep yourself safe, don't go near, don't film.
    If you can't speak: ask somebody near, or text { $sms }.
emergency-called =
    Good, that was right. Just wait in a safe place.
    Once you are safe, shall the street office know, too? What you sent need not be sent again.
    .report = Report it
    .leave = No need
emergency-no-danger =
    Good that nothing happened. What you sent is still here; shall it be reported as usual?
    .report = Report it
    .leave = Leave it
emergency-left = All right. Whenever you want to report something, just send a photo.
emergency-mistake = Good that nothing happened. To report something else, just send a photo.
emergency-where =
    { HAS($left) ->
        [no] Send your position and I alert the street's duty officer at once.
       *[other] I can't tell yet where that is. Send your position or type the road, and I alert the street's duty officer at once.
    }
    Meanwhile ask somebody near to call { $police }.
emergency-alerted =
    The duty officer of { $street } has been alerted, number { $number }.
    Wait in a safe place; as soon as you can, call { $police } or { $fire }.
emergency-nobody =
    Nobody on duty can be reached here; nobody has been told yet.
    Ask somebody near to call { $police } or { $fire } now, or text { $sms }.
emergency-outside = This point is not in Jing'an and we can't alert anybody there. Ask somebody near to call { $police }, or text { $sms }.
