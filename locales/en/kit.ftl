# Time
time-date = { $day } { $month } { $year }
time-date-short = { $day } { $month }
time-date-weekday = { $weekday } { $day } { $month } { $year }
time-date-time = { $weekday } { $day } { $month } { $year }, { $clock }
time-date-time-short = { $weekday } { $day } { $month }, { $clock }
time-left = { $n ->
    [one] 1 working day left
   *[other] { $n } working days left
}
time-due-today = due today by { $clock }
time-overdue = { $n ->
    [one] 1 working day overdue
   *[other] { $n } working days overdue
}
time-overdue-today = overdue since today
time-month-1 = January
time-month-2 = February
time-month-3 = March
time-month-4 = April
time-month-5 = May
time-month-6 = June
time-month-7 = July
time-month-8 = August
time-month-9 = September
time-month-10 = October
time-month-11 = November
time-month-12 = December
time-weekday-1 = Mon
time-weekday-2 = Tue
time-weekday-3 = Wed
time-weekday-4 = Thu
time-weekday-5 = Fri
time-weekday-6 = Sat
time-weekday-7 = Sun

# Passwords
password-weak-short = A password has at least 8 characters
password-weak-long = A password has at most 128 characters
password-weak-classes = A password has at least three of: capital letters, small letters, figures, other characters
password-weak-known = This password is easily guessed; please choose another
