no-photos = { $number } 没有照片。
photo-of-case = { $number } 第 { $n } 张，共 { $count } 张
    .hide = 遮住一块
where-it-is =
    { $number } { $category } · { $place }
    { $point }（WGS-84）
    .map = 打开地图
where-by-words = { $number } 没有定位，骑手写的是：{ $place }
