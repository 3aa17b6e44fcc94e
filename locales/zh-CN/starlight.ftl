### 星光总览：发了多少、换了多少、还有多少
opens-starlight = 星光|星光总览|积分总览
starlight-now =
    星光积分 { $year } 年 { $month } 月 · { $where }
    { $empty ->
        [0] 发放 { $issued }（上月 { $issued-before }） · 兑换 { $redeemed }（上月 { $redeemed-before }）
            取消 { $reversed }（上月 { $reversed-before }） · 过期 { $expired }（上月 { $expired-before }） · 计划承担 { $written_off }（上月 { $written_off-before }）
            未用 { $outstanding }，月初 { $opening }
       *[other] 这个月还没有积分进出。
    }{ $withheld ->
        [0] { "" }
       *[other] { "\u000A" }暂存 { $withheld } 笔，{ $withheld-points } 分
    }
    库存（按近四周）：
    { $stock }
    .table = 表格
    .earlier = 上个月
stock-lasts = { $benefit }：剩 { $left }，换走 { $taken }，够 { $days } 天
stock-idle = { $benefit }：剩 { $left }，近四周没人换
stock-paused = { $benefit }：剩 { $left }，商户暂停中
starlight-adjust = 更正积分
starlight-reverse = 撤销一笔
starlight-fraud = 认定弄虚作假
starlight-table = { $where } { $month } 积分账：按到期月、街镇、商户
weekly-table = { $where }第 { $week } 周的表格，每一步的时间都在里面
books-sheet-total = 总览
books-sheet-expiry = 按到期月
books-sheet-streets = 按街镇
books-sheet-shops = 按商户
books-sheet-stock = 礼遇库存
books-what = 项目
books-this-month = 本月
books-last-month = 上月
books-expires = 到期月
books-street = 街镇
books-shop = 商户
books-points = 积分
books-benefit = 礼遇
books-left = 剩余份数
books-taken = 近四周换走
books-days = 够用天数
books-no-street = 不分街镇（夜间入账、更正）
books-opening = 月初未用
books-issued = 发放
books-reversed = 取消
books-written_off = 计划承担
books-expired = 过期
books-redeemed = 兑换
books-repaid = 抵欠分
books-closing = 月末未用
key-conflict = 积分账里同一笔（{ $key }）前后说法不一，没有入账，请系统管理员核对。
