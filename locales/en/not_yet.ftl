no-gate-guide = The gate guide is not open yet, so there is nothing to look up. If a gate is blocked, send a photo and report it.
no-service-map = The service map is not open yet, so there is nothing to look up. If you see a hazard, just send a photo.
opens-gate = gate|gate guide
opens-map = map|service map
