# Places.
screen-places = Places
places-count = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
places-detail = The chosen place
places-filter = Code or name
places-fold = Close { $code }
places-unfold = Open { $code }
places-add = Add place
places-add-title = New place
places-change-title = Change place
places-add-inside = Add inside
places-move-from = Move from here
places-receive-here = Receive here
places-record = Record
places-code-hint = Short, as on the label: AR-1, R3, 07.
places-closed = Closed
places-closed-hint = Nothing may be put here any more. It must be empty.
places-empty = No places yet
places-empty-text = Begin with the site, then buildings, rooms, racks and bins. An import from a file makes its places itself.
field-place-code = Code
field-place-name = Name
field-place-kind = Kind
field-inside = Lies in
