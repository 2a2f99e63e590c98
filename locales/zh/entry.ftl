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

# Forgotten password
password-forgotten-title = 忘记密码
password-forgotten-lead = 填写注册时的手机号，我们发一个验证码给您，凭它设置新密码。
password-forgotten-person = 手机号换了？请带身份证到社区议事室，工作人员核对后帮您办理。
password-reset-title = 设置新密码
password-reset-submit = 设置新密码
password-reset-note = 设好以后，所有设备上的登录都会退出，请用新密码登录。
flash-password-reset = 新密码已设好，请登录。
