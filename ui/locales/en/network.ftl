# How this laptop stands with Kyiv and the other laptops: top bar, screen “Network”, joining, founding.
screen-network = Network
network-text = How this laptop stands with Kyiv and the other laptops
hub-coordination = Coordination
hub-coordination-text = This laptop holds every hub’s books and keeps none of its own: it reads, and changes nothing.
network-complete = Kyiv has everything up to { $time }
    .earlier = Kyiv has everything up to { $moment }
network-never = Kyiv has not been met yet
network-waiting = { $acts ->
    [one] { $acts } act waiting
   *[other] { $acts } acts waiting
}
    .most = over { $acts } acts waiting
network-none-wait = No act is waiting
network-oldest = the oldest done { $age }
network-phase-off = Not running
network-phase-fetching = Fetching
network-phase-handing-over = Handing over
network-phase-live = Live
network-phase-resting = Resting
network-no-line = No line
network-met = Last meeting
network-next-try = Next try
network-next-now = now
network-next-live = as soon as there is news
network-next-never = not by itself
network-sent = Sent since unlocking
network-received = Received since unlocking
network-address = Address
network-key = Key of the center
network-metered = Metered line
network-metered-hint = Meets less often and in smaller pages, for lines paid by the megabyte. Large photographs and documents wait.
network-attachments-going = { $count ->
    [one] { $count } photograph or document waits for Kyiv, { $size }
   *[other] { $count } photographs and documents wait for Kyiv, { $size }
}
network-attachments-coming = { $count ->
    [one] { $count } photograph or document has not come yet, { $size }
   *[other] { $count } photographs and documents have not come yet, { $size }
}
network-attachments-metered = On a metered line only small ones go and come by themselves.
network-attachments-full = Kyiv has no room left for photographs and documents
network-attachments-full-text = Acts go on as before. The files stay here until there is room: tell coordination.
network-attachments-spoilt = { $count ->
    [one] { $count } photograph or document came damaged
   *[other] { $count } photographs and documents came damaged
}
network-attachments-spoilt-text = Nothing of it is used. It is fetched from another laptop, or again after the next unlocking. If it stays so, tell coordination.
network-damaged = The center found its database damaged
network-damaged-text = Found { $moment }. Your books are whole: the center is given what it lacks. Tell coordination.
act-sync-now = Meet now
act-send-attachments-now = Send them now
act-stop-sync = Stop
key-copy = Copy the whole key
key-copied = Copied

network-parked = { $count ->
    [one] { $count } act waits for an earlier one
   *[other] { $count } acts wait for earlier ones
}
network-parked-text = The earlier acts have not come yet. All of it counts by itself as soon as they have.
awaited-known = What they wait for was written on laptop { $name } and has been on { $holders }.
awaited-unknown = What they wait for was written on a laptop that is unknown here, and has been on { $holders }.
awaited-text = If Kyiv does not bring it, a file from there that holds everything does.
network-quarantined = { $count ->
    [one] { $count } act is kept apart
   *[other] { $count } acts are kept apart
}
network-quarantined-text = The author had no right to it, or was cut from the network. What is kept apart counts for nothing and is not lost: tell coordination.

untaken-acts = { $acts ->
    [one] Kyiv did not take { $acts } act of laptop { $name }
   *[other] Kyiv did not take { $acts } acts of laptop { $name }
}
untaken-entries = { $entries ->
    [one] Kyiv did not take { $entries } entry of laptop { $name }
   *[other] Kyiv did not take { $entries } entries of laptop { $name }
}
untaken-membership = Kyiv did not take what laptop { $name } says about who belongs
untaken-why-unknown-laptop = That laptop belongs to no hub of the network: whoever let it in was cut, or had no right to.
untaken-why-hub-outside = Its hub is not in the network.
untaken-why-not-allowed = This laptop may not hand it over, or whoever wrote it may not write there.
untaken-why-unreadable = Kyiv cannot read it: its program is older than the one that wrote it, or it was damaged.
untaken-why-too-large = It is larger than Kyiv takes.
untaken-why-gap = What comes before it is missing in Kyiv.
untaken-why-too-many-branches = It was written in more versions than Kyiv keeps.
untaken-why-other = Kyiv gave a reason that this Komora does not know.
untaken-text = { $reason } It stays here, and everything else went. It is offered again once something has changed. Tell coordination.

nearby-title = Laptops nearby
nearby-text = The hub’s other laptops on the same cable or Wi-Fi are met without Kyiv.
nearby-on = Meet the hub’s laptops nearby
nearby-on-hint = This laptop makes itself known on the local network; only laptops of this hub can tell whose it is.
nearby-met = up to date
nearby-found = found, not met yet
nearby-nobody = No other laptop of the hub is on this network now.
nearby-port = This laptop answers the others at port { $port }.

laptops-title = Laptops
laptops-text = Whose they are, and how old the latest from each is
laptops-name = Laptop
laptops-hub = Hub
laptops-standing = Standing
laptops-latest = Newest act here
laptops-in = in the network
laptops-other-hub = another hub
laptops-cut = Cut from the network
laptops-nothing = nothing yet
laptops-none = No other laptop is known yet. They appear with the first meeting.
laptops-more = { $count ->
    [one] Show { $count } more
   *[other] Show { $count } more
}

bundle-title = By stick
bundle-text = Where no line reaches, a file carries what the books hold. It is encrypted: only the laptops it is for can open it. Taking it in twice does no harm.
bundle-write-title = Write a bundle
bundle-take-title = Take a bundle in
bundle-of-kyiv = What Kyiv lacks
    .text = For the center and coordination’s laptops
bundle-of-hub = What this hub’s other laptops lack
    .text = For those laptops alone
bundle-of-everything = Everything
    .text = All that is held here, whatever the others have already
bundle-in-hint = A file that ends in .komora
bundle-files = Komora bundle
bundle-file-kyiv = for-kyiv
bundle-file-hub = for-hub
bundle-file-everything = everything
bundle-so-far = { $entries ->
    [one] { $entries } entry
   *[other] { $entries } entries
}
bundle-stopped = Stopped at your wish. What was taken in by then stays; take the bundle in again for the rest.
bundle-midway = The bundle was not taken in to its end. What was taken in by then stays.
    .again = { $reason } Take the bundle in again for the rest.
bundle-written = { $entries ->
    [one] The bundle is written: { $entries } entry
   *[other] The bundle is written: { $entries } entries
}
    .none = Nothing is lacking: the bundle is written, and empty
bundle-with-attachments = With photographs and documents
    .text = Those that whoever it is for is not known to have
    .kyiv = Those that Kyiv is not known to have: { $size }
bundle-attachments = { $count ->
    [one] With { $count } photograph or document, { $size }.
   *[other] With { $count } photographs and documents, { $size }.
}
bundle-attachments-left = { $left ->
    [one] { $left } did not fit: it goes into the next bundle.
   *[other] { $left } did not fit: they go into the next bundle.
}
bundle-opened-by = { $recipients ->
    [one] { $recipients } recipient can open it.
   *[other] { $recipients } recipients can open it.
}
bundle-taken = { $came ->
    [one] { $came } entry came
   *[other] { $came } entries came
}
    .none = Nothing new in the bundle
bundle-made = Made on laptop { $name }: { $moment }
    .of = Made on laptop { $name } ({ $hub }): { $moment }
bundle-made-in-kyiv = Made by the center in Kyiv: { $moment }
bundle-number-came = Came
bundle-number-known = Known already
bundle-number-attachments = Photographs and documents
bundle-number-parked = Wait for earlier ones
bundle-number-quarantined = Set apart
act-export-bundle = Write the bundle
act-import-bundle = Take it in
bundle-holdings-text = The center’s operator can write one with just what is lacking here, from a list of what is held: names and numbers, no inventory.
bundle-holdings-file-name = held-here
bundle-holdings-files = List of what is held
bundle-holdings-saved = The list is saved: give it to the center’s operator
act-save-holdings = Save the list

network-alone = This hub stands alone
network-alone-text = Everything works without a network. What a network would add:
network-gives-copies = Nothing is lost with this laptop
    .text = Every act also lies in Kyiv, signed for, and on the hub’s other laptops.
network-gives-laptops = Several laptops, one set of books
    .text = Each works on alone; at the next meeting they agree, and whatever does not fit is shown.
network-gives-kyiv = Coordination sees what you have
    .text = Without telephone calls and tables: what is short and what is late is seen by itself.
network-training = The training hub joins no network
network-training-text = What happens in it stays in it.
join-title = Join a network
join-text = Two small files, by mail or by stick; the hub’s history comes along. A hub joins one network, for good.
join-step-card = Save this hub’s card
    .text = It says who this hub is. No stock, no names.
join-step-answer = Send it to coordination
    .text = They admit the hub and send back the network’s card, made for this hub alone.
join-step-join = Join with the network’s card
    .text = From then on this laptop meets Kyiv by itself whenever there is a line.
join-done = The hub is in the network
join-done-text = The first meeting begins by itself.
act-save-hub-card = Save this hub’s card
act-join-network = Join
network-card-saved = The card is saved: send it to coordination
network-card-files = Komora card

vouchers-title = Codes for laptops
vouchers-text = Each new laptop joins with a code that the center’s operator prints. Here you sign what those codes are made from, for the role of whoever will log in.
vouchers-secret = Whoever has this file can let laptops in: hand it to the center’s operator in person, then delete it.
vouchers-file-name = komora-vouchers
vouchers-files = Vouchers
vouchers-saved = { $count ->
    [one] { $count } voucher is signed
   *[other] { $count } vouchers are signed
}
act-save-vouchers = Sign and save

admit-title = Admit a hub
admit-text = The hub sends its card; it gets back the network’s card, with which it joins.
admit-answer-hint = Made for that hub alone
admit-file-name = network
admit-done = The hub is admitted: send it this card
act-admit-hub = Admit

center-title = Name the center
center-change-title = The center
center-text = Where laptops meet, and the two keys that “komora-center init” printed. Compare them by telephone.
center-address-hint = Host and port, as in kyiv.example:7443
center-key-fault = A key is 64 digits: 0 to 9 and a to f.
center-named = The center is named
act-name-center = Name the center

door-join-by-code = Join with a code
door-join-by-code-text = A new laptop of a hub that is in the network already: the code lets it in
join-by-code-title = Join with a code
join-by-code-text = The code is from the center’s operator and admits one laptop, once. The center must be within reach now.
join-by-code-hint = Type the words, or scan the QR code. Capitals, spaces and lines do not matter.
act-join-by-code = Join
door-found-network = Found a network (coordination)
found-network-title = Found a network
found-network-text = The first laptop of coordination. Hubs are admitted from here; their books come here, and none are kept here.
found-network-once = One network, one founding laptop
found-network-once-text = It keeps the key that admits hubs. If there is a network already, go back and join it with a code.
act-found-network = Found the network
beginning-joined = The hub’s books are on their way
    .text = This laptop has joined. What the others wrote comes with the first meeting; do not enter it again.
beginning-coordination = No hub’s books have come yet
    .text = What hubs keep comes from Kyiv, once they are admitted and have met it.
beginning-go = Open “Network”

reach-here = only here
    .text = As far as is known only this laptop has it. It goes out at the next meeting.
reach-elsewhere = at the hub
    .text = Another laptop has it too. Kyiv has not signed for it yet.
reach-center = in Kyiv
    .text = Kyiv has it and has signed for it.

field-network-card = The network’s card
field-hub-card = The hub’s card
field-answer-card = Where to write the network’s card
field-role = Role
field-count = How many
field-valid-days = Valid for, days
field-vouchers-path = Where to save them
field-center-address = Address
field-center-key = Key of the center
field-registrar-key = Key of the registrar
field-join-code = Code
field-bundle-of = What goes into it
field-bundle-out = Where to write it
field-bundle-in = Bundle
