you-have-it = 您接了 { $number }，{ $handle-by } 前办完。
