### 做不了的时候，好好说
already-taken = { $number } 已经有同事接单了。
not-now = { $number } 现在是“{ $status }”，这一步做不了。
too-late = { $number } 办结超过 { $days } 天了，请拍张新照片重新报。
looked-often = { $number } 已经到协调员那里了，不用再催。看过还没好，就拍张新照片重新报。
no-such-case = 没有这件，或者不是您的。
not-your-street = 这件不归您的街镇，或者没有这件。
somebody-else-has-it = 这件由 { $alias } 在办。
with-the-coordinator = { $number } 已交给协调员，请等协调员安排。
words-do-not-fit = 这件的说明放不下了，一件最多 { $most } 个字。
too-many-photos = 一件最多 { $most } 张照片，已经够用了。
maker-is-checker = 提出和同意不能是同一个人，请找另一位同事。
same-street = 已经在这个街镇了。
invite-not-good = 这个邀请码用不了：可能输错、用过，或者超过 72 小时。请找系统管理员要一个新的。
not-a-place = 这个点对不上地图。请再发一次位置，或者打出路名。
nothing-here = 没有这一条，或者不归您看。
outcome-already = 已经是这个结果了。
own-matter = 这条是您自己说的，请专席的另一位来定结果。
content-gone = { $number } 的内容已到期销毁，只留记录。
may-not-ask = 对方不想再收到消息，问不了。
handed-already = 已经移交给那里了。
care-desk-full = 这个街镇的关爱专席已经有两个人，加不了。请找系统管理员。
gone-already = 已经在删了，停不下来。
no-such-photo = 没有这张照片，或者已经不在了。
no-such-week = 没有这一周。请这样写：2026-W48；还没到的周看不了。
not-your-week = 这个街镇的周报不归您看。
note-too-long = 说明只写一句，最多 { $most } 个字。
no-such-benefit = 礼遇手册里没有这一样，发“换礼”看现在有什么。
no-such-voucher = 没有这张券，或者不是您的。
not-enough-points = 换{ $benefit }还差 { $short } 分。
sold-out = { $benefit }这周换完了，{ $next }补货。
offer-paused-now = { $benefit }商户暂时不提供，您的积分没动。
month-is-full = { $benefit }每人每月最多 { $most } 份，这个月换满了。
undo-too-late = 超过 { $minutes } 分钟，退不了了。{ $until }前都能用。
voucher-has-ended = 这张券{ $state }，不用再退。
no-such-shop = 没有这家店，或者不归您管。
owner-only = 这一步请店主来做。
code-mistyped = 券码输错了，请对着券再输一次。这次不算试错。
nothing-in-hand = 您手上没有工单，不用交班。
not-a-colleague = { $alias } 不是这个街镇的同事，交不了。
no-colleague = { $street }还没有别的同事在这里。请同事先在受理群里点一下按钮。
not-an-officer-there = { $alias } 不在这个街镇，不能值班。
nobody-on-duty = 现在没有人值班。
somebody-else-is-on-duty = 现在是 { $alias } 值班。要换人，点“我值班”。
third-hand-over = 已经转过两次，这次请单独转，由协调员定。
no-bad-weather = 现在没有开恶劣天气。
bad-weather-already = 这个街镇的恶劣天气已经开了。
not-of-the-weather = 不在恶劣天气的范围里，请单独办。
no-such-consultation = 没有这次协商恳谈会，或者不归您的街镇。
moved-on = 同事刚改过这一步，请先看最新的。
called-already = 这个类案已经有一次协商恳谈会了。
not-at-this-point = 这次协商恳谈会现在做不了这一步。
not-met-yet = 还没到开会的时间。提前开了，就先改时间。
one-side-only = 现在只有一方参加，没法协商一致。请先加上另一方。
not-invited = 这次协商恳谈会没有请您，或者已经结束。
consultation-under-way = 协商恳谈会还没有结果。先谈成、记下没谈成，或者取消。
meeting-time = 时间不对：要在今天以后、90 天以内。请打 12-03 14:30 这样的时间。
too-many-parties = 一次协商恳谈会最多 { $most } 位，请分开请。
no-such-sign = 没有这条提示，或者不归您看。
sign-decided = { $number } 的这条提示看过了：{ $how }{ HAS($by) ->
        [no] 。
       *[yes] ，{ $by } 定的。
    }
nothing-to-reverse = { $number } 没有可取消的积分：没有得过，或者已经取消了。
not-about-yourself = 自己的积分自己不能定，请找另一位协调员。
no-such-proposal = 没有这一件，或者不归您定。
already-proposed = 同样的事已经有人提了：{ $ticket }，等着定。
decided-already = { $ticket } 已经定过了：{ $state }。
still-hearing = { $ticket } 还在等骑手说话{ $asked ->
        [0] ，到能打扰他的时候就问。
       *[other] ，最晚等到 { $until }。
    }
hearing-over = 这件已经有结果了，谢谢您。
no-such-month = 没有这个月，或者还没到。月份这样写：2026-11。
not-your-points = 这不是您街镇的账。
