nav-notices = Notices
desk-title = { $n ->
    [0] { $name }, nothing is pressing today
    [one] { $name }, { $n } thing waits for you today
   *[other] { $name }, { $n } things wait for you today
}
desk-overdue = Overdue: { $n }
desk-today = Due today: { $n }
desk-week = This week: { $n }
desk-later = Later: { $n }
desk-open = Without a date: { $n }
desk-task = { $verb } (task { $n })
desk-working-me = You are working on it
desk-sensitive = Sensitive words
desk-look = View
desk-more = Only the { $n } most urgent are listed here.
desk-no-more = No more than { $n } are listed here; the rest follow when some are done.
desk-all = List all
desk-empty = Nothing waits for you.
desk-empty-own = What is yours to do, such as answering an invitation to a session, is listed here.
desk-title-own = { $n ->
    [0] { $name }, nothing waits for you now
    [one] { $name }, { $n } thing waits for you
   *[other] { $name }, { $n } things wait for you
}
desk-see-topics = See the topics
desk-soon = Sessions coming up
desk-watched = Tasks I look after
desk-did = What I did
notices-title = Notices
notices-unread = { $n } unread
notices-all-read = Nothing unread
notices-read = Mark all as read
notices-none = No notices yet. When a topic that you raised, support or follow moves on, you are told here.
notice-new = New
flash-notices-read = All notices are marked as read.

# A notice says what happened to the topic; an act without a sentence here is called by its name
notice-submit = A resident raised a new topic, which waits for the council's answer
notice-revise = The author has added to the topic
notice-withdraw = The author withdrew the topic; it ends here
notice-accept = The council took up the topic, and it is public now
notice-ask-more = The council asks the author for more
notice-merge = The topic was merged into one about the same matter, and is handled there
notice-merge-of = The topic was merged into { $other }, and is handled there
notice-merge-here-of = The topic took in { $other }; both are handled together
notice-unmerge = The merge was undone; the topic goes on by itself
notice-unmerge-of = The merge with { $other } was undone; the topic goes on by itself
notice-unmerge-here-of = The merge with { $other } was undone; that topic goes on by itself
notice-transfer = The topic was handed on to somebody else to handle
notice-transfer-to = The topic was handed on to { $to }, for the reason below
notice-take-down = The administrator asked to take the text of this topic down; it waits for an officer
notice-take-down-confirm = The text of this topic is hidden, for the reason below; the work on it goes on
notice-restore-asked = The author asks to show the text again; it waits for a decision
notice-restore-shown = The text of this topic is shown again
notice-restore-refused = The text stays hidden, for the reason below
notice-decline = The council proposes not to take the topic up; a second person has to confirm it
notice-decline-confirm = The topic was not taken up; the reasons stand below
notice-reconsider = The author asks for the decision to be reconsidered
notice-reconsider-decide = The reconsideration has been decided
notice-propose = The council put the topic forward for approval
notice-take-back = The council took its proposal back and goes on assessing
notice-approve = The street approved the topic; next comes the plan of the deliberation
notice-return = The topic was sent back a step; the reasons stand on its page
notice-plan-sign = A convener confirmed the plan
notice-plan-reject = A convener wants the plan changed
notice-replan = The plan has to be made anew
notice-session-invite = You are invited to a session; please answer whether you can come
notice-research-report = The research group handed in its report
notice-research-briefing = The papers for the session are ready; please read them before it
notice-research-adopt = The research report was adopted
notice-research-waive = The topic goes on without research; the reasons stand on its page
notice-session-adjourn = The session was adjourned and will go on another day
notice-session-close = The session has taken place
notice-minutes-sign = The minutes were signed by one more person
notice-opinion-save = There is a new text of the opinion; please read it and say whether you agree
notice-opinion-reject = A convener wants the opinion changed
notice-opinion-sign = A convener signed the opinion
notice-no-result = The deliberation reached no opinion that could be adopted
notice-feedback-deliver = The result of the deliberation has been reported; please have a look
notice-feedback-answer = Your objection has been answered
notice-feedback-sustain = An objection is upheld; once both seats have signed, the topic is deliberated again
notice-feedback-release = The result of the deliberation was posted
notice-feedback-close = The feedback is over; what was adopted goes to those who carry it out, otherwise the evaluation follows
notice-task-assign = The tasks were handed to those who carry them out
notice-task-transfer = A task went to another department
notice-task-refuse = A department does not accept its task; this waits for a decision
notice-task-decide = It was decided whose task it is
notice-task-extend = A department asks for more time
notice-task-urge = The supervising office pressed for a task to be done
notice-task-complete = A task was reported done
notice-task-explain = The outcome of a task was explained
notice-task-verify = A task was checked on site
notice-evaluation-open = The evaluation has begun; please say how well it was done
notice-evaluation-answer = Your evaluation has been answered
notice-evaluation-account = The evaluation was summed up
notice-conclude = The topic is concluded
notice-rehandle = After the evaluation the matter is handled once more
notice-end-unresolved-sign = The topic ended unresolved, with the reasons
notice-escalate = The topic was passed on to the street
notice-escalate-of = The topic was passed on to the street, where it goes on as { $other }; why, see below
notice-suspend = The work on the topic pauses; the reasons stand on its page
notice-resume = The work on the topic goes on
notice-recuse = Somebody who handles the topic asks to step aside

# Pages of work beside the topics
office-title = Other work
office-residents = { $n }
office-comments = { $n }

# What others have in hand
desk-handed = With others
desk-handed-to = With { $whom }
desk-handed-since = since { $date }
desk-merged = Merges that can be undone
