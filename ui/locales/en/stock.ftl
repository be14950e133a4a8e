# The Stock screen.
stock-view = View
stock-items = Items
stock-lines = Lines
stock-items-count = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
stock-lines-count = { $count ->
    [one] { $count } stock line
   *[other] { $count } stock lines
}
stock-items-filter = Name, NSN or code
stock-lines-filter = Name or lot
stock-code = NSN or code
stock-where = Place or holder
stock-add-item = New item
stock-holder = Holder
stock-empty = Nothing on the books yet
stock-empty-text = Bring in what is there from a file, or receive it piece by piece.
