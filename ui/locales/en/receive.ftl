# Receiving.
screen-receive = Receive
receive-text = New holdings into the books
receive-import = Import from a file
receive-what = What is received
receive-where = Where it goes
receive-new-item = New item
receive-empty = What has come?
receive-empty-text = Find the item by name or NSN. What follows depends on how it is tracked: serials, a lot, or a quantity.
receive-tracked = Tracked: { $how }
receive-have = On hand:
receive-doubtful = Look at these before receiving
receive-exists = in the books already
receive-looks-like = looks like another
receive-another = looked at: it is another
receive-confirm-another = I have looked at the marking: it is another thing
receive-leave-out = Leave it out
receive-unmarked = Without a serial number
receive-unmarked-hint = How many bear none. Each is given “unmarked-n” and flagged for checking.
receive-unmarked-most = At most { $most } at once.
receive-kit = Complete with
receive-marks = Maker and marks, the same for all
receive-origin = Owner, donor and consent
receive-filled = { $count ->
    [one] { $count } entered
   *[other] { $count } entered
}
receive-new-lot = New lot
receive-lot-expires = until { $day }
receive-lot-on-hand = { $count } on hand
receive-add-line = Add another line
receive-lines = Lines of this receipt
receive-lines-count = { $count ->
    [one] { $count } line so far
   *[other] { $count } lines so far
}
receive-lines-first = Things with serials are received on their own. Save these lines first.
receive-opening = It was here when the books began
receive-opening-hint = For what is written down first, not for a delivery.
receive-go = { $count ->
    [0] Receive
    [one] Receive { $count }
   *[other] Receive { $count }
}
receive-go-lines = { $count ->
    [0] Receive
    [one] Receive { $count } line
   *[other] Receive { $count } lines
}
receive-done = Saved on this laptop. Place, paper and origin stay for the next item of the delivery.
field-serials = Serial numbers
field-lot-number = Lot number
