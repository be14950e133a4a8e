# Bringing in what is there from a file.
screen-import = Import
import-text = Bring in what is there, all rows or none
import-steps = Steps of the import
import-step-file = File
import-step-columns = Columns
import-step-check = Check
import-step-done = Done
import-choose = Choose file
import-path-hint = CSV or XLSX, in UTF-8, UTF-16 or Windows-1251. The file is only read.
import-path-example = holdings.csv
import-kind-assets = Things with serial numbers
import-kind-assets-text = Weapons, vehicles, optics: one row a thing. Without a serial they get “unmarked-n” and a mark to check.
import-kind-stock = Stock
import-kind-stock-text = Ammunition, parts, supplies: a quantity of an item at a place, with its lot where it has one.
import-kind-items = Items only
import-kind-items-text = The catalogue: names, NSNs, units of issue. Nothing is put on hand.
import-read = Read the file
import-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
import-named = { $count } of { $total } columns understood
import-remembered = The columns are named as last time for such a file.
import-column = Column
import-sample = In the file
import-means = Means
import-means-of = What “{ $column }” means
import-leave-out = Leave out
import-required = needed
import-missing = No column is named for: { $fields }
import-place-hint = Its code. Made if it does not exist.
import-same = The same for all rows
import-same-add = Add a value
import-dates-dmy = day.month.year
import-dates-mdy = month/day/year
import-dates-ymd = year-month-day
import-check = Check the rows
import-check-again = Check again
import-goes-on = You may leave this screen; the work goes on.
import-sound = { $count ->
    [one] The row can be taken as it is.
   *[other] All { $count } rows can be taken as they are.
}
import-sound-text = Nothing is saved yet.
import-has-errors = { $count ->
    [one] { $count } row cannot be taken. Nothing was saved.
   *[other] { $count } rows cannot be taken. Nothing was saved.
}
import-has-errors-text = Correct the file or the columns, then check again. A file is saved whole or not at all.
import-already = This file was imported before. There is nothing to do.
import-go = { $count ->
    [one] Import { $count } row
   *[other] Import { $count } rows
}
import-saved = { $count ->
    [one] { $count } row imported
   *[other] { $count } rows imported
}
import-number-rows = rows
import-number-items = new items
import-number-assets = things
import-number-lines = stock lines
import-number-lots = lots
import-number-places = new places
import-number-unmarked = serials to check
import-findings = What was found
import-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
import-warnings = { $count ->
    [one] { $count } to look at
   *[other] { $count } to look at
}
import-row = Row
import-field = Field
import-reason = Why
import-open-assets = Go to weapons and equipment
import-open-stock = Go to stock
import-again = Import another file
field-import-path = File
field-import-kind = What it holds
field-sheet = Sheet
field-date-order = Dates in the file
field-default-place = Place for rows without one
field-default-condition = Condition for rows without one
field-consent = Retransfer consent
field-looked-alike = Looked at: another thing
