# Codes by short message
sms-register = 【{ $street }】注册验证码 { $code }，{ $minutes } 分钟内有效，请不要告诉别人。
sms-password = 【{ $street }】重设密码的验证码 { $code }，{ $minutes } 分钟内有效。不是您本人操作请不用理会，密码不会变。
sms-registered = 【{ $street }】这个手机号已经注册过，请直接登录；忘记密码可在登录页重设。
code-get = 获取验证码
code-hint = 短信里的 6 位数字，10 分钟内有效。
code-register-lead = 验证码已发到 { $phone }，请填写短信里的数字和您的资料。已经注册过的手机号，短信里会提醒您直接登录。
code-password-lead = 如果 { $phone } 注册过，验证码已发到这个手机。
code-in-log = 这里是演示：短信没有真的发出去，验证码写在程序的日志里。
code-again = 重新发送验证码
code-again-hint = 没有收到？等一分钟再发一次，也请看看垃圾短信。
code-other-phone = 手机号填错了？返回修改
field-code = 验证码
field-birth-year = 出生年份
field-estate = 小区和楼幢
register-birth-year-hint = 四位数字，例如 1968。只用来确认是否满 14 周岁，不保存年份。
register-estate-hint = 例如“桂花苑 3 幢”。方便社区核实，不公开。
error-code = 验证码不对、过期或输错太多次；请看最新的短信，或重新获取
error-code-day = 这个手机号今天获取验证码的次数已用完，请明天再试，或带身份证到社区议事室办理
error-sms = 短信没有发出去，请一分钟后再试；一直不行，请联系社区议事室。
error-birthday = 今年的生日还没过，请由家长陪同到社区办理；已经过了，请打勾确认
flash-code-sent = 验证码已发出。
flash-code-waits = 一分钟内已经发过验证码，请看手机短信。
flash-code-late = 页面放得太久了，请重新获取验证码。

# Invitation codes of households
field-invitation = 家庭邀请码
invitation-hint = 社区上门发的 10 位代码，例如 7K2MX-9QPDW；有它就不用等人工核实。
invitation-use = 用邀请码核实
error-invitation = 邀请码不对、已经用过、过期，或者不是您所在社区的
flash-registered-checked = 注册成功，邀请码已核实您的住户身份，现在就可以提议题和附议。
flash-invitation-used = 邀请码已核实您的住户身份，现在可以提议题和附议了。
invitations-title = 家庭邀请码
invitations-lead = 给每户发一个代码：居民注册时填上它，就不用再人工核实。请当面交给住户，或放进信箱。
invitations-forbidden = 邀请码由社区联络员或街道管理员制作。
invitations-community = 发给哪个社区
invitations-number = 多少个
invitations-days = 几天内有效
invitations-days-hint = 最多 180 天
invitations-make = 制作并显示
invitations-note = 代码只显示这一次，请马上打印；程序里只留核对用的指纹，查不回来。
invitations-made = 已经制作的
invitations-line = 已用 { $used } 个，可用 { $open } 个，过期 { $ended } 个
invitations-sheet = 家庭邀请码
invitations-once = 共 { $n } 个，只显示这一次：请现在打印，沿虚线剪开，一户一张。
invitations-slip = 家庭邀请码（一户一个，用一次）
invitations-how = 打开 { $address } 注册，填上这个代码，不用再等核实。
invitations-until = { $date }前有效

# Forgotten password
password-forgotten-title = 忘记密码
password-forgotten-lead = 填写注册时的手机号，我们发一个验证码给您，凭它设置新密码。
password-forgotten-person = 手机号换了？请带身份证到社区议事室，工作人员核对后帮您办理。
password-reset-title = 设置新密码
password-reset-submit = 设置新密码
password-reset-note = 设好以后，所有设备上的登录都会退出，请用新密码登录。
flash-password-reset = 新密码已设好，请登录。
