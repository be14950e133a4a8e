# Words every list shares.
list-any = All
list-filter = Narrow the list
list-flags = Marks
list-detail = Detail
list-selected = { $count ->
    [one] { $count } selected
   *[other] { $count } selected
}
list-heard = Oldest data:
list-clear-selection = Clear selection
list-clear-filters = Clear filters
list-nothing-fits = Nothing fits these filters
list-nothing-fits-text = Take one away, or look for something else.
list-unscope = Not only { $name }
filter-disputed = In dispute
filter-unmarked = Serial to check
filter-unseen = Not seen for { $days } days
filter-held = Only what we hold
