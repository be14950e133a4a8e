# People and units.
screen-people = People
people-people = People
people-units = Units
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
people-detail = The chosen person
people-filter = Name or number
people-holding = Holding something
people-with-left = Include those who left
people-add = New person
people-add-title = New person
people-change-title = Change person
people-personal-text = Name, rank, number and contact are kept apart and can be erased.
people-duty-hint = Only for those who work at the hub.
people-left = Has left
people-left-hint = Nothing new may be issued to them.
people-record = Record
people-issue-to = Issue
people-return-from = Take back
people-empty = Nobody here yet
people-empty-text = Add those who receive things on hand receipt and those who work at the hub.
person-erased = name erased
units-count = { $count ->
    [one] { $count } unit
   *[other] { $count } units
}
units-detail = The chosen unit
units-filter = Code name or nation
units-add = New unit
units-add-title = New unit
units-change-title = Change unit
units-name-text = A code name, never the real designation where that is sensitive.
units-nation-hint = Three letters: UKR, POL, FRA.
units-recipients = May sign
units-no-recipients = Nobody is named yet.
units-establishment = Establishment
units-should = should
units-has = has
units-disbanded = Disbanded
units-disbanded-hint = Nothing new may be issued to it.
units-empty = No units yet
units-empty-text = Add the units this hub supports, and who may sign for them.
field-person-name = Name
field-service-number = Service number
field-parent-unit = Part of
field-authorised-recipients = Who may sign
