# The wizard
wizard-where = 我要提议题 · 第 { $n } 步，共 4 步
wizard-back = 上一步
wizard-next = 下一步
wizard-saved = 已为您保存草稿 · { $at }
wizard-resumed = 上次没写完的内容还在，可以接着写。
wizard-clear = 清空重写
wizard-people = 大约影响多少人
wizard-people-hint = 估计一个人数就行，例如 50
wizard-estate = 小区
wizard-estate-hint = 例如：书院小区
wizard-building = 楼栋
wizard-building-hint = 例如：3号楼。请不要写门牌号
wizard-spot = 具体位置
wizard-spot-hint = 例如：东门充电棚旁
wizard-point = 地图坐标
wizard-latitude = 纬度
wizard-latitude-hint = 例如 31.987654
wizard-longitude = 经度
wizard-longitude-hint = 例如 120.891234
wizard-alike-title = 有 { $n } 件事和您说的很像
wizard-near-title = 您说的是不是其中一件
wizard-none-title = 还没有人提过这件事
wizard-you-wrote = 您写的是：
wizard-join-lead = 。加入已有的议题，人多力量大，也会更快排上日程。
wizard-look-lead = 。先看看下面这些说的是不是同一件事，不是就接着写。
wizard-none-lead = 。没有找到相同的议题，请接着写。
wizard-join-again = 您已登录。请再按一次“加入”。
wizard-go-on = 都不是，继续写我的议题
wizard-third-title = 补充情况和署名
wizard-contact = 办理人员会通过您账号里的手机号联系您，号码不会公开。
wizard-by-post = 您以职务署名：{ $post }。
wizard-details = 还有什么要补充
wizard-details-hint = 发生过什么、试过什么办法、您希望怎么办，最多 { $n } 个字
wizard-show-name-untitled = 。账号里没有选先生或女士，称呼显示不出来；可以在“我的账号”里选。
wizard-show-name-hint = 真实姓名只有经办人员看得到
wizard-check-title = 核对并提交
wizard-change = 修改
wizard-send-login = 登录后提交
wizard-login-note = 提交前要登录。您写的内容已经保存，登录后回到这一页，再按一次就提交。
wizard-register = 还没有账号？先注册，注册后回到这一页，写好的内容都在。
error-behalf-community = 不在您代录的范围里。各社区的事由那里议事室的联络员或召集人代录，政协工委人员都可以代录。请改选列出的社区，或者把材料转给那里的联络员
error-recommended-by = 委员荐题要写明是哪位委员荐的：请填委员姓名和反映方式；不是委员荐的，请改来源
error-assigned-by = 党政点题由街道领导或政协工委提交；您代录来文的，请填是谁交来的和反映方式；不是点题的，请改来源
error-behalf-elsewhere = 第 1 步选的社区不在您代录的范围里，请回到第 1 步改选；不是替别人录入的，请清空这一栏
error-no-words = 请用文字说明，不能只有符号或表情
error-degrees = 请填写度数，例如 31.987654
error-place-long = 小区、楼栋和位置加起来最多 120 个字

# Similar topics
similar-title = 类似的议题
similar-ask = 您想说的事
similar-none = 没有找到类似的议题。
similar-near = 另外 { $n } 件也许说的是同一件事
similar-why = 相似之处：
similar-words = 那件也讲到
similar-characters = 用字相近，都有
similar-means = 您写的“{ $yours }”和那件的“{ $theirs }”意思相近
similar-means-desk = 这件的“{ $yours }”和那件的“{ $theirs }”意思相近
similar-and = 、
similar-comma = ，
similar-same-place = 同一个地点
similar-same-community = 同在{ $name }
similar-join = 这就是我说的事，加入
similar-follow = 先关注这件事
similar-own = 这件议题就是您自己提的
similar-joined = 您已经附议了这件事
similar-look = 看看这件议题
similar-look-near = 看看是不是同一件事
similar-look-solved = 看看当时怎么解决的
flash-joined = 您已加入这件议题：附议和关注都记下了，有进展会通知您。
flash-joined-waits = 您已关注这件议题，有进展会通知您。附议还没有记下：要等您的姓名核实。在“我的账号”填写社区发给您家的邀请码马上就能核实，也可以等社区工作人员核实；核实以后在这一页附议。
flash-joined-follows = 您已关注这件议题，有进展会通知您。附议由居民来做，您的身份不能附议。
flash-joined-own = 这件议题就是您自己提的，不用再加入；有进展会通知您。
flash-draft-lapsed = 草稿只保留 7 天，上次写的已经过期，请重新写。
flash-draft-lapsed-but = 草稿只保留 7 天，前面几步写的已经过期。刚才这一步写的都留着；请先补上第 1 步，再接着往下。
flash-draft-cleared = 草稿已清空。

# After sending
sent-title = 议题已经提交
sent-code = 议题编号
sent-code-hint = 请记下编号，打电话询问时报编号就行。
sent-qr = 二维码：{ $address }
sent-scan = 扫码打开这件议题
sent-next = 接下来
sent-now = 现在
sent-by = { $date }前
sent-received = { $council }已经收到您的议题。
sent-answer = { $council }给您第一次答复：受理、请您补充情况，或者说明为什么不办。受理以后大家就能看到并附议。
sent-approval = 如果受理：街道审批立项。
sent-plan = 如果批准：定出协商计划，写明时间、地点和参加的人。
sent-told = 以上是最晚的日期，按工作日计算。每一步都会在“通知”里告诉您。
sent-see = 看这件议题
sent-mine = 我提出的议题

# On the page of a topic
topic-author-people = 提出人估计影响约 { $n } 人
topic-point = （坐标 { $point }）
similar-found = 好像有人提过（{ $n } 件）。
similar-found-all = 在下一步可以直接加入。
similar-found-some = 其中 { $n } 件在下一步可以直接加入。
similar-found-none = 可以点开看看。

# Whose name nobody has checked, and what is wrong at the last page
wizard-waits = 您的姓名还没有核实。可以先写好，核实以后才能提交；草稿保留 7 天，到时回到“我要提议题”就能接着提交。
wizard-join-waits = 您的姓名还没有核实，核实以后才能附议别人的议题。现在可以先关注，有进展会通知您；核实以后在那件议题的页面附议。
wizard-waits-code = 填写社区发给您家的邀请码
wizard-waits-clerk = ，马上就能核实；没有邀请码，请等社区工作人员核实。
wizard-waits-send = 您的姓名还没有核实，核实以后就能在这里提交。
wizard-register-checked = 注册之后，填写社区发给您家的邀请码，或者等社区工作人员核实姓名，就能提交；草稿保留 7 天。
wizard-wrong = 提交之前，请先改好：
wizard-wrong-send = 上面列出的内容还要修改。
error-together = 问题和补充情况加起来最多 { $max } 个字：这里最多写 { $left } 个，现在有 { $have } 个。
error-topics-many = 您提议题太快了：一小时最多 { $hour } 件，一天最多 { $day } 件。请过{ $hours ->
    [0] { " " }
   *[other] { " " }{ $hours } 小时{ " " }
}{ $minutes } 分钟再提交，写好的内容还在。
wizard-call = 征集公告
wizard-call-open = 您正在回应征集公告，提交后计入这次征集：
wizard-call-community = 您正在回应征集公告。社区选{ $community }的议题，提交后计入这次征集：
wizard-call-shut = 这个征集公告不存在，或者不在征集期内。议题照常可以提，不计入征集。
wizard-call-elsewhere = 公告征集的是另一个社区的议题：这件照常受理，不计入征集。
wizard-call-other = 委员荐题和党政点题照常受理，不计入征集。
