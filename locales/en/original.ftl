original-words =
    { $number } · { $category } as it was sent; that you read it is noted.
    { $place }
    { HAS($words) ->
        [no] (no words)
       *[other] "{ $words }"
    }
    Please do not pass on telephone numbers, identity numbers or plates.
    .open = Open this case
