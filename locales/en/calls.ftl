calls-title = Public calls
calls-lead = For some days a council asks what should be deliberated. Topics can be raised at any other time as well.
calls-none = There is no call at present; a topic can be raised at any time.
calls-new = Announce a call
calls-announce = Announce
calls-council = Which council
calls-field-title = Title
calls-field-title-hint = For example: the one thing our estate should talk about this year
calls-field-body = What is asked
calls-field-body-hint = What about, how to answer, whom to ask
calls-opens = First day
calls-closes = Last day
calls-closes-hint = A call is open for { $fewest } to { $most } days
calls-note = It is public at once and cannot be changed; once it is open, print its page for the notice board.
calls-ahead = Not open yet
calls-open = Open, { $n ->
    [one] last day
   *[other] { $n } days left
  }
calls-closed = Closed
calls-days = { $from } to { $until }
calls-answers = { $n ->
    [one] 1 topic
   *[other] { $n } topics
  }
calls-asked = The call
calls-raised = Topics raised
calls-no-answers = No public topics yet.
calls-not-yet = { $n ->
    [one] One more is
   *[other] { $n } more are
  } not public. What is being looked at becomes public when it is accepted, or declined with a reason; what its author took back does not.
calls-scan = Scan to raise a topic
calls-scan-hint = Print this page for the notice board and the lifts.
calls-when = When it opens
calls-when-text = It is open from { $date }. Until then a topic can be raised as at any time.
calls-came = What it led to
calls-came-text = It closed on { $date } with { $n ->
    [one] one topic
   *[other] { $n } topics
 }; the public ones stand under “Topics raised”. A topic can be raised at any time.
flash-call-announced = The call is public.
error-call-opens = The first day is today or at most 60 days ahead.
error-call-closes = A call is open for 7 to 15 days.
error-call-council = Choose a council that you work for.
portal-call = Now calling for topics:
calls-forbidden = Public calls are announced by a council's liaison, its conveners, or the CPPCC office.
calls-look = See how it will look
calls-look-note = The next page shows what residents will see; nothing is published before you confirm there.
calls-check = What residents will see
calls-check-lead = Check the title, the dates and the text. It is public at once and cannot be changed.
calls-check-days = { $from } to { $until }, { $n } days
calls-change = Go back and change it
calls-open-at = Or open
calls-ended = Ended early
calls-ended-why = This call was ended early, { $at }. Why:
calls-end = End the call early
calls-end-note = No more topics are counted after that; the call and the reason stay public, and it cannot be opened again. What has come in is dealt with as usual.
flash-call-ended = The call has been ended.
error-call-over = This call is over already.
