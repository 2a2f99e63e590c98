# Under a topic
topic-comments = Comments
topic-comments-all = { $n ->
    [one] See the comment
   *[other] See all { $n } comments
}
topic-comments-report = Report or withdraw a comment
comments-title = Comments: { $title }
comments-none = No comments yet.
comments-own = My comments that are not shown
comments-closed = This topic has ended and takes no more comments.
comment-write-title = Say what you think
comment-body = Comment
comment-body-hint = At most 500 characters. Keep to the matter; no names, phone numbers or door numbers of others, please.
comment-send = Send the comment
comment-send-note = Only your surname is shown. Where the street looks first, it shows once somebody has looked.
comment-mask = Send it with these masked
comment-unverified = Your phone and name have not been checked yet; once they are, you can comment.
comment-state-waiting = Waiting
comment-state-shown = Shown
comment-state-refused = Not shown
comment-state-taken-down = Taken down
comment-state-withdrawn = Withdrawn
comment-because = Reason: { $words }
comment-appealed-with = Appeal: { $words }
comment-answered-with = Answer: { $words }
flash-comment = Your comment has come in. Where comments are looked at first, it shows here after that.

# What can be done
comment-withdraw = Take back
comment-report = Report
comment-report-why = What is wrong with this comment?
comment-report-verified = Your phone and name have not been checked yet; once they are, you can report.
comment-appeal = Appeal
comment-appeal-why = Why should it be shown?
comment-show = Show it
comment-refuse = Do not show it
comment-take-down = Take it down
comment-keep = Nothing wrong, keep it
comment-decide = Answer the appeal
comment-appeal-outcome = What is to be done?
comment-granted = The appeal is right: show the comment
comment-dismissed = It stays as it was decided
comment-reason-told = Reason (the writer is told)
comment-forbidden = Comments are looked at by the council's liaison, its conveners and the supervising office; nobody looks at their own.
comment-appeal-forbidden = An appeal is answered by another officer of the supervising office than took the comment down.
comment-rules-forbidden = The rules of comments and the sensitive words are set by the street's administrator.
flash-comment-show = The comment is shown.
flash-comment-refuse = The comment is not shown; its writer is told why.
flash-comment-take-down = The comment is taken down; its writer is told why.
flash-comment-keep = The report is dealt with and the comment stays.
flash-comment-withdraw = Your comment is taken back.
flash-comment-report = Your report has come in; somebody will look.
flash-comment-appeal = Your appeal has come in; the supervising office will answer.
flash-comment-decide = The appeal is answered; the writer is told.
flash-comments-rules = The rules of comments are saved.
error-comment-words = Please write some words
error-comment-private = The comment holds numbers or a door that should not be public. Take them out, or tick the box to send it with them masked
error-comment-often = That was fast: at most 5 comments in ten minutes, please try again later
error-comment-changed = Somebody has dealt with this comment already; please load the page again
error-comment-appealed = This comment has been appealed once already
notice-comment-refused = Your comment is not shown
notice-comment-taken-down = Your comment was taken down
notice-comment-restored = Your appeal was right: your comment is shown
notice-comment-upheld = Your appeal about a comment is answered

# Who looks after them
comments-queue-title = Comments to look at
comments-queue-lead = New, reported and appealed comments, the oldest first.
comments-queue-none = No comments to look at.
comment-is-new = New
comment-is-reported = Reported
comment-is-appeal = Appeal
comment-held = Holds sensitive words: { $words }
comment-reported-with = Report: { $words }
comments-rules-title = Rules of comments and sensitive words
comments-rules-lead = These rules are this street's own, and hold as soon as they are saved.
comments-rules-save = Save the rules
comments-moderated = When do comments show?
comments-moderated-yes = After somebody has looked
comments-moderated-yes-hint = Staff look at each first
comments-moderated-no = At once
comments-moderated-no-hint = Staff look afterwards; those with a sensitive word still wait
comments-words = Sensitive words
comments-words-hint = One a line. A comment with such a word waits until somebody has looked, also when spaces or marks part it. In a topic, the work page of its intake says so.
comments-words-save = Save the words
error-word-letters = A line holds nothing but marks; please write letters or figures
error-words-many = At most 2,000 words
