# Today: what waits for somebody, and what is done already.
today-tasks = Waiting for you
today-nothing-waits = Nothing waits
today-nothing-waits-text = No discrepancies, a fresh backup, everything seen in time.
today-done = Done today
today-nothing-done = Nothing done yet today
today-nothing-done-text = Every act appears here, and can be undone from here.
today-times = { $event } × { $count }
today-to = → { $to }
today-document = document { $document }
today-taken-back = undone
today-more = { $count ->
    [one] and { $count } act earlier today
   *[other] and { $count } acts earlier today
}
today-out = Out, and longest unseen
today-heard-hubs = Hubs: newest act known
today-heard-laptops = Other laptops: newest act
figure-weapons = Weapons on the books
figure-issued = On hand receipt
figure-stock = Stock lines
figure-discrepancies = Discrepancies
tone-ok = Fine
tone-info = To know
tone-warn = Attention
tone-bad = Urgent
task-settle-discrepancy = { $what }: { $subject }
    .text = Found { $age }. Your decision is needed.
    .go = Look into it
task-lost = { $count ->
    [one] { $count } thing is missing
   *[other] { $count } things are missing
}
    .text = Reported lost and not found since.
    .go = Show
task-parked-or-quarantined = Entries that do not count
    .text = Waiting for earlier ones: { $parked }. Set apart: { $quarantined }.
    .go = Check
task-expiring-lots = { $count ->
    [one] { $count } lot runs out
   *[other] { $count } lots run out
}
    .text = They expire within { $days } days, or have already.
    .go = Show
task-sight-assets = { $count ->
    [one] { $count } thing not seen for long
   *[other] { $count } things not seen for long
}
    .text = Nobody has checked them in place for more than { $days } days.
    .go = Show
task-check-unmarked = { $count ->
    [one] { $count } serial to check
   *[other] { $count } serials to check
}
    .text = They were made up because none was found: check them on the things.
    .go = Check
task-back-up = Make a backup
    .text = The last one: { $age }. If this laptop goes, so does everything since.
    .never = There is none yet. If this laptop goes, so do the books.
    .go = Go to backups
task-bring-in = Bring in what is there
    .text = The books are empty. Begin with what lies in the store now, by list or one by one.
    .go = Bring in
bring-in-import = From a table
bring-in-import-text = An Excel or CSV file: we show what we understood and check every row before anything is saved
bring-in-receive = One by one, with the scanner
bring-in-receive-text = Scan or type serials; the other fields are filled in once for all
