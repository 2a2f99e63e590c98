# Minutes
opinions-heading = Minutes and opinion
opinions-to-sessions = Sessions
opinions-to-feedback = To feedback
minutes-title = Minutes
minutes-version = Minutes (version { $n })
minutes-signed = Signed by all on { $at }
minutes-unsigned = To be signed
minutes-sitting = { $present } of { $invited } present; recorded by { $recorder }
minutes-read = Read the minutes
minutes-edit = Write the minutes
minutes-intro = Remarks and statements stand on the page of the session; write from them. The minutes are public once all have signed.
minutes-session = Of which session
minutes-course = How it went
minutes-points = What each side said
minutes-conclusions = What was agreed
minutes-divided = What stayed open
minutes-save-note = A new version is saved; signatures on the one before are void.
minutes-sign-title = Sign the minutes, version { $n }
minutes-sign-note = You sign this very version; after a change it must be signed anew.
minutes-signed-at = Signed by the signing set on { $at }
minutes-hash = Fingerprint

# Opinion
opinion-version = Opinion (version { $n })
opinion-issued = Issued on { $at }
opinion-unsigned = To be signed
opinion-rejected = Sent back
opinion-edit = Write the opinion
opinion-more-items = One more item
opinion-summary = What came of it
opinion-agreement = How far there is agreement
opinion-agreement-hint = Needed before it is signed; a draft may leave it open.
opinion-agreement-open = Not said yet
opinion-dissents = Dissent that is kept
opinion-dissents-hint = One a line, with whose it is; kept as written.
opinion-save-note = A new version is saved. Signatures and what participants said to the one before are void.
opinion-said = Participants: { $agrees } agree, { $dissents } dissent
opinion-sign-title = Sign the opinion, version { $n }
opinion-sign-note = You sign this very version; after a change it must be signed anew. Once both have signed it is issued.
opinion-sign-last = You are the last one: with your signature the opinion is issued and the topic goes on to feedback; its author and followers are told.
opinion-reject-reason = What must be changed
opinion-reject-note = Signatures are void; it is changed and signed again.
item-n = Item { $n }
item-text = What it says
item-result = Accepted or not
item-target = To become
item-legal = What the law still asks
item-accepted = Accepted
item-not-accepted = Not accepted
item-legal-needed = Needs: { $what }
legal-owners-vote = owners' vote
legal-residents-assembly = residents' assembly
legal-villagers-assembly = villagers' assembly
legal-collective-members = members of the collective
legal-government-decision = government decision

# Consent
consent-title = Do you agree to this opinion?
consent-stance = What you say
consent-agree = Agree
consent-dissent = Dissent
consent-words = What you do not agree to
consent-words-hint = Needed with a dissent; kept as written.
consent-note = Once a person and version; it cannot be changed.
consent-said = You have said: { $stance }. Once a person and version.
consent-item = { $n }. { $text } ({ $result })
consent-level = Level of agreement: { $level }
consent-dissent-kept = Dissent kept: { $text }

# The boxes of the signing set
seal-title = Signatures
seal-version = version { $n }
seal-signed = has signed
seal-yours = (you) to sign
seal-waiting = to sign
seal-vacant = Vacant seat: the street's administrator fills it
seal-mine = You signed on { $at }; { $who } is still to sign.
seal-void = Bound to this version: after a change it is signed anew

# Errors
error-session-not-held = This session is not closed yet
error-consensus-with-dissent = With a dissent kept it is not consensus
error-dissent-due = Where there is division, write the dissent down
error-dissent-words = Write what you do not agree to
