# The street's choices
settings-title = Settings of the street
settings-forbidden = The street's settings are changed by its administrator.
settings-unverified = What residents may do whose name has not been checked
settings-unverified-hint = Their phone was proved by a code at registration; this is about those whose name and address the community has not checked yet.
settings-save = Save the settings
settings-note = They hold from now on, for everybody who has not been checked.
flash-settings-saved = The settings are saved.
unverified-follow = Read and follow only
unverified-follow-hint = The most careful: raising, supporting, commenting and rating come with the check
unverified-submit = Raise topics, too
unverified-submit-hint = A topic still shows only once the liaison has accepted it
unverified-support = Raise and support topics, too
unverified-support-hint = Commenting and rating still come with the check
unverified-comment = Raise, support and comment on topics, too
unverified-comment-hint = Reporting comments and rating still come with the check; whether comments are looked at before they show is set under “Rules of comments and sensitive words”

# Standard answers
answers-heading = Standard answers
answers-lead = Reasons that are given again and again stand here, to be chosen when you decide.
answers-own-hint = One a line: name | full text. Emptied, the program's own are used.
answers-program-hint = These are the program's own; change them as you like. One a line: name | full text.
answers-note = Used on the work pages at once. An answer that is chosen reaches the author word for word, and is public where the reason is; why a registration is turned down, that person alone is told.
answers-of-residents = Turn down a resident's registration
answers-save = Save the standard answers
answers-changed = somebody else has just saved the standard answers; open this page once more beside it to see theirs
answers-forbidden = Standard answers are kept by the street's administrator and the liaisons.
flash-answers-saved = The standard answers are saved.
answers-title = Use a standard answer
answers-choose = Standard answer
answers-choose-hint = Its full text comes first, what you write below follows it; you may leave that empty.
answers-none = None, I write my own
answers-ask-more =
    Exact place | Please say where exactly it is: which estate, which building, which entrance.
    Photos | Please add one or two photos that show where it is.
    Who is affected | Please say about how many people are affected, since when, and at what time it is worst.
    What you wish | Please say how you would like it solved, and whether you have talked to the property company or your neighbours.
answers-merge =
    Same matter | This is the same matter; it is handled as one, and your support and following go with it.
    Same place | Like problems at one place are settled faster together.
    Under way | The same matter is under way already; there you see how it goes on.
answers-transfer =
    Other community | This happens in another community; its own council takes it up.
    Several communities | This concerns several communities; the street's council takes it up for all of them.
    Special body | A special body is in charge of this; we have handed it on, and they answer you directly.
answers-decline =
    Not for deliberation | The law settles this, or it is before a court or under review, so it is not a matter for deliberation.
    Private dispute | This is a dispute between two parties; mediation serves it better.
    Decided already | The same matter has been deliberated and the result is being carried out; please see “Promises kept”.
    Can be done directly | This needs no deliberation; it can be reported for repair or to the hotline.
answers-return =
    Assess further | Please assess further: the number of people and the stakeholder groups are not clear enough.
    Too large | The topic is too large; please narrow it to what one session can settle.
    Look on site | Please look at it on site first, then propose it again.
error-answer-line = Write each line as: name | full text
error-answer-long = A name has at most 24 characters, a text at most 300
error-answer-twice = The same name is there twice
error-answers-many = At most 12 of each kind

# A street's own words
synonyms-title = Local words
synonyms-lead = Residents call one place or one matter by several names. Written here, they count as one word when similar topics are looked for.
synonyms-words = The street's words
synonyms-words-hint = A group a line: words that mean the same, parted by spaces or commas, such as 圆楼 一号楼 老活动室. One word alone on its line is taken as a whole, such as the name of an estate. Each word has 2 to 20 characters; at most 300 words.
synonyms-note = They hold as soon as they are saved, for earlier topics too. Common words such as 电瓶车 and 电动自行车 are known already.
synonyms-save = Save the words
synonyms-try = Try what is found
synonyms-forbidden = The local words are kept by the street's administrator.
flash-synonyms-saved = The local words are saved.
error-synonym-length = Each word has 2 to 20 characters
error-synonym-twice = A word can stand in one group only
error-synonyms-many = At most 300 words
