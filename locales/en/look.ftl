no-photos = { $number } has no photos.
photo-of-case = { $number }, photo { $n } of { $count }
    .hide = Blur a part
where-it-is =
    { $number } { $category } · { $place }
    { $point } (WGS-84)
    .map = Open the map
where-by-words = { $number } has no position; the rider wrote: { $place }
