# Why something did not happen, beside the rules; stages of long work; what is worth a second look.
problem-locked = The books are locked.
    .allowed = Unlock them and try again. What you entered is kept.
problem-wrong-passphrase = That was not the passphrase.
    .allowed = Next try in { $waitSeconds } s.
problem-wait-before-next-try = Too soon after a wrong try.
    .allowed = Next try in { $waitSeconds } s.
problem-weak-passphrase = The passphrase is too short.
    .allowed = At least { $atLeast ->
        [one] { $atLeast } character
       *[other] { $atLeast } characters
    }. A few words do well.
problem-wrong-recovery-code = This is not the recovery code of these books.
    .allowed = Compare it with the sheet, group by group. There is no I, L, O or U in it.
problem-disk-full = The disk is full: this was not saved. Nothing changed.
    .allowed = Make room and try again. What you entered is kept.
    .midway = The disk is full: make room.
problem-disk-failed = The disk failed. This was not done.
    .allowed = Back up to another disk as soon as you can. ({ $detail })
    .midway = The disk failed: back up to another disk as soon as you can.
problem-damaged = The files of the books are damaged. They were left as they are.
    .allowed = { $detail }
problem-newer-store = The files are of version { $found }; this Komora knows up to { $known }.
    .allowed = Update the program. The files were not changed.
problem-in-use = Another running Komora has these books open.
    .allowed = Go to that window, or close it.
problem-no-store = There are no books here.
    .allowed = Create a hub, or restore a backup.
problem-origin-unknown = Say first where they come from: komora-cli confirm-origin restored, or damaged.
problem-store-exists = There are books on this laptop already. Nothing is overwritten.
    .allowed = Unlock them. To restore, have them moved aside first.
problem-rows-refused = { $rows ->
    [one] { $rows } row has an error. Nothing was saved.
   *[other] { $rows } rows have errors. Nothing was saved.
}
    .allowed = Correct them in the file and check again.
problem-cancelled = Stopped at your wish. Nothing changed.
problem-not-here-yet = Not here yet.
    .allowed = It comes with the next meeting.
problem-bad-request = The request was not understood. Nothing changed.
    .allowed = { $detail }
problem-internal = Something went wrong. What was saved before is safe.

stage-reading = Reading the file
stage-checking = Checking
stage-saving = Saving
stage-building = Building
stage-comparing = Comparing the lists
stage-verifying = Verifying
stage-writing = Writing the file
stage-attaching = Adding photographs and documents
stage-taking = Taking in
stage-working = Working

warning-nsn = The NSN { $nsn } is well formed but unusual. Compare it with the label.
warning-mixed-alphabets = { $serial } mixes Cyrillic and Latin letters. Compare it with the marking.
warning-serial-unmarked = Without a serial of its own, on the list to be checked: { $serial }.
warning-serial-looks-like = { $serial } can be taken for { $similar }.
warning-lot-expiring = The lot expires on { $on }.
warning-lot-expired = The lot expired on { $on }.
warning-hazard-differs = UN { $unNumber } is listed with another division than { $code }.
warning-hazard-unknown = The hazard of this item is not known. Unknown is not none.
problem-no-hub = A coordination laptop keeps no stock of its own.
    .allowed = Do this at a hub.
