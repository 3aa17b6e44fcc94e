hide-which =
    { $number } 第 { $n } 张，遮住哪一块？
    按九宫格数：第一行 1 2 3，第二行 4 5 6，第三行 7 8 9。
hide-done =
    第 { $n } 张的第 { $cell } 块遮住了，谁看都是模糊的，已留痕。
    .more = 再遮一块
    .open = 看这件
