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
