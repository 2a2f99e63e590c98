# Time
time-date = { $year }年{ $month }月{ $day }日
time-date-short = { $month }月{ $day }日
time-date-weekday = { $year }年{ $month }月{ $day }日 { $weekday }
time-date-time = { $year }年{ $month }月{ $day }日 { $weekday } { $clock }
time-date-time-short = { $month }月{ $day }日 { $weekday } { $clock }
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
