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
platform-code = 区划代码
platform-prefix = 议题编号前缀
platform-organiser = 主办单位
platform-forbidden = 这一页由平台运维员和区级查看员使用。
platform-commands = 运维
platform-commands-text = 新建街道、录入第一批人员、核对记录，用服务器上的命令：

# Open data
open-data-title = 开放数据
open-data-lead = 网站上公开的内容，程序也可以直接读取：不用登录，不用申请，只能读不能改。
open-data-what = 有什么数据
open-data-topics = 议题
open-data-topics-text = 每个议题的标题、来源、类别、走到第几步、时限和附议人数。可以按社区、协商议事室、步骤、类别、来源、状态筛选，也可以搜索。
open-data-topic = 一个议题
open-data-topic-text = 反映的问题、地点、协商会、协商意见、转化任务和评议结果，与议题页面上的一样。
open-data-record = 议事记录
open-data-record-text = 一个议题的每一条记录和它的摘要，前后相扣。
open-data-sessions = 协商会
open-data-sessions-text = 什么时候、在哪里、议什么、开了没有。
open-data-tasks = 转化任务
open-data-tasks-text = 承诺了什么、由谁办、到什么时候、办到哪一步。
open-data-results = 兑现榜
open-data-results-text = 每项承诺办成了没有、哪天办成的、现场照片，与兑现榜页面上的一样，筛选条件也一样。
open-data-statistics = 统计
open-data-statistics-text = 首页上的几个数字，以及按步骤、状态、社区的议题数。
open-data-how = 怎么用
open-data-description = 全部地址、参数和字段的说明（OpenAPI 3.1）：
open-data-first = 正在“议事”这一步的前 5 个议题：
open-data-second = 已经办成的承诺，出错时用英文说明：
open-data-pages = 每次最多 { $most } 条；还有下一页时，next 里就是下一页的地址，照着访问即可。时间都是世界协调时（UTC），比北京时间晚 8 小时。
open-data-again = 反复读取时，请把上次回答里的 ETag 放进 If-None-Match：没有变化就只回答 304，不再重发内容。
open-data-feeds = 订阅
open-data-feed = 全街道的动态
open-data-feed-text = 最近有变化的议题（Atom），可以用阅读器订阅。
open-data-topic-feed = 一个议题的动态
open-data-topic-feed-text = 这个议题每走一步就多一条（Atom）。
open-data-sitemap = 网站地图
open-data-sitemap-text = 全部公开页面的地址，供搜索引擎使用。
open-data-problems = 出错的时候
open-data-problems-text = 出错时回答 application/problem+json（RFC 9457），用 Accept-Language 选定的语言说明原因。
open-data-closed = 不在里面的
open-data-closed-1 = 还没有受理的议题、已经撤下的内容、工作中的草稿，页面上看不到，这里也没有。
open-data-closed-2 = 居民的姓名只到姓，电话、证件号等都已遮去；谁投了什么票、谁打了几分，从不公开。
open-data-check = 把今天读到的最后一个摘要记下来，以后再读一次，就能看出当时的记录有没有被改过。
