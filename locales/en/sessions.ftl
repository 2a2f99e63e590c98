# The list of sessions
sessions-title = Sessions
sessions-lead = Sessions that are coming up and those that were held. Minutes are public here once they are signed.
sessions-calendar = Subscribe as a calendar
sessions-calendar-one = Add to my calendar
sessions-coming = Coming up
sessions-held = Earlier sessions
sessions-none-coming = No session is planned.
sessions-none-held = No session has been held yet.

# A session
session-title = { $form }: { $topic }
session-n = Session { $n } · { $form }
session-span = { $from } to { $until }
session-about = Time and place
session-when = When
session-form = Form
session-where = Where
session-agenda = Agenda
session-participants = Participants ({ $n })
session-work = To the work page
session-remarks = What was said
session-status-planned = Planned
session-status-open = Under way
session-status-closed = Held
session-status-adjourned = Adjourned
session-status-cancelled = Cancelled
session-you-are-invited = You are invited to this session. { $reply }.
session-you-are-here = You are here: { $present }.
session-reply-coming = Coming
session-reply-not-coming = Not coming
session-invited-once = Invited once
session-invited-twice = Invited twice
session-not-invited = Not invited yet
session-present-room = { $clock } in the room
session-present-online = { $clock } online
session-present-written = { $clock } in writing
session-reply-title = Will you come?
session-reply-field = Answer
session-reply-note = A word with it
session-check-in-own = I am here: check in
session-code = Check-in code
session-code-hint = The six figures shown at the door.
session-code-valid = Check-in is open: show it at the door.
session-code-later = Check-in opens 2 hours before the session.
session-remark-own = I want to speak

# The work page of step 4
sessions-heading = Deliberation
sessions-others = Other sessions of this topic
sessions-to-plan = Plan the further session
sessions-to-opinion = Minutes and opinion
sessions-replan-reason = Why it must be planned anew
sessions-replan-note = The topic goes back to scheduling, with a new plan and new notice. The approval, reports, papers and minutes are kept.
session-people = List: { $n } people, { $coming } said they come, { $present } are here
session-invite-title = Invite the participants
session-invite-people = Whom
session-invite-signer = Somebody of the signing set who is not on the list
session-invite-signer-hint = Such as a delegate of a seat, or the street council's second signer: both seats must be there to open.
session-invite-way = How they were told
session-invite-note = Two invitations a person are recorded. When a group was invited twice and nobody came, its absence can be explained.
session-check-in-title = Check people in
session-check-in-listed = Check these people in
session-check-in-people = Who is here
session-check-in-way = How
session-way-room = In the room
session-way-online = Online
session-way-written = In writing
session-open-title = Open the session
session-open-note = Who is here and the rule of the quorum are frozen now and enter the record.
session-absence-title = Explain that a group stayed away
session-absence-intro = Only where everybody named for the group was invited twice and did not come.
session-absence-group = Which group
session-absence-reason = Why it stayed away
session-invitations = Invited { $n } times
session-remark-title = Record what is said
session-remark-person = Who speaks
session-remark-other = Somebody not on the list
session-remark-other-hint = Leave it empty when the speaker is on the list.
session-speaker = { $name } ({ $role })
session-remark-place = Where it was said
session-remark-body = What was said
remark-place-room = In the room
remark-place-off-room = Off the room
remark-place-online = Online
session-heard = Which groups were heard
session-heard-hint = Only those who are here or of whom a remark is recorded.
session-close-title = Close the session
session-close-note = Minutes and opinion follow.
session-adjourn-reason = Why it is adjourned
session-adjourn-note = This session is over then: the next announced one follows, or it is planned anew.
session-no-quorum = { $present } came; the quorum is { $wanted }.

# Quorum
quorum-title = Quorum
quorum-set = The signing set is here
quorum-delegates = Of { $invited } invited at least { $wanted } are here
quorum-group = { $name }: at least one is here
quorum-group-explained = { $name }: absence explained, or heard before

# Ballots
ballot-question = What is voted on
ballot-options = Options
ballot-options-hint = One a line, 2 to 12.
ballot-options-usual =
    For
    Against
    Abstain
ballot-threshold = When it is carried
ballot-threshold-more = More than { $of } in { $all }
ballot-secret = Secret
ballot-secret-tick = Secret ballot
ballot-open-vote = By name
ballot-open-note = Those who are here and entitled may vote; question, options and rule do not change any more.
ballot-electorate = { $n } entitled, { $votes } have voted
ballot-running = Voting
ballot-closed = Closed
ballot-votes = { $n } votes
ballot-which = Which ballot
ballot-close-title = Close the ballot and count
ballot-close-note = The counts enter the record; nobody can vote any more.
ballot-choice = Your choice
ballot-secret-hint = Secret: nobody can see what you chose. It cannot be changed.
ballot-open-hint = Your vote is kept with your name. It cannot be changed.

# Errors
error-nobody-ticked = Tick at least one person
error-invited-twice = All of them have been invited twice
error-code-wrong = This is not the code; please look at the figures at the door again
error-options = Give 2 to 12 options, one a line
error-options-twice = Two options are the same
error-speaker-due = Choose the speaker, or write a name
error-not-heard = One of these groups has nobody here and no remark recorded
