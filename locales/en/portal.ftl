search = Search
streets-title = Let's talk it over
streets-lead = Choose your street, raise something that matters to you, and see it done.
streets-search = Name or code of a street
streets-last = Visited last
streets-none = No street has opened yet.
streets-not-found = Nothing found for “{ $words }”; please try another name.
portal-hero-1 = We sit down and talk about what matters here,
portal-hero-2 = and see that what we agree on is done.
portal-lead = Raise something you care about. Two conveners have it looked into and call people together; what is agreed goes to those responsible, and you say how well it was done.
portal-submit = Raise a topic
portal-mine = My topics
portal-numbers = Four numbers
portal-asked = Being gathered
portal-talked = Being deliberated
portal-unit = { $n ->
    [one] topic
   *[other] topics
}
portal-now = What people are talking about
portal-all = All topics
portal-empty = No public topics here yet. You could raise the first.
portal-supports = { $n ->
    [one] 1 supporter
   *[other] { $n } supporters
}
portal-kept = Promised → kept, this year
portal-kept-unit = { $n ->
    [one] task
   *[other] tasks
}
portal-satisfied = Satisfied, this year
portal-no-votes = no ratings yet
portal-votes = { $n ->
    [one] 1 rating
   *[other] { $n } ratings
}
portal-week = Sessions this week
portal-week-none = No public sessions this week.
portal-promises = Promises kept
portal-results = All promises
portal-councils = All councils

# The platform
platform-title = Streets
platform-lead = The streets of this installation. Their data are kept apart: only what is registered of them is seen here.
platform-count = { $n ->
    [one] One street
   *[other] { $n } streets
  }
platform-street = Street
platform-code = Division code
platform-prefix = Prefix of topic codes
platform-organiser = Organiser
platform-forbidden = This page is for the platform's operators and the district's viewers.
platform-commands = Operation
platform-commands-text = Streets, their first people and the check of the record are commands on the server:
