# Time
time-date = { $year }年{ $month }月{ $day }日
time-date-short = { $mon }月{ $day }日
time-date-weekday = { $year }年{ $month }月{ $day }日 { $weekday }
time-date-time = { $year }年{ $month }月{ $day }日 { $weekday } { $clock }
time-date-time-short = { $mon }月{ $day }日 { $weekday } { $clock }
time-deadline = 交办期限 { $day }
time-left = 还剩 { $n } 个工作日
time-due-today = 今天 { $clock } 前
time-overdue = 逾期 { $n } 个工作日
time-overdue-today = 已过今天的时限
time-month-1 = 1
time-month-2 = 2
time-month-3 = 3
time-month-4 = 4
time-month-5 = 5
time-month-6 = 6
time-month-7 = 7
time-month-8 = 8
time-month-9 = 9
time-month-10 = 10
time-month-11 = 11
time-month-12 = 12
time-mon-1 = 1
time-mon-2 = 2
time-mon-3 = 3
time-mon-4 = 4
time-mon-5 = 5
time-mon-6 = 6
time-mon-7 = 7
time-mon-8 = 8
time-mon-9 = 9
time-mon-10 = 10
time-mon-11 = 11
time-mon-12 = 12
time-weekday-1 = 周一
time-weekday-2 = 周二
time-weekday-3 = 周三
time-weekday-4 = 周四
time-weekday-5 = 周五
time-weekday-6 = 周六
time-weekday-7 = 周日

# Passwords
password-weak-short = 密码至少 8 位
password-weak-long = 密码最多 128 位
password-weak-classes = 密码要包含大写字母、小写字母、数字、符号中的至少三种
password-weak-known = 这个密码太容易被猜到，请换一个

# Around every page
site-name = 有事好商量
site-motto = 协商议事平台
skip-to-content = 跳到正文
demo-label = 演示说明
demo-banner = 这是演示网站，街道、人物和事情都是虚构的。
nav-label = 网站导航
nav-menu = 菜单
nav-home = 首页
nav-topics = 议题
nav-sessions = 协商会
nav-results = 兑现榜
nav-desk = 待办
nav-dashboard = 看板
nav-mine = 我的（{ $name }）
crumbs-label = 您在这里
login = 登录
language-other = English
large-type-on = 长辈模式
large-type-off = 标准模式
footer-organiser = 主办：{ $name }
footer-phone = 电话：{ $phone }
footer-streets = 全部街道
footer-record = 本站每一条议事记录均可验证

# Forms
form-optional = （可不填）
error-named = { $names }：{ $what }
error-and = { $one }；{ $next }
form-refused = 有错误：
form-mistakes = { $n ->
    [1] 有一处需要改一改
   *[other] 有 { $n } 处需要改一改
}
form-mistake = { $field }：{ $what }
form-blocked = 现在还不能提交：
form-choose = 请选择
form-stale = 您打开页面之后，这件事有了变化：{ $what }。您写的内容都还在，请看过最新情况再提交。
form-taken = { $what }。您写的内容都还在；再按一次提交，就由您接手并提交，同事会看到。
form-continued = 您已登录。刚才写的内容都在下面，请看过再提交。
stale-change = { $at } { $verb }
field-phone = 手机号
field-password = 密码
field-name = 真实姓名
field-title = 标题
field-body = 内容
field-reason = 理由
field-community = 居住的社区
field-consent = 个人信息处理

# Errors at fields
error-empty = 请填写
error-too-short = 至少 { $min } 个字
error-too-long = 最多 { $max } 个字，现在有 { $have } 个
error-choose = 请选择一项
error-not-a-choice = 这一项不能选
error-number = 请填写 { $min } 到 { $max } 之间的整数
error-date = 请填写日期，例如 2026-11-27
error-time = 请填写日期和时间，例如 2026-11-27T09:00
error-line-too-long = 每行最多 { $max } 个字
error-unknown-parameter = 没有这个查询参数

# Said once
flash-done = 已完成：{ $verb }。
flash-moved = 议题进入第 { $n } 步“{ $step }”。
flash-ended = 议题已经办结或结束。

# Parts
timeline-earlier = 更早的 { $n } 条
place-room = { $council }会议室
print = 打印
pager-label = 翻页
pager-first = 回到第一页
pager-next = 下一页
work-checks = 离开这一步还需要
work-met = 已具备：
work-met-n = 已具备 { $n } 项
work-unmet = 还缺：
work-heading = { $what }：{ $title }
work-asides = 相关页面
work-nothing = 这一步现在没有要您办的事。
work-forbidden = 这一页由议题的召集人、联络员、政协工委和参与办理的人使用。
track-label = 议题的八个步骤
track-stage = { $n } { $name }
track-no-1 = 一
track-no-2 = 二
track-no-3 = 三
track-no-4 = 四
track-step = 第 { $n } 步 · { $name }
track-of-eight = 共 8 步
track-open = 看全部八步
track-since = { $date } 起
track-concluded = 已办结
track-done = 已完成
track-now = 正在进行
track-todo = 还没到
track-skipped = 不再进行
track-round = 第 { $n } 轮

# Pages that say why not
page-not-found-title = 没有找到这个页面
page-not-found-text = 地址可能写错了，或者这项内容已经不公开。
page-method-title = 这个地址不能这样打开
page-method-text = 请从页面上的按钮进入。
page-login-needed-title = 请先登录
page-login-needed-text = 登录已经过期，或者您还没有登录。您写的内容已经保留，登录后可以接着提交。
page-forbidden-title = 这件事要由别人来办
page-refused-title = 现在不能这样办
page-stale-title = 这件事刚刚有了变化
page-stale-text = 您打开页面之后，别人已经办了下面的事。请回到页面看看最新情况，再决定。
page-decided-title = 刚刚已经有人办了
page-invalid-title = 有几处需要改一改
page-invalid-text = 没有提交成功，请按下面的提示修改。
page-forgery-title = 没有提交
page-forgery-text = 这次提交不是从本站的页面发出的，为了您的安全没有受理。请回到本站的页面再提交一次。
page-too-large-title = 内容太多了
page-too-large-text = 一次最多提交 256 KB 的文字，请分几次写。
page-too-many-title = 请稍等一下
page-too-many-text = 短时间内操作太多次了，请过一会儿再试。
page-away-title = 系统暂时不可用
page-away-text = 系统一时没有响应，没有保存任何改动。请过几分钟再试。
page-busy-title = 现在登录的人很多
page-busy-text = 请过一会儿再试。
page-fault-title = 出了点问题
page-fault-text = 程序出了差错，没有保存任何改动。我们已经记下来了，会尽快查清。
page-reference = 如需咨询，请提供编号：{ $n }
page-again = 再试一次
page-go-back = 返回
page-go-home = 回首页
page-kept-title = 您写的内容
page-kept-text = 没有丢，可以复制下来。
page-kept-item = 第 { $n } 段
page-no-line = 网络连不上，刚才按的可能没有办成。请过一会儿再试。
problem-method = 这个地址不支持这种请求方法。
problem-invalid = 地址里的查询参数有误，见 errors。
