# Codes by short message
sms-register = { $street }: your registration code is { $code }, valid for { $minutes } minutes. Please tell nobody.
sms-password = { $street }: your code for a new password is { $code }, valid for { $minutes } minutes. If you did not ask for it, ignore it; your password stays.
sms-registered = { $street }: this number is registered already. Please log in; a forgotten password can be set anew on the log-in page.
code-get = Send me a code
code-hint = The 6 figures of the message, valid for 10 minutes.
code-register-lead = A code was sent to { $phone }. Please enter it with your details. If this number is registered already, the message says so.
code-password-lead = If { $phone } is registered, a code was sent to it.
code-in-log = This is a demonstration: no message was really sent; the code stands in the program's log.
code-again = Send another code
code-again-hint = Nothing came? Wait a minute and ask again; look among blocked messages, too.
code-other-phone = Wrong number? Go back and change it
field-code = Code
field-birth-year = Year of birth
field-estate = Estate and building
register-birth-year-hint = Four figures, such as 1968. Only to see whether you are 14 or older; the year is not kept.
register-estate-hint = Such as Guihua Garden, building 3. It helps the community to check, and is not published.
error-code = the code is wrong, too old, or was mistyped too often; please look at the newest message or ask for another
error-code-day = this number had its codes for today; please try tomorrow, or come to the council room with your identity card
error-sms = The message could not be sent. Please try again in a minute; if it goes on, ask the council room.
error-birthday = if your birthday this year is still to come, please come to the community with a parent; if it has passed, tick here
flash-code-sent = The code is on its way.
flash-code-waits = A code was sent within the last minute; please look at your messages.
flash-code-late = The page was open for too long; please ask for another code.

# Invitation codes of households
field-invitation = Invitation code of the household
invitation-hint = Ten letters and figures that the community gave you, such as 7K2MX-9QPDW; with it nobody needs to check you.
invitation-use = Use the invitation code
error-invitation = the code is wrong, used, has ended, or is another community's
flash-registered-checked = You are registered, and the invitation code has checked you: you can raise and support topics now.
flash-invitation-used = The invitation code has checked you: you can raise and support topics now.
invitations-title = Invitation codes
invitations-lead = One code for each household: whoever enters it at registration need not be checked by anybody. Hand them over in person or put them into letter boxes.
invitations-forbidden = Invitation codes are made by liaisons and the street administrator.
invitations-community = For which community
invitations-number = How many
invitations-days = Valid for how many days
invitations-days-hint = At most 180
invitations-make = Make and show them
invitations-note = The codes are shown this once: please print them at once. Only fingerprints are kept, from which nobody finds a code again.
invitations-made = Made so far
invitations-line = { $used } used, { $open } can be used, { $ended } have ended
invitations-sheet = Invitation codes
invitations-once = { $n } codes, shown this once: print them now, cut along the lines, one for each household.
invitations-slip = Invitation code (one a household, used once)
invitations-how = Register at { $address } and enter this code; then nobody needs to check you.
invitations-until = Valid until { $date }

# Forgotten password
password-forgotten-title = Forgotten password
password-forgotten-lead = Enter the number you registered with; we send you a code, and with it you set a new password.
password-forgotten-person = New number? Please come to the council room with your identity card; staff will check it and help you.
password-reset-title = Set a new password
password-reset-submit = Set the new password
password-reset-note = Every log-in on every device will end; then log in with the new password.
flash-password-reset = The new password is set; please log in.
