# Writing lists and papers to files.
act-export = Export
act-hand-receipt = Hand receipt
act-remove = Remove
export-xlsx = Excel (XLSX)
export-csv = CSV
export-pdf = PDF for printing
export-saved = File saved
