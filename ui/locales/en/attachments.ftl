# Photographs and documents of a thing.
attachments-title = Photographs and documents
attachments-none = None yet.
attachments-room-text = What is added on this laptop is always kept. Of what others add, this much is kept here.
attachments-room-gibibytes = { $gibibytes } GiB
attachments-room-used = { $size } in use.
attachments-room-waiting = { $count ->
    [one] { $count } is still to come ({ $size }).
   *[other] { $count } are still to come ({ $size }).
}
attachments-withdrawn = { $count ->
    [one] { $count } withdrawn
   *[other] { $count } withdrawn
}
attachment-here = here
attachment-not-here = Not here yet
attachment-not-here-text = Comes with the next meeting.
attachment-withdrawn = Withdrawn
attachment-withdrawn-by = Withdrawn by { $who }, { $when }: { $reason }
attachment-added-by = { $who }, { $when }
attachment-document = A document is not shown here. Save it and open it with another program.
attachment-not-shown = This picture cannot be shown.
attachment-place = { $index } of { $count }
attachment-previous = Previous
attachment-next = Next
attachment-saved = Saved
attach-title = Add a photograph or document
attach-text = JPEG, PNG, WebP or PDF, 16 MiB at most. Place, time and camera are taken out of photographs.
attach-add = Add
attach-go = Add it
attach-files = Photographs and documents
act-save-as = Save as…
act-withdraw = Withdraw
withdraw-attachment-title = Withdraw this?
withdraw-attachment-text = Nothing is erased. It stays in the story with your reason, and out of sight in the list.
shows-photograph = Photograph
shows-damage = Damage
shows-consent = Retransfer consent
shows-certificate = Certificate
shows-other = Other
