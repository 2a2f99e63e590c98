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
portal-asked = Being raised
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
platform-code = Division code
platform-prefix = Prefix of topic codes
platform-organiser = Organiser
platform-forbidden = This page is for the platform's operators and the district's viewers.
platform-commands = Operation
platform-commands-text = Streets, their first people and the check of the record are commands on the server:

# Open data
open-data-title = Open data
open-data-lead = What is public on this site can be read by programs too: no log-in, no application, to read and not to change.
open-data-what = What there is
open-data-topics = Topics
open-data-topics-text = Title, source, category, step, time limit and supporters of each topic. Narrowed by community, council, step, category, source and state, or searched.
open-data-topic = One topic
open-data-topic-text = The problem, the place, sessions, the opinion, tasks and ratings, as on the topic's page.
open-data-record = The record
open-data-record-text = Each entry of a topic's record with its digest, each holding the one before.
open-data-sessions = Sessions
open-data-sessions-text = When, where, about what, and whether they were held.
open-data-tasks = Tasks
open-data-tasks-text = What was promised, who carries it out, until when, and how far it has come.
open-data-results = Promises kept
open-data-results-text = What became of each promise, on which day it was done, and photos of the work: as the page of promises shows it, with the same filters.
open-data-statistics = Figures
open-data-statistics-text = The numbers of the home page, and topics by step, state and community.
open-data-how = How to use it
open-data-description = All addresses, parameters and fields are described here (OpenAPI 3.1):
open-data-first = The first five topics that are being deliberated:
open-data-second = Promises that were kept, with errors explained in English:
open-data-pages = At most { $most } rows at a time; where there are more, next is the address of the next page, to be asked as it is. Times are UTC, eight hours behind Beijing.
open-data-again = If you ask again and again, send the ETag of the last answer as If-None-Match: where nothing has changed the answer is a bare 304.
open-data-feeds = To subscribe to
open-data-feed = The whole street
open-data-feed-text = Topics that changed last (Atom), for a feed reader.
open-data-topic-feed = One topic
open-data-topic-feed-text = A line each time that the topic goes on (Atom).
open-data-sitemap = Sitemap
open-data-sitemap-text = The addresses of all public pages, for search engines.
open-data-problems = When something is wrong
open-data-problems-text = The answer is application/problem+json (RFC 9457) and says why, in the language that Accept-Language asks for.
open-data-closed = What is not in it
open-data-closed-1 = Topics not yet accepted, what was taken down, drafts at work: what no page shows is not here either.
open-data-closed-2 = Of residents there is the surname at most; phones and identity numbers are masked. Who voted or rated how is never published.
open-data-check = Note the last digest that you read today; read again later, and you see whether the record of then was changed.
