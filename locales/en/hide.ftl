hide-which =
    { $number }, photo { $n }: which part to blur?
    As in a grid: 1 2 3 above, 4 5 6 in the middle, 7 8 9 below.
hide-done =
    Part { $cell } of photo { $n } is blurred for everybody, and that is noted.
    .more = Blur more
    .open = Open this case
