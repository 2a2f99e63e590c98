# Time
time-date = { $day } { $month } { $year }
time-date-short = { $day } { $mon }
time-date-weekday = { $weekday } { $day } { $month } { $year }
time-date-time = { $weekday } { $day } { $month } { $year }, { $clock }
time-date-time-short = { $weekday } { $day } { $mon }, { $clock }
time-deadline = Due under the assignment by { $day }
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
time-mon-1 = Jan
time-mon-2 = Feb
time-mon-3 = Mar
time-mon-4 = Apr
time-mon-5 = May
time-mon-6 = Jun
time-mon-7 = Jul
time-mon-8 = Aug
time-mon-9 = Sep
time-mon-10 = Oct
time-mon-11 = Nov
time-mon-12 = Dec
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

# Around every page
site-name = Let's talk it over
site-motto = Community deliberation
skip-to-content = Skip to content
demo-label = About this demonstration
demo-street = Demonstration
demo-banner = This is a demonstration: the street, its people and its affairs are invented.
nav-label = Site
nav-menu = Menu
nav-home = Home
nav-topics = Topics
nav-sessions = Sessions
nav-results = Promises kept
nav-desk = To do
nav-dashboard = Dashboard
nav-mine = My page ({ $name })
crumbs-label = You are here
login = Log in
language-other = 中文
large-type-on = Large type
large-type-off = Normal type
footer-organiser = Run by { $name }
footer-phone = Phone { $phone }
footer-streets = All streets
footer-record = Every entry of the record on this site can be verified

# Forms
form-optional = (optional)
error-named = { $names }: { $what }
error-and = { $one }. { $next }
form-refused = { "Error: " }
form-mistakes = { $n ->
    [one] One thing needs to be put right
   *[other] { $n } things need to be put right
}
form-mistake = { $field }: { $what }
form-blocked = This cannot be sent now:
form-choose = Please choose
form-stale = Things have changed since you opened this page: { $what }. Your text is kept; please look at the newest state before you send it.
form-taken = { $what }. Your text is kept; sending it again takes the topic over, and your colleague sees it.
form-continued = You are logged in. What you wrote is below; please look at it and send it.
form-continued-gone = You are logged in. This cannot be done any more: it may be done already, or it is not yours to do. What you wrote is below, to be copied.
stale-change = { $at } { $verb }
stale-mine = { $at } { $verb } (by you)
field-phone = Mobile number
field-password = Password
field-name = Real name
field-title = Title
field-body = Text
field-reason = Reason
field-community = Community you live in
field-consent = Personal data

# Errors at fields
error-empty = please fill this in
error-too-short = at least { $min } characters
error-too-long = at most { $max } characters; there are { $have }
error-choose = please choose one
error-not-a-choice = this cannot be chosen
error-number = please enter a whole number from { $min } to { $max }
error-date = please enter a date such as 2026-11-27
error-time = please enter a date and time such as 2026-11-27T09:00
error-line-too-long = at most { $max } characters a line
error-unknown-parameter = There is no such parameter

# Said once
flash-done = Done: { $verb }.{" "}
flash-moved = The topic goes on to step { $n }, { $step }.{" "}
flash-ended = The topic has ended.

# Parts
timeline-earlier = { $n } earlier
place-room = Meeting room of the { $council }
print = Print
pager-label = Pages
pager-first = First page
pager-next = Next page
work-checks = Still needed to leave this step
work-met = Met:{" "}
work-met-n = { $n } in place
work-unmet = Missing:{" "}
work-heading = { $what }: { $title }
work-asides = See also
work-nothing = There is nothing for you to do at this step now.
work-forbidden = This page is for the topic's conveners and liaison, the office, and those who work on it.
track-label = The eight steps of this topic
track-stage = { $n } { $name }
track-no-1 = I
track-no-2 = II
track-no-3 = III
track-no-4 = IV
track-step = Step { $n } · { $name }
track-of-eight = of 8
track-open = See all eight steps
track-since = since { $date }
track-concluded = Concluded
track-done = done
track-now = under way
track-todo = to come
track-planned-scheduling = within { $n } working days of acceptance
track-planned-research = done { $n } working days before the session
track-planned-deliberation = notice of { $n } working days
track-planned-feedback = within { $n } working days of the opinion
track-planned-conversion = answered within { $n } working days
track-planned-supervision = checked every { $n } days
track-planned-evaluation = within { $n } days of completion, by you
track-skipped = skipped
track-round = round { $n }

# Pages that say why not
page-not-found-title = Page not found
page-not-found-text = The address may be mistyped, or this is no longer public.
page-method-title = This address cannot be opened like that
page-method-text = Please use the buttons of the page.
page-login-needed-title = Please log in
page-login-needed-text = Your log-in has expired, or you are not logged in. What you wrote is kept: log in and send it on.
page-forbidden-title = This is for somebody else to do
page-refused-title = This cannot be done now
page-stale-title = Things have just changed
page-stale-text = Since you opened the page the following has been done. Please go back, look at the newest state, and decide again.
page-decided-title = Somebody was faster
page-invalid-title = Some things need to be put right
page-invalid-text = Nothing was sent. Please correct the following.
page-forgery-title = Not sent
page-forgery-text = This did not come from a page of this site, so for your safety it was not taken. Please go back to our page and send it again.
page-too-large-title = Too much at once
page-too-large-text = At most 256 KB of text can be sent at once, and this was more; nothing was sent. With your browser's back button your text is still there: shorten the longest field, choose fewer photos, or send it in parts.
page-too-many-title = Please wait a moment
page-too-many-text = That was too often in a short time. Please try again later.
page-away-title = Not available at the moment
page-away-text = The system does not answer at the moment; nothing was changed. Please try again in a few minutes.
page-busy-title = Many people are logging in
page-busy-text = Please try again in a moment.
page-fault-title = Something went wrong
page-fault-text = The program failed; nothing was changed. We have made a note and will look into it.
page-reference = If you ask about it, please give the number { $n }
page-again = Try again
page-go-back = Go back
page-go-home = To the first page
page-kept-title = What you wrote
page-kept-text = Nothing is lost; you can copy it.
page-kept-item = Part { $n }
page-no-line = There is no connection; what you pressed may not have been done. Please try again in a moment.
problem-method = This address does not answer this method.
problem-invalid = Parameters of the address are wrong; see errors.

# Columns of files for people (yishi export --words)
column-topics = Topics
column-tasks = Tasks
column-evaluations = Evaluations
column-record = Record
column-code = Code
column-title = Title
column-council = Council
column-community = Community
column-source = Source
column-focus = Focus
column-category = Category
column-stage = Stage
column-step = Step
column-step-no = Step no.
column-state = State
column-version = Version
column-due-at = Due
column-overdue = Overdue
column-created-at = Begun
column-updated-at = Changed
column-visibility = Who sees it
column-visibility-draft = Its author
column-visibility-submitted = Not accepted, not public
column-visibility-public = Public
column-visibility-withdrawn = Withdrawn, not public
column-visibility-taken-down = Text hidden
column-n = Task no.
column-round = Round
column-status = Progress
column-grade = Result
column-unit = Lead unit
column-assisting = Assisting units
column-target-kind = Kind of result
column-next-check-at = Next check
column-opened-at = Opened
column-closes-at = Closes
column-score = Score
column-outcome = Outcome
column-outcome-concluded = Concluded
column-outcome-rehandled = Handled once more
column-reason = Reason
column-decided-at = Decided
column-topic = Topic id
column-seq = Entry no.
column-at = When (UTC)
column-verb = What was done
column-step-before = Step before
column-step-after = Step after
column-by = By (pseudonym)
column-commitment = Commitment
column-prev = Hash before
column-hash = Hash
column-yes = Yes
column-no = No
