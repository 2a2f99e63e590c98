# What somebody changes on their account
account-change = 更改登记的信息
account-change-submit = 保存
account-change-note = 改了姓名或社区，要由社区重新核实；其他的马上生效。
account-show-name = 我提议题时，对外怎样称呼
account-show-name-hint = 每次提议题时还可以另选。工作人员按职务办事时，显示的是职务。
account-salutation = 称呼
salutation-none = 不用
salutation-mr = 先生
salutation-ms = 女士
error-salutation = 要显示“先生”或“女士”，请选一种称呼
flash-account-changed = 已保存。
flash-account-unchecked = 已保存。姓名或社区改了，要由社区重新核实。

# My data
export-title = 导出我的数据
export-text = 街道保存的、和您有关的全部内容，打包成一个 ZIP 文件（JSON 和照片）。
export-submit = 导出
export-readme = 这个文件里是街道保存的、和您有关的全部内容，每类一个文件：account.json 登记的信息，roles.json 和 seats.json 担任过的职责，topics.json 您提的议题，supports.json 附议，follows.json 关注，sessions.json 邀请您参加的协商会，stakeholder_groups.json 您所在的利益相关方，objections.json 公示期提的意见，ratings.json 您评议过哪些议题，notices.json 通知，logins.json 现在的登录，comments.json 您的评论，looks.json 哪些工作人员查看过您的姓名、手机号或代录的原件，consents.json 您对协商意见书的表态，remarks.json 您在协商会上的发言，acknowledgements.json 您看过的公示，reports.json 您举报过的评论，research.json 您参加的调研组，supervision.json 您参与督办的议题，invitations.json 您用过的住户邀请码，checks.json 社区核实您的经过，uploads.json 还没有用到的照片，photos.json 和 photos 文件夹里是您上传的照片。评议只写您评过，不写怎样评；不记名表决不和任何人对应，所以这里没有。还没提交的草稿只和浏览器对应；任职时签署、保存的材料属于议事记录，这里也没有。文件里有您的个人信息，请妥善保管。

# Closing the account
close-title = 注销账号
close-lead = 注销以后不能恢复。请先看清楚哪些会删除，哪些会留下。
close-goes = 会删除
close-goes-text = 姓名、手机号、住址、密码、所有设备上的登录，以及您的关注。手机号可以重新注册，新账号和旧账号没有关系。
close-stays = 会留下
close-stays-text = 您提过的议题、附议、签字、表决和评议照原样保留，但查不到是谁。协商会、调研和意见书的名单上改写为“已注销”。议题上当时公开的称呼（例如“王**”），以及工作人员写进纪要正文的话，属于议事记录，不再改动。
close-export-first = 想留一份自己的数据？先到“我的账号”导出。
close-sure = 我明白注销后不能恢复
close-password-hint = 确认是您本人
close-submit = 注销账号
close-alone-seat = { $council }的{ $seat }只有您一人担任，请街道管理员先安排接任的人
close-alone-admin = 街道管理员只有您一人，请平台先安排另一位管理员
error-sure = 请打勾确认
error-alone = 还有只由您一人担任的职责，安排好接任的人以后才能注销
person-closed = 已注销
flash-closed = 账号已注销，姓名和手机号已删除。

# Another mobile number
phone-title = 更换手机号
phone-change = 更换
phone-lead = 以后用新号码登录。我们先发一个验证码到新号码，再请您填写密码确认。
phone-new = 新手机号
phone-submit = 更换手机号
phone-note = 更换以后，其他设备上的登录会全部退出，原来的号码会收到一条短信。
code-phone-lead = 验证码已发到 { $phone }。这个号码如果已经有账号，短信里会说明。
sms-phone = 【{ $street }】更换手机号的验证码 { $code }，{ $minutes } 分钟内有效，请不要告诉别人。
sms-phone-taken = 【{ $street }】有人想把账号换成这个手机号，但它已经有账号了，没有更换。是您本人的话，请直接用这个号码登录。
sms-phone-changed = 【{ $street }】您账号的手机号已换成 { $phone }，以后用新号码登录。不是您本人操作，请马上联系社区议事室。
error-phone-same = 这就是您现在的手机号
error-phone-in-use = 这个手机号刚刚被另一个账号用了，没有更换；请换一个号码，或用它登录
flash-phone-changed = 手机号已更换，其他设备已退出登录。以后请用新号码登录。
