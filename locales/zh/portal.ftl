search = 查找
streets-title = 有事好商量
streets-lead = 选您所在的街道，提一件身边的事，看着它办成。
streets-search = 街道名称或代码
streets-last = 上次来过
streets-none = 还没有街道开通。
streets-not-found = 没有找到“{ $words }”，请换个名称试试。
portal-hero-1 = 身边的事，坐下来商量，
portal-hero-2 = 商量好的，看着它办成。
portal-lead = 提一件您关心的事。双召集人会组织调研、开会协商，形成意见后交给负责的单位去办，办得怎么样由您来评。
portal-submit = 我要提议题
portal-mine = 查我的议题
portal-numbers = 四个数字
portal-asked = 正在征集
portal-talked = 正在协商
portal-unit = { $n ->
   *[other] 件
}
portal-now = 大家正在商量
portal-all = 看全部议题
portal-empty = 这里还没有公开的议题。您可以提第一件。
portal-supports = { $n } 人附议
portal-kept = 今年已承诺 → 已兑现
portal-kept-unit = { $n ->
   *[other] 项
}
portal-satisfied = 今年群众满意率
portal-no-votes = 还没有评议
portal-votes = { $n } 票
portal-week = 本周协商会
portal-week-none = 这一周没有公开的协商会。
portal-promises = 兑现了的承诺
portal-results = 看全部承诺
portal-councils = 看全部议事室

# 平台
platform-title = 街道一览
platform-lead = 本平台上的街道。每个街道的数据彼此隔离，这里只看得到公开的登记信息。
platform-count = 共 { $n } 个街道
platform-street = 街道
platform-code = 区划代码
platform-prefix = 议题编号前缀
platform-organiser = 主办单位
platform-forbidden = 这一页由平台运维员和区级查看员使用。
platform-commands = 运维
platform-commands-text = 新建街道、录入第一批人员、核对记录，用服务器上的命令：
