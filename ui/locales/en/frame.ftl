# The window around every screen, and the screens' names.
frame-brand = Komora
frame-rail = Screens
frame-skip = Go to the screen
frame-find = Scan or search: serial, NSN, name, document
frame-lock = Lock now
frame-pane-edge = Width of the detail
frame-sandbox = Training hub
frame-sandbox-text = Nothing here is real. Try anything.
saved-here = Saved here
saved-backup-failed = Saved here · the backup failed
saved-no-backup = Saved here · no backup yet
saved-backup = Saved here · backup { $age }
saved-backup-overdue = Saved here · last backup { $age }
found-asset = Weapons and equipment
found-item = Items
found-lot = Lots
found-place = Places
found-person = People
found-unit = Units
screen-today = Today
screen-discrepancies = Discrepancies
screen-settings = Settings
palette-title = Find or do
palette-screens = Screens
palette-commands = Commands
palette-count = { $count ->
    [0] Nothing found
    [one] { $count } result
   *[other] { $count } results
}
command-lock = Lock now
command-theme = Theme: { $theme }
command-language = Language: { $language }
command-back = Go back
command-leave-training = Leave the training hub
screen-stock = Stock
screen-weapons = Weapons
screen-thing = Thing
