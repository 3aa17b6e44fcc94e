no-gate-guide = 进门须知还没有开通，现在查不到。门口堵了、堆了东西，可以拍张照片报上来。
no-service-map = 服务地图还没有开通，现在查不到。看到隐患，直接发一张照片就行。
opens-gate = 进门|进门须知
opens-map = 地图|服务地图
