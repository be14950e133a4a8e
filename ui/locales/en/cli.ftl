# What the command line says.
cli-rows = { $total ->
    [one] { $total } row
   *[other] { $total } rows
}
cli-recovery-code = Recovery code, shown this once. Print it and keep it in the safe:
cli-imported = { $rows } rows read: { $items } items, { $assets } assets and { $lines } stock lines; { $errors } rows with errors.
cli-verified = { $entries } entries in { $feeds } feeds checked, { $problems } problems.
cli-passphrase-set = The new passphrase is set.
cli-training-made = The training hub is made. Its passphrase is no secret: { $passphrase }
cli-done = Done.
cli-stands-alone = This hub stands alone.
cli-network = Network { $network }
cli-center = Kyiv at { $address }, key { $key }
cli-waiting = { $acts ->
    [one] { $acts } act waits
   *[other] { $acts } acts wait
} for Kyiv.
cli-met = { $came } entries came, { $went } went; { $parked } wait for something they rest on, { $aside } set apart.
cli-met-attachments = Photographs and documents: { $came } came, { $went } went; { $spoilt } damaged.
cli-attachments-wait = On this metered line photographs and documents wait: { $going } to go, { $coming } to come. With sync --attachments they do not.
cli-bundle-written = { $entries } entries in { $pages } pages; { $recipients } devices can open it.
cli-bundle-taken = { $came } entries came, { $known } were known; { $parked } wait for something they rest on, { $aside } set apart.
cli-bundle-attachments = With { $attachments } photographs and documents; { $left } had no room.
cli-bundle-attachments-came = { $attachments } photographs and documents came.
cli-request-words = Tell these words to whoever lets this laptop in, by another way than the file: { $words }
cli-request = { $person } asks, laptop { $laptop }.
# A record's fields that no form and no list names.
record-assets-below = Assets here and below
record-disputed = In dispute
record-kit-missing = Missing from the kit
record-lines-below = Lines here and below
record-mixed-alphabets = Cyrillic and Latin letters mixed
record-needs-newer = Needs a newer Komora
record-yes = yes
