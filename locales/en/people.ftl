# Log-in
login-submit = Log in
login-remember = Stay logged in for 30 days
login-remember-hint = Only on a phone of your own. Log-ins of staff end after 10 minutes without use.
login-no-account = No account yet?
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
account-facts = Registered data
account-shown-as = Shown to the public as
account-verified = Checked
account-unverified = To be checked
account-unverified-follow = The liaison of { $community } will check your name and address. Until then you can read and follow; if it is urgent, bring your identity card to the council room, or enter the invitation code of your household below.
account-unverified-submit = The liaison of { $community } will check your name and address. Until then you can read, follow and raise topics; supporting and rating come with the check. An invitation code of your household, entered below, checks you at once.
account-unverified-support = The liaison of { $community } will check your name and address. Until then you can read, follow, raise topics and support them; rating comes with the check. An invitation code of your household, entered below, checks you at once.
password-title = Change the password
password-present = Present password
password-new = New password
password-hint = At least 8 characters, of three kinds: capital letters, small letters, figures, others.
password-submit = Change the password
password-note = Log-ins on other devices will end.
flash-password-changed = The password is changed; other devices are logged out.

# Residents to be checked
residents-title = Residents to be checked
residents-lead = Please check name and number by phone or in person, and only then press “Checked”.
residents-none = Nobody is waiting to be checked.
residents-since = registered { $date }
residents-verify = Checked
residents-forbidden = Residents are checked by liaisons, conveners, the office or the street administrator.
flash-resident-verified = Checked. This resident can now raise and support topics.
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
