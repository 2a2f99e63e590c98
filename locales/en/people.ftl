# Log-in
login-submit = Log in
login-remember = Stay logged in for 30 days
login-remember-hint = Only on a phone of your own. Log-ins of staff end after 10 minutes without use.
login-no-account = No account yet?
login-then = After logging in you go on with: { $verb }.
login-forgotten = Forgotten your password?
login-proof-hint = Somebody has mistyped this account's password many times lately; please add the name it is registered under.
logout = Log out
logout-everywhere = Log out on every device
logout-everywhere-hint = For when a phone was lost, or you logged in on somebody else's computer.
error-phone = please enter a mobile number of 11 figures
error-phone-taken = this number has just been registered; please log in
error-login = Mobile number or password is wrong
error-login-locked = Too many wrong tries; please try again in 5 minutes
error-login-proof = Mobile number, password or name is wrong
error-password-wrong = the present password is wrong
flash-logged-out = You are logged out.
flash-logged-out-everywhere = You are logged out on every device.

# Registration
register-title = Register
register-lead = Once registered you can follow topics; when your community has checked your name and number, you can raise, support and rate them.
register-submit = Register
register-name-hint = Kept for us; the public sees only the surname, such as 张**.
register-phone-hint = For logging in; never shown.
register-have-account = Registered already?
register-of-age = My birthday this year has passed: I am 14
register-consent = I agree that the above is collected and used for the deliberation
register-consent-hint = Only to check who you are and to reach you, never published. You can see, correct, export or remove it at any time.
register-note = The liaison of your community will check your name and number, usually within 2 working days.
error-of-age = under 14, please come to the community with a parent
error-consent = we need your agreement to register you
flash-registered = You are registered. Once the community has checked your name you can raise and support topics.

# Account
account-title = My account
account-mine = What I take part in
account-waits = { $what }: { $title }
account-facts = Registered data
account-shown-as = Shown to the public as
account-verified = Checked
account-unverified = To be checked
account-unverified-follow = The liaison of { $community } will check your name and address. Until then you can read and follow; if it is urgent, bring your identity card to the council room, or enter the invitation code of your household below.
account-unverified-submit = The liaison of { $community } will check your name and address. Until then you can read, follow and raise topics; supporting, commenting and rating come with the check. An invitation code of your household, entered below, checks you at once.
account-unverified-comment = The liaison of { $community } will check your name and address. Until then you can read, follow, raise topics, support them and comment; rating comes with the check. An invitation code of your household, entered below, checks you at once.
account-unverified-support = The liaison of { $community } will check your name and address. Until then you can read, follow, raise topics and support them; commenting and rating come with the check. An invitation code of your household, entered below, checks you at once.
password-title = Change the password
password-present = Present password
password-new = New password
password-hint = At least 8 characters, of three kinds: capital letters, small letters, figures, others.
password-submit = Change the password
password-note = Log-ins on other devices will end.
flash-password-changed = The password is changed; other devices are logged out.

# Residents to be checked
residents-title = Residents to be checked
residents-none = Nobody is waiting to be checked.
residents-since = registered { $date }
residents-forbidden = Residents are checked by liaisons, conveners, the office or the street administrator.
account-looks = Who looked at my name and phone
account-looks-text = Every look of staff at who you are is recorded; here are those of the last half year, also at topics that were entered for you with this number.
account-looks-none = No member of staff has looked at who you are in the last half year.
account-look = { $times ->
    [1] { $who }, on the page "{ $page }"
   *[other] { $who }, on the page "{ $page }" ({ $times } times within an hour)
}
look-residents = Residents to be checked
look-plan = Plan
look-session = Session
look-research = Research
look-opinion = Opinion
look-tasks = Supervision of tasks
look-entry = Topic entered on behalf
look-original = Original of an entry
look-author = Reaching the author
look-contact = Number of an entry put right

# What is decided about a registration
residents-lead = Please check name and number by phone or in person, and only then press “Mark as checked”. Where they do not match, press “Turn down” and say why; the person can correct it and ask again.
residents-refuse = Turn down…
residents-before = Turned down before, because:
residents-lately = Latest decisions
residents-lately-text = Pressed the wrong one? Open the person and say why to let them wait again.
residents-see = Open
residents-seek = Find a resident
residents-seek-text = For somebody who has another number and cannot log in, or whose check is to be taken back. Whom you find is noted.
residents-seek-ask = Whole name or number
residents-seek-none = Among the residents whom you check nobody has this name or number.
residents-did-renumbered = number changed
residents-history = What happened to this registration
residents-no-estate = not given
residents-reason = Reason
residents-verified-submit = Mark as checked
residents-refused-title = Turn the registration down
residents-refused-hint = The person reads it as it is: say what is missing and how to mend it.
residents-refused-submit = Turn down and tell the person
residents-refused-note = The person reads the reason in the notices and on the account page, and can ask again after a correction. Until then the same holds as for every resident who is not checked.
residents-reopened-title = Let the person wait again
residents-reopened-hint = For example: pressed for the wrong person. The person reads it.
residents-reopened-submit = Let the person wait again
residents-reopened-note = What was decided holds no longer; the registration waits to be checked again, and the person is told. Topics raised and supported stay.
residents-did-verified = checked
residents-did-refused = turned down
residents-did-reopened = waits again
residents-did-asked = The person asked again
residents-line = { $who }: { $what }
residents-line-of = { $name } · { $what } · { $who }
residents-done-verified = { $name } is checked and can now raise, support and rate topics. The person has been told.
residents-done-refused = { $name } is turned down and has been told why. After a correction the person appears here again.
residents-done-reopened = { $name } waits to be checked again. The person has been told.
residents-late = { $who } decided on { $at }: { $what }. Please go back and see how it stands before you decide.
residents-late-other = This resident has just been checked by a household code, or has asked again. Please go back and see how it stands.
residents-changed = Since you opened the page the person has changed what is registered. Please go back and check it anew.
account-refused = Turned down
account-refused-by = { $who } turned your registration down on { $date }, because:
account-refused-text = Correct your name, community or address below and save: that asks again by itself. With nothing to correct (after you showed your identity card at the council room, for example) just ask again. Until then you use the site like every resident who is not checked.
account-ask-again = Ask to be checked again
flash-asked-again = You have asked again; the community will check you anew.
notice-resident-verified = Your name and address are checked. You can now raise, support and rate topics.
notice-resident-refused = Your registration was turned down. See why, correct it and ask again.
notice-resident-renumbered = Staff have changed the number of your account. If you were not there in person, call the street office at once.
notice-resident-reopened = What was decided about your registration was taken back; the community will check it anew.
answers-refuse-resident =
    Another name | The name you registered is not the one on your identity card; please correct it.
    Not living here | We could not find that you live in this community; please correct community and address.
    Address incomplete | Estate and building are not complete, so they could not be checked; please complete them.
    Not reached | We called you and could not reach you. Please bring your identity card to the council room.
    Registered twice | You have a checked account already; please log in with that one.
