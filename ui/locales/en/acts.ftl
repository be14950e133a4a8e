# What buttons do.
act-undo = Undo
act-dismiss = Dismiss
act-close = Close
act-cancel = Cancel
act-back = Back
act-try-again = Try again
