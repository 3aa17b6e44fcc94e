### 做不了的时候，好好说
already-taken = { $number } 已经有同事接单了。
not-now = { $number } 现在是“{ $status }”，这一步做不了。
too-late = { $number } 办结超过 { $days } 天了，请拍张新照片重新报。
looked-often = { $number } 已经到协调员那里了，不用再催。看过还没好，就拍张新照片重新报。
no-such-case = 没有这件，或者不是您的。
not-your-street = 这件不归您的街镇，办不了。
somebody-else-has-it = 这件由 { $alias } 在办。
with-the-coordinator = { $number } 已交给协调员，请等协调员安排。
words-do-not-fit = 这件的说明放不下了，一件最多 { $most } 个字。
too-many-photos = 一件最多 { $most } 张照片，已经够用了。
same-street = 已经在这个街镇了。
invite-not-good = 这个邀请码用不了：可能输错、用过，或者超过 72 小时。请找系统管理员要一个新的。
not-a-place = 这个点对不上地图。请再发一次位置，或者打出路名。
gone-already = 已经在删了，停不下来。
no-such-photo = 没有这张照片，或者已经不在了。
