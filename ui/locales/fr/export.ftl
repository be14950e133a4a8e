# Listes et papiers vers des fichiers.
act-export = Exporter
act-hand-receipt = Reçu de perception
act-remove = Retirer
export-xlsx = Excel (XLSX)
export-csv = CSV
export-pdf = PDF à imprimer
export-saved = Fichier enregistré
