# What a topic at intake waits for
waits-author = Waiting for the author
waits-author-since = The author was asked on { $since }. No time is counted until they answer; then the topic comes back to your desk.
waits-clerk-since = Asked on { $since }. The author has no account: please reach them, and write in below what they say.
waits-asked = What was asked: { $words }
waits-convener = Waiting for a convener
waits-you = Waiting for you
waits-you-since = A decline was proposed on { $since }; the topic ends only when you confirm it.
waits-decline-since = Proposed on { $since } by { $who }: to decline it. { $n ->
    [1] It waits for { $whom }
   *[other] It waits for one of: { $whom }
}. Until one confirms, the topic has not ended and the reason is not public.
waits-decline-why = Reason: { $words }
waits-merged-into = Merged into { $code }
waits-merged-from = { $code } was merged into this topic
waits-merged-undo = Go and undo the merge
waits-merged-late = It is too late to undo it.
waits-undo-hours = Can be undone until { $until }, { $n ->
    [one] an hour left
   *[other] { $n } hours left
}
waits-undo-minutes = Can be undone until { $until }, { $n ->
    [one] a minute left
   *[other] { $n } minutes left
}
flash-ask-more = The author has been asked. The topic now waits for their answer, and no time is counted; then it comes back to your desk.
flash-decline = The decline is proposed. It now waits for a convener; until then the topic has not ended and the reason is not public.

# Two topics side by side, before a merge
merge-heading = Check before you merge
merge-into = Merge into this
merge-compare = Compare the two topics
merge-compare-note = The next page shows both side by side; nothing is merged before you confirm there.
merge-this = This topic goes
merge-that = Into this topic
merge-code = Code
merge-step = Stands at
merge-raised = Raised
merge-supports = Support
merge-what = After the merge
merge-moved = { $n ->
    [0] Its followers
    [one] Its supporter and its followers
   *[other] Its { $n } supporters and its followers
} move to { $code }, and its author follows { $code }.
merge-told = Its author, supporters and followers are told; its page leads to the other topic.
merge-undo = It can be undone within { $hours } hours; only what moved by the merge goes back.
merge-do = Merge into { $code }
intake-unverified = Name not checked yet
merge-back = Do not merge, back to the intake
error-merge-ended = That topic has ended; nothing can be merged into it
