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
# Names of form fields.
field-asset = Asset
field-calibre = Calibre
field-category = Category
field-circumstances = Circumstances
field-class = NATO class
field-classification = Classification
field-code = Code
field-code-name = Code name
field-condition = Condition
field-conditions-of-use = Conditions of use
field-contact = Contact
field-currency = Currency
field-custodian = Custodian
field-document = Document number
field-donor = Donor
field-duty = Duty
field-establishment = Establishment
field-expires-on = Expires on
field-exporter = Original exporter
field-file-name = File name
field-finding = Finding
field-hazard-code = Hazard division and group
field-hazard = Hazard
field-import-mark = Import mark
field-inert = Inert: holds no explosive
field-item = Item
field-kit = Kit
field-kit-part = Part
field-local-code = Local code
field-lot = Lot
field-made-in = Made in
field-made-on = Made on
field-made-year = Year made
field-maker = Maker
field-marking-location = Where the marks are
field-model = Model
field-name = Name
field-name-fr = Name in French
field-name-uk = Name in Ukrainian
field-nation = Nation
field-net-explosive-mg = Net explosive per unit, mg
field-note = Note
field-nsn = NSN
field-number = Number
field-original-exporter = Original exporter
field-owner = Owner
field-parent = Part of
field-part-number = Part number
field-part-numbers = Part numbers
field-place = Place
field-price = Unit price
field-price-currency = Currency
field-price-minor = Unit price
field-price-on = Price true on
field-quantity = Quantity
field-rank = Rank
field-reason = Reason
field-remark = Remark
field-retransfer-consent = Retransfer consent
field-serial = Serial
field-serial-unmarked = Serial not found on the thing
field-supply-class = Supply class
field-test-due-on = Test due on
field-to = To
field-tracking = Tracking
field-un-number = UN number
field-unit = Unit
field-unit-of-issue = Unit of issue
field-whereabouts = Whereabouts
field-witness = Witness
