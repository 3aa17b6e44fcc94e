### Bad weather: water, trees and signs listed, merged and put off together
weather-rain = Rainstorm
weather-typhoon = Typhoon
weather-wind = Strong wind
weather-snow = Snow and ice
weather-now =
    { $count ->
        [0] No bad weather is open now.
       *[other] { $lines }
    }
    While it is, water, trees and signs are listed, merged and put off together.
    .new = Open one
    .end = End early
    .leave = OK
weather-line = { $street }: { $kind }, until { $until }
weather-where =
    Which streets? Tap them.
    { $count ->
        [0] None chosen yet.
       *[other] { $count } chosen.
    }
    .go = That is all
weather-which =
    End it in which streets? Tap them.
    { $count ->
        [0] None chosen yet.
       *[other] { $count } chosen.
    }
    .go = That is all
weather-kind = { $streets }: what weather? Riders read it.
weather-until = { $streets }: { $kind } from now on, until when? Your tap opens it. Ended by hand, it ends by itself after { $days } days.
    .hand = By hand
weather-hours = { $hours } hours
weather-left = All right, nothing was changed.
weather-done = { $streets }: { $kind } open until { $until }; the counters know.{ $count ->
        [0] { " " }There are none of these now.
       *[other] { " " }{ $count } can be worked together now.
    }
weather-over = Bad weather in { $streets } has ended; the counters know.
weather-opened =
    Bad weather in { $street }: { $kind }, until { $until }.
    Water, trees and signs are listed together, to be merged, put off and handled together.{ $count ->
        [0] { " " }There are none now.
       *[other] { " " }There are { $count } now.
    }
weather-ended = Bad weather in { $street } ({ $kind }) was ended early.
weather-list = See them
weather-notice = { $kind }: there are many of these now, it may take longer; you hear of every change.
putoff-by = { $kind }: put off { $count } by how much? Your tap does it; each once, and riders are told once.
    .keep = Not now
putoff-hours = { $hours } hours
putoff-kept = All right, times stay as they are.
putoff-done = { $count ->
        [0] Nothing to put off: it was before, or waits for its rider.
       *[other] { $count } put off by { $hours } hours; the riders were told.
    }
case-put-off =
    Your report of { $category } ({ $your-place }, see your photo) will take longer ({ $kind }): { $street } goes from place to place.
    Result by { $handle-by }, number { $number }.
    No need to report it again. Take care on the road.
