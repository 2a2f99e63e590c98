# Log-in
login-submit = 登录
login-remember = 30 天内免登录
login-remember-hint = 只在您自己的手机上选。工作人员的登录 10 分钟不用就会退出。
login-no-account = 还没有账号？
login-then = 登录后接着办：{ $verb }。
login-forgotten = 忘记密码？
login-proof-hint = 最近有人多次输错这个账号的密码，请再填写登记的姓名。
logout = 退出登录
logout-everywhere = 在所有设备上退出
logout-everywhere-hint = 手机丢了，或者在别人的电脑上登录过，就用这个。
error-phone = 请填写 11 位手机号
error-phone-taken = 这个手机号刚刚已经注册，请直接登录
error-login = 手机号或密码不对
error-login-locked = 输错太多次了，请 5 分钟后再试
error-login-proof = 手机号、密码或姓名不对
error-password-wrong = 现在的密码不对
flash-logged-out = 您已退出登录。
flash-logged-out-everywhere = 您已在所有设备上退出登录。

# Registration
register-title = 注册
register-lead = 注册后可以关注议题；社区核实姓名和手机号后，就可以提议题、附议和评议。
register-submit = 注册
register-name-hint = 后台实名，对外只显示姓，例如“张**”。
register-phone-hint = 用来登录，不会公开。
register-have-account = 已经有账号了？
register-of-age = 我今年的生日已经过了，已满 14 周岁
register-consent = 我同意为办理议事收集和使用上面的信息
register-consent-hint = 只用于核实居民身份和联系您，不对外公开；您可以随时查看、更正、导出或注销。
register-note = 注册以后，您居住社区的联络员会核实姓名和手机号，一般在 2 个工作日内。
error-of-age = 未满 14 周岁请由家长陪同到社区办理
error-consent = 需要您同意才能注册
flash-registered = 注册成功。社区联络员核实后，您就可以提议题和附议。

# Account
account-title = 我的账号
account-mine = 我的参与
account-waits = { $what }：{ $title }
account-facts = 登记的信息
account-shown-as = 对外显示为
account-verified = 已核实
account-unverified = 等待核实
account-unverified-follow = { $community }的联络员会核实您的姓名和住址。核实之前可以浏览和关注；急需的话，带上身份证到社区议事室当面核实，或者在下面填写社区发的邀请码。
account-unverified-submit = { $community }的联络员会核实您的姓名和住址。核实之前可以浏览、关注和提议题；附议、评论和评议要等核实。有社区发的邀请码，填在下面就能马上核实。
account-unverified-comment = { $community }的联络员会核实您的姓名和住址。核实之前可以浏览、关注、提议题、附议和评论；评议要等核实。有社区发的邀请码，填在下面就能马上核实。
account-unverified-support = { $community }的联络员会核实您的姓名和住址。核实之前可以浏览、关注、提议题和附议；评论和评议要等核实。有社区发的邀请码，填在下面就能马上核实。
password-title = 修改密码
password-present = 现在的密码
password-new = 新密码
password-hint = 至少 8 位，包含大写字母、小写字母、数字、符号中的三种。
password-submit = 修改密码
password-note = 修改以后，其他设备上的登录会全部退出。
flash-password-changed = 密码已修改，其他设备已退出登录。

# Residents to be checked
residents-title = 待核实的居民
residents-none = 没有等待核实的居民。
residents-since = { $date } 注册
residents-forbidden = 核实居民由社区联络员、召集人、政协工委或街道管理员办理。
account-looks = 谁看过我的姓名和电话
account-looks-text = 工作人员每次查看您的实名信息都会留下记录，这里列出最近半年的。代您录入议题时留的是您这个手机号的，也在内。
account-looks-none = 最近半年没有工作人员查看过您的实名信息。
account-look = { $times ->
    [1] { $who }，在“{ $page }”页面
   *[other] { $who }，在“{ $page }”页面（一小时内 { $times } 次）
}
look-residents = 居民核验
look-plan = 协商计划
look-session = 协商会
look-research = 调研
look-opinion = 协商意见书
look-tasks = 任务监督
look-entry = 代录的议题
look-original = 代录的原件
look-author = 联系提出人
look-contact = 更正代录电话

# What is decided about a registration
residents-lead = 请打电话或当面核对姓名和手机号，确认是本人再点“核实通过”。核不上的，点“不通过”写明原因，对方改好可以再申请。
residents-refuse = 不通过…
residents-before = 上次没有通过，原因：
residents-lately = 最近的决定
residents-lately-text = 点错了？打开那一位，说明原因就能改回等待核实。
residents-see = 打开
residents-seek = 查找居民
residents-seek-text = 居民换了手机号又登录不了，或者要改回等待核实，先在这里找到他。查到了谁会记下来。
residents-seek-ask = 完整的姓名或手机号
residents-seek-none = 您核实的范围里没有这个姓名或手机号。
residents-did-renumbered = 更换了手机号
residents-history = 这份登记的经过
residents-no-estate = 没有填写
residents-reason = 原因
residents-verified-submit = 核实通过
residents-refused-title = 核实不通过
residents-refused-hint = 本人会原样看到，请写明缺什么、怎样改。
residents-refused-submit = 不通过，并告诉本人
residents-refused-note = 本人会在通知和“我的账号”里看到原因，改好以后可以再申请。在这之前，和还没核实的居民一样：只能做不用核实的事。
residents-reopened-title = 改回等待核实
residents-reopened-hint = 例如：点错了人。本人会看到。
residents-reopened-submit = 改回等待核实
residents-reopened-note = 之前的决定作废，重新排队等待核实，并通知本人。已经提的议题和附议照样保留。
residents-did-verified = 核实通过
residents-did-refused = 不通过
residents-did-reopened = 改回等待核实
residents-did-asked = 本人再次申请核实
residents-line = { $who }：{ $what }
residents-line-of = { $name } · { $what } · { $who }
residents-done-verified = { $name }已核实通过，现在可以提议题、附议和评议；已通知本人。
residents-done-refused = { $name }没有通过，原因已告诉本人；本人改好再申请，会重新出现在这里。
residents-done-reopened = { $name }已改回等待核实，请重新核对；已通知本人。
residents-late = { $who }在 { $at } 已经办了：{ $what }。请回到页面看看最新情况，再决定。
residents-late-other = 这位居民刚刚用家庭邀请码核实过了，或者本人已再次申请。请回到页面看看最新情况。
residents-changed = 您打开页面之后，本人改了登记的信息。请回到页面重新核对，再决定。
account-refused = 核实未通过
account-refused-by = { $who }在 { $date } 没有通过您的核实，原因：
account-refused-text = 请在下面更正姓名、社区或住址并保存，会自动重新申请。不用更正的（例如已经带身份证到过社区议事室），可以直接再申请一次。在这之前，您和还没核实的居民一样使用。
account-ask-again = 再申请一次核实
flash-asked-again = 已再次申请，社区会重新核实。
notice-resident-verified = 您的姓名和住址已核实，现在可以提议题、附议和评议。
notice-resident-refused = 您的核实没有通过。请看原因，改好以后再申请。
notice-resident-renumbered = 工作人员更换了您账号的手机号。不是您本人到场办的，请马上联系街道。
notice-resident-reopened = 之前的核实决定已撤回，社区会重新核实您的姓名和住址。
answers-refuse-resident =
    姓名不符 | 登记的姓名和身份证上的不一致，请按身份证上的姓名更正。
    不住本社区 | 查不到您住在这个社区，请更正所在社区和住址。
    住址不全 | 小区和楼幢写得不全，没法核对，请补充完整。
    联系不上 | 打过您的电话，没有联系上。请带身份证到社区议事室当面核实。
    重复注册 | 您已经有一个核实过的账号，请用那个账号登录。
