# Words of form controls, lists and values.
field-optional = may stay empty
field-choose = Choose
field-show-all = Show all
field-search-failed = The search did not work. Type on to try again.
number-less = One less
number-more = One more
number-whole-only = A whole number, please: digits only.
passphrase-show = Show the passphrase
passphrase-caps-lock = Caps Lock is on
serials-placeholder = Scan, type or paste; a range as W 402117..W 402140
serials-list = Serial numbers entered
serials-sum = { $count ->
    [one] { $count } serial
   *[other] { $count } serials
}
serials-doubtful = { $count ->
    [one] { $count } to look at
   *[other] { $count } to look at
}
serials-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
serials-range-too-long = This range holds { $count } serials. That looks like a typing error: enter it in parts.
serial-duplicate = already entered or in the books
serial-did-you-mean = Did you mean { $serial }?
serial-remove = Remove { $serial }
wizard-done = done
progress-of = { $done } of { $total } · { $percent }
table-columns = Columns
table-columns-reset = As at first
table-head-hint = Click to sort. Shift with ← or → sets the width.
table-select-all = Select all
table-select-row = Select this row
state-loading = Looking…
state-nothing-found = Nothing found
value-never = never
value-mixed-alphabets = Cyrillic and Latin letters are mixed here; the marked ones look like letters of the other alphabet.
timeline-witness = witness { $name }
timeline-unsure = clock in doubt
