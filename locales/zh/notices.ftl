nav-notices = 通知
desk-title = { $n ->
    [0] { $name }，今天没有急事
   *[other] { $name }，今天有 { $n } 件事等您
}
desk-overdue = 已经逾期 { $n }
desk-today = 今天到期 { $n }
desk-week = 本周 { $n }
desk-later = 以后 { $n }
desk-open = 没有期限 { $n }
desk-task = { $verb }（任务 { $n }）
desk-working-me = 您正在办理
desk-sensitive = 有敏感词
desk-look = 查看
desk-more = 这里只列出最急的 { $n } 件。
desk-no-more = 这里最多列出 { $n } 件，办完一些再看其余的。
desk-all = 全部列出
desk-empty = 没有等您办的事。
desk-see-topics = 看议题
desk-soon = 近期协商会
desk-watched = 我监督的任务
desk-did = 我办过的
notices-title = 通知
notices-unread = { $n } 条未读
notices-all-read = 没有未读通知
notices-read = 全部标为已读
notices-none = 还没有通知。您提出、附议或关注的议题有了进展，会在这里告诉您。
notice-new = 未读
flash-notices-read = 通知已全部标为已读。
