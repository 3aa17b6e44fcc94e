opens-search = search|find
search-for =
    Type a number, a street, a category or a day, together if you like.
    For example: Daning Road manhole 11-24, or 11-01~11-24 light.
search-found = { $total ->
        [one] One case found.
       *[other] { $total } cases found{ $shown ->
            [12] ; the last { $shown } are shown. One more condition makes fewer.
           *[other] .
        }
    }
    .again = Search again
search-nothing = Nothing fits “{ $words }”. Put it differently, or leave a condition away.
    .again = Search again
search-line = { $number } { $category } · { $status } · { $opened }
search-not-understood = I did not get “{ $words }”. Please type a number, a street, a category, or a day like 11-24; a year at most at once.
not-your-streets = You do not coordinate that street.
