# The wizard
wizard-where = Raise a topic · step { $n } of 4
wizard-back = Back
wizard-next = Next
wizard-saved = Draft saved · { $at }
wizard-resumed = What you wrote last time is still here; you can go on.
wizard-clear = Start over
wizard-people = About how many people are affected?
wizard-people-hint = An estimate will do, such as 50
wizard-estate = Estate
wizard-estate-hint = For example: Academy estate
wizard-building = Building
wizard-building-hint = For example: building 3. Please leave out flat numbers
wizard-spot = Exact spot
wizard-spot-hint = For example: beside the charging shed at the east gate
wizard-point = Coordinates
wizard-latitude = Latitude
wizard-latitude-hint = For example 31.987654
wizard-longitude = Longitude
wizard-longitude-hint = For example 120.891234
wizard-alike-title = { $n ->
    [one] One topic is much like yours
   *[other] { $n } topics are much like yours
}
wizard-near-title = Is it one of these?
wizard-none-title = Nobody has raised this yet
wizard-you-wrote = You wrote:{ " " }
wizard-join-lead = . Joining a topic that is there already adds your weight to it, and it is scheduled sooner.
wizard-look-lead = . Please see first whether one of these is the same; go on if not.
wizard-none-lead = . No topic like it was found; please go on.
wizard-join-again = You are logged in. Please press the button to join once more.
wizard-go-on = None of these, go on with mine
wizard-third-title = Details and name
wizard-contact = Those who handle the topic reach you by the phone of your account; it is never public.
wizard-by-post = { " " }You are shown by your post: { $post }.
wizard-details = Anything to add?
wizard-details-hint = What happened, what was tried, what you would like to see; at most { $n } characters
wizard-show-name-untitled = . Your account does not say Mr or Ms, so this cannot be shown; choose it under "My account".
wizard-show-name-hint = The real name is seen by those who handle the topic only
wizard-check-title = Check and send
wizard-change = Change
wizard-send-login = Log in and send
wizard-login-note = A log-in is needed to send. What you wrote is saved; after logging in you come back to this page and press once more.
wizard-register = No account yet? Register first: it leads back to this page, with everything you wrote.
error-behalf-community = you do not enter topics for it. The liaison and conveners of its own council do, and the officers of the supervising office. Please choose one of those listed, or hand the paper on to its liaison
error-recommended-by = a recommendation names its member: fill in the member and how it came, or choose another source
error-assigned-by = leaders and the office assign topics: if you enter their letter, fill in who handed it to you and how; if not, choose another source
error-behalf-elsewhere = you do not enter topics for the community chosen on step 1: please change it there, or leave this empty if you enter for nobody else
error-no-words = Please use words; signs or emoji alone are not enough
error-degrees = Please give degrees, such as 31.987654
error-place-long = Estate, building and spot together have at most 120 characters

# Similar topics
similar-title = Similar topics
similar-ask = What it is about
similar-none = No similar topic was found.
similar-near = { $n ->
    [one] One more may be about the same
   *[other] { $n } more may be about the same
}
similar-why = Alike:{ " " }
similar-words = it speaks of this too:
similar-characters = written alike, both have
similar-means = your "{ $yours }" and its "{ $theirs }" mean much the same
similar-means-desk = "{ $yours }" here and "{ $theirs }" there mean much the same
similar-and = ,{ " " }
similar-comma = ;{ " " }
similar-same-place = the same place
similar-same-community = both in { $name }
similar-join = This is what I mean, join it
similar-follow = Follow it for now
similar-own = You raised this topic yourself
similar-joined = You support this topic already
similar-look = See this topic
similar-look-near = See whether it is the same
similar-look-solved = See how it was solved
flash-joined = You have joined this topic: you support and follow it, and are told how it goes on.
flash-joined-waits = You follow this topic and are told how it goes on. Your support is not counted yet: your name has to be checked first. Enter the invitation code of your household in your account, or wait for the community's staff; then support it on this page.
flash-joined-follows = You follow this topic and are told how it goes on. Supporting is for residents; in your capacity you cannot.
flash-joined-own = You raised this topic yourself: there is nothing to join, and you are told how it goes on.
flash-draft-lapsed = Drafts are kept for 7 days; what you wrote before has lapsed. Please write it again.
flash-draft-lapsed-but = Drafts are kept for 7 days; the earlier pages have lapsed. What you wrote on this one is kept; please fill in the first page again and go on.
flash-draft-cleared = The draft is cleared.

# After sending
sent-title = The topic is sent
sent-code = Number of the topic
sent-code-hint = Please note it; when you call, the number is all we need.
sent-qr = QR code: { $address }
sent-scan = Scan it to open this topic
sent-next = What happens next
sent-now = Now
sent-by = by { $date }
sent-received = { $council } has received your topic.
sent-answer = { $council } gives you a first answer: accepted, a question to you, or why not. Once it is accepted everybody can see and support it.
sent-approval = If accepted: the street approves it.
sent-plan = If approved: the plan is set, with time, place and participants.
sent-told = These are the latest dates, in working days. You are told of each step among your notices.
sent-see = See the topic
sent-mine = Topics raised by me

# On the page of a topic
topic-author-people = About { $n } people are affected, the author thinks
topic-point = (coordinates { $point })
similar-found = { $n ->
    [one] One topic sounds alike.{ " " }
   *[other] { $n } topics sound alike.{ " " }
}
similar-found-all = You can join on the next page.
similar-found-some = You can join { $n } of them on the next page.
similar-found-none = Have a look.

# Whose name nobody has checked, and what is wrong at the last page
wizard-waits = Nobody has checked your name yet. You can write now and send once it is checked; the draft is kept for 7 days, and raising a topic leads back to it.
wizard-join-waits = Nobody has checked your name yet, and a topic is supported once that is done. For now you can follow one and are told how it goes on; support it on its own page then.
wizard-waits-code = Enter the invitation code of your household
wizard-waits-clerk = { " " }and you are checked at once; without one, please wait for the community's staff.
wizard-waits-send = Nobody has checked your name yet; once that is done you can send here.
wizard-register-checked = After that, the invitation code of your household or the community's staff confirm your name, and you can send; the draft is kept for 7 days.
wizard-wrong = Please mend this before sending:
wizard-wrong-send = What is listed above has to be changed.
error-together = Problem and details may have { $max } characters together: at most { $left } here, and there are { $have }.
error-topics-many = You raise topics very fast: at most { $hour } within an hour and { $day } within a day. Please send it in { $hours ->
    [0] {""}
    [one] { $hours } hour{ " " }
   *[other] { $hours } hours{ " " }
}{ $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}; what you wrote is still here.
wizard-call = Public call
wizard-call-open = You are answering a public call; the topic will be counted there:
wizard-call-community = You are answering a public call. A topic of { $community } will be counted there:
wizard-call-shut = There is no such public call, or it is not open now. You can raise a topic as at any time; it is counted for no call.
wizard-call-elsewhere = The call asks another community: this topic is handled as any other and not counted there.
wizard-call-other = Recommendations and assignments are handled as always and not counted for a call.
