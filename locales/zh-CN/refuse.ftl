refuse-why =
    { $number } { $category } · { $place }
    为什么不予受理？点一个现成的，或者打字，骑手会看到。
refuse-owner =
    这件归谁管？骑手会看到。点一个，或者打字。
    .said = 不用写
refuse-mark =
    “{ $why }”
    这个隐患确实在吗？确实在，骑手照样有积分。
    .true = 核实属实
    .not-seen = 未见
    .keep = 先不退
refuse-done = { $number } 不予受理，骑手已知道原因。
refuse-kept = 好的，{ $number } 还在这里。
