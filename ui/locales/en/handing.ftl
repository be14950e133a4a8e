# Issue, return and move, and the acts on things; picking people, places and items.
screen-issue = Issue
screen-return = Return
screen-move = Move
handing-text-issue = To a person or unit, on hand receipt
handing-text-return = Back into the store
handing-text-move = From place to place within the hub
handing-where-issue = To whom
handing-where-return = Where it goes
handing-where-move = Where it goes
handing-find-issue = What is issued
handing-find-return = What comes back
handing-find-move = What is moved
handing-find-hint = Scan or type a serial, a name, a lot; paste a list
handing-things = Things
handing-kit-or-quantity = Kit or quantity
handing-row = No.
handing-of = of { $quantity } { $unit }
handing-clear = Clear the list
handing-empty = The list is empty
handing-empty-issue = Scan the first one, or choose several from a place on the right.
handing-empty-return = Scan what lies on the counter, or choose on the right from what a person holds.
handing-empty-move = Scan what is carried, or choose several from a place on the right.
handing-already = It is on the list already
handing-not-found = Nothing in the books matches “{ $text }”
handing-missed = { $count ->
    [one] { $count } not added: { $named }
   *[other] { $count } not added: { $named }
}
handing-wrong = { $count ->
    [one] One thing on the list does not fit: see the marked row.
   *[other] { $count } things on the list do not fit: see the marked rows.
}
handing-choose-from = Choose several
handing-from-place = Name a place to take many from it at once.
handing-from-holder = Name a holder to take back many at once.
handing-no-recipients = Nobody is named who may sign for this unit
handing-recipients = May sign: { $names }
handing-go-issue = { $count ->
    [0] Issue
    [one] Issue { $count } thing
   *[other] Issue { $count } things
}
handing-go-return = { $count ->
    [0] Take back
    [one] Take back { $count } thing
   *[other] Take back { $count } things
}
handing-go-move = { $count ->
    [0] Move
    [one] Move { $count } thing
   *[other] Move { $count } things
}
handing-done-issue = { $count ->
    [one] { $count } thing issued
   *[other] { $count } things issued
}
handing-done-return = { $count ->
    [one] { $count } thing taken back
   *[other] { $count } things taken back
}
handing-done-move = { $count ->
    [one] { $count } thing moved
   *[other] { $count } things moved
}
handing-done-text = Saved on this laptop. Scan the next one to go on.
handing-open-holder = What they hold now
unfit-asset-stored = lies in the store: { $where }
unfit-asset-issued = issued to { $where }
unfit-asset-lost = reported lost
unfit-asset-entered-in-error = entered in error
unfit-stock-stored = lies in the store: { $where }
unfit-stock-issued = issued to { $where }
unfit-disputed = in dispute
unfit-condition = condition { $condition } is not for issue
kit-none = no kit list
kit-complete = complete
kit-missing = { $count ->
    [one] { $count } missing
   *[other] { $count } missing
}
kit-part = { $name }
kit-present = How many are there: { $name }
kit-of = of { $quantity }
condition-title = Change condition
condition-go = { $count ->
    [one] Change the condition
   *[other] Change the condition of { $count }
}
condition-stock-go = Change the condition
lost-title = Report lost
lost-text = It stays in the books as lost until it is found. The circumstances cannot be left empty.
lost-go = { $count ->
    [one] Report it lost
   *[other] Report { $count } lost
}
found-title = Report found
found-text = Where it lies now, and how it is.
found-go = It is found
sighting-title = Record a sighting
sighting-text = Somebody has seen it with their own eyes. Nothing moves.
sighting-go = { $count ->
    [one] Record it
   *[other] Record { $count }
}
done-times = { $event }: { $count }
done-saved = Saved on this laptop in { $ms } ms
done-taken-back = Undone. The history keeps both acts.
hand-receipt-file = Hand receipt
pick-place = Code or name of a place
pick-item = Name, NSN or code
pick-person = Name or number
pick-holder = Person or unit
pick-unit = Code name of a unit
pick-unit-note = unit
pick-assets = Weapons and equipment
pick-stock = Stock
pick-from-title = Choose from: { $name }
pick-from-go = { $count ->
    [0] Add
    [one] Add { $count }
   *[other] Add { $count }
}
field-issue-to = Issued to
field-move-to = To place
field-return-to = Into place
field-return-from = From whom
field-take-from = From place
field-seen-at = Seen at
