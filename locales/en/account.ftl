# What somebody changes on their account
account-change = Change what is registered
account-change-submit = Save
account-change-note = Another name or community has to be checked by the community again; the rest holds at once.
account-show-name = How I am called in public when I raise a topic
account-show-name-hint = You can choose otherwise for each topic. Who acts by office is shown by post.
account-salutation = Form of address
salutation-none = None
salutation-mr = Mr
salutation-ms = Ms
error-salutation = to be shown as Mr or Ms, please choose one of them
flash-account-changed = Saved.
flash-account-unchecked = Saved. The name or community is another, so the community has to check you again.

# My data
export-title = Export my data
export-text = Everything that the street holds about you, in one ZIP file (JSON and photos).
export-submit = Export
export-readme = This file holds everything that the street keeps about you, one file for each kind: account.json what you registered, roles.json and seats.json the offices you held, topics.json the topics you raised, supports.json those you support, follows.json those you follow, sessions.json the sessions you were invited to, stakeholder_groups.json the groups you belong to, objections.json your objections to postings, ratings.json which topics you rated, notices.json your notices, logins.json your present log-ins, comments.json your comments, looks.json which staff looked at your name, phone or the original of an entry, consents.json what you said to opinions, remarks.json what you said in sessions, acknowledgements.json postings you noted, reports.json comments you reported, research.json your research groups, supervision.json topics whose tasks you watch over, invitations.json invitation codes you used, checks.json how your registration was checked, uploads.json photos that belong to nothing yet, photos.json and the folder photos the photos you added. Of ratings it says that you rated, not how; secret ballots lead to no person, so none is here. A draft that is not sent belongs to its browser, and what you signed or wrote in an office belongs to the record: neither is here. It holds personal data: please keep it safe.

# Closing the account
close-title = Close the account
close-lead = A closed account cannot be opened again. Please see first what goes and what stays.
close-goes = What goes
close-goes-text = Your name, number, address and password, your log-ins on every device, and what you follow. The number can register again; the new account has nothing to do with the old one.
close-stays = What stays
close-stays-text = The topics you raised, your support, signatures, votes and ratings stay as they are, without anybody seeing whose they were. The lists of sessions, research and opinions say “account closed” in place of your name. The label that a topic showed (such as 王**), and what staff wrote into the text of the minutes, belong to the record and are not changed.
close-export-first = Would you like to keep your data? Export them on your account's page first.
close-sure = I understand that it cannot be opened again
close-password-hint = So that we know it is you
close-submit = Close the account
close-alone-seat = You alone fill the seat { $seat } of { $council }; please have the street administrator appoint a successor first
close-alone-admin = You are the street's only administrator; please have the platform appoint another one first
error-sure = please tick the box
error-alone = There is something that only you hold; the account can be closed once somebody else holds it.
person-closed = account closed
flash-closed = The account is closed; name and number are gone.

# Another mobile number
phone-title = Another mobile number
phone-change = Change
phone-lead = From then on you log in with the new number. First a code goes to it, then we ask for your password.
phone-new = New mobile number
phone-submit = Change the number
phone-note = Every log-in on other devices will end, and the old number gets a message.
code-phone-lead = A code was sent to { $phone }. If that number has an account already, the message says so.
sms-phone = [{ $street }] Code { $code } for your new mobile number, valid for { $minutes } minutes. Tell it to nobody.
sms-phone-taken = [{ $street }] Somebody wanted to change an account to this number, but it has an account already; nothing was changed. If it was you, log in with this number.
sms-phone-changed = [{ $street }] The number of your account is { $phone } now; log in with it from now on. If it was not you, call your community's council room at once.
error-phone-same = This is your number already
error-phone-in-use = Another account has just taken this number, so nothing was changed; use another one, or log in with it
flash-phone-changed = The number is changed and other devices are logged out. Log in with the new number from now on.
