# The street's choices
settings-title = Settings of the street
settings-forbidden = The street's settings are changed by its administrator.
settings-unverified = What residents may do whose name has not been checked
settings-unverified-hint = Their phone was proved by a code at registration; this is about those whose name and address the community has not checked yet.
settings-save = Save the settings
settings-note = They hold from now on, for everybody who has not been checked.
flash-settings-saved = The settings are saved.
unverified-follow = Read and follow only
unverified-follow-hint = The most careful: raising, supporting and rating come with the check
unverified-submit = Raise topics, too
unverified-submit-hint = A topic still shows only once the liaison has accepted it
unverified-support = Raise and support topics, too
unverified-support-hint = Rating still comes with the check
