# The Weapons screen.
weapons-count = { $count ->
    [one] { $count } asset
   *[other] { $count } assets
}
weapons-filter = Serial or name
weapons-scope = What to show
weapons-all = All equipment
weapons-who-answers = Held by
weapons-empty = No weapons yet
weapons-empty-text = Receive the first one, or bring your records in from a file.
