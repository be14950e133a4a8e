# One thing: its record, its story, its forms.
standing-disputed = In dispute
standing-issued = Issued: { $holder }
standing-kit = kit: { $count } missing
standing-settle = Settle
name-unknown = unknown here
nation-hint = Three letters: UKR, FRA, USA
thing-story = Story
thing-no-story = Nothing has been written about it yet.
thing-earlier = { $count ->
    [one] Show { $count } earlier
   *[other] Show { $count } earlier
}
thing-take-back = Undo this act
thing-open-page = Open its page
thing-needs-newer = Needs a newer Komora
thing-heard = Data from:
thing-unknown = Not in these books
thing-unknown-text = It may have been written on another laptop and not have arrived yet.
thing-marks = Marks and make
thing-made = Made
thing-origin = Origin
thing-no-consent = None given
thing-unmarked-text = made up because no serial was found: check it on the thing.
thing-lines = Stock lines
thing-show-all = Show all
thing-nothing-here = Nothing lies here.
thing-holds-nothing = Has nothing on hand receipt.
thing-in-places = Show among places
thing-in-people = Show among people
take-back-title = Undo this act?
take-back-text = Nothing is erased. A new act says that this one was wrong and puts things back as they were.
take-back-all = { $count ->
    [one] The whole act is undone: { $count } thing.
   *[other] The whole act is undone: { $count } things.
}
take-back-go = Undo the act
asset-change-title = Change record
asset-change-text = The earlier record stays in the story.
kit-add = Add a part
kit-empty = No parts listed: it is complete by itself.
kit-lacks = { $count ->
    [one] { $count } missing
   *[other] { $count } missing
}
kit-remove = Remove { $name }
lot-change-title = Change lot
lot-expired = Expired
lot-expiring = Expires within { $days } days
lot-open-item = Open the item
lots-more = { $count ->
    [one] { $count } more lot
   *[other] { $count } more lots
}
item-add-title = New item
item-add-text = A kind of thing, described once. The things themselves are received afterwards.
item-change-title = Change item
item-show-holdings = Show where
item-nsn-hint = 13 characters, or leave empty and give a local code
item-local-code-hint = Needed where there is no NSN
item-part-numbers-hint = Several apart by commas
item-price-wrong = A price, please: digits and at most two decimals.
item-price-on = { $amount } on { $day }
item-un-number-hint = Four digits
item-hazard-code-hint = For example 1.4S
item-explosive-hint = Empty means unknown, not zero
item-net-explosive = Net explosive per unit
item-milligrams = { $amount } mg
item-inert = None: inert
item-hazard-unknown = Unknown
nsn-fault-length = An NSN has 13 characters.
nsn-fault-class = The first four are digits: the class.
nsn-fault-country = The fifth and sixth are digits: the country.
nsn-fault-number = The last seven are digits or Latin letters.
