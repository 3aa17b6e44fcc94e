refuse-why =
    { $number } { $category } · { $place }
    为什么不予受理？写上该找谁，骑手会看到。
refuse-mark =
    “{ $why }”
    这个隐患确实在吗？确实在，骑手照样有积分。
    .true = 核实属实
    .not-seen = 未见
    .keep = 先不退
refuse-done = { $number } 不予受理，骑手已知道原因。
refuse-kept = 好的，{ $number } 还在这里。
