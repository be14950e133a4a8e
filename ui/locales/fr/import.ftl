# Import de l’existant.
screen-import = Import
import-text = Reprise de l’existant : toutes les lignes ou aucune
import-steps = Étapes de l’import
import-step-file = Fichier
import-step-columns = Colonnes
import-step-check = Contrôle
import-step-done = Terminé
import-choose = Choisir un fichier
import-path-hint = CSV ou XLSX, en UTF-8, UTF-16 ou Windows-1251. Le fichier est seulement lu.
import-path-example = materiels.csv
import-kind-assets = Objets à numéro de série
import-kind-assets-text = Armes, véhicules, optiques : une ligne par objet. Sans numéro, ils reçoivent « unmarked-n » et une marque à vérifier.
import-kind-stock = Stock
import-kind-stock-text = Munitions, pièces, fournitures : une quantité à un emplacement, avec son lot s’il y en a un.
import-kind-items = Articles seulement
import-kind-items-text = Le catalogue : noms, NNO, unités. Rien n’entre en stock.
import-read = Lire le fichier
import-rows = { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
}
import-named = { $count } colonnes sur { $total } comprises
import-remembered = Les colonnes sont nommées comme la dernière fois pour un tel fichier.
import-column = Colonne
import-sample = Dans le fichier
import-means = Signifie
import-means-of = Ce que signifie « { $column } »
import-leave-out = Ne pas prendre
import-required = obligatoire
import-missing = Aucune colonne pour : { $fields }
import-place-hint = Son code. Créé s’il n’existe pas.
import-same = Identique pour toutes les lignes
import-same-add = Ajouter une valeur
import-dates-dmy = jour.mois.année
import-dates-mdy = mois/jour/année
import-dates-ymd = année-mois-jour
import-check = Vérifier les lignes
import-check-again = Vérifier de nouveau
import-goes-on = Vous pouvez quitter cet écran ; le travail continue.
import-sound = { $count ->
    [one] La ligne peut être prise telle quelle.
   *[other] Les { $count } lignes peuvent être prises telles quelles.
}
import-sound-text = Rien n’est encore enregistré.
import-has-errors = { $count ->
    [one] { $count } ligne ne peut pas être prise. Rien n’a été enregistré.
   *[other] { $count } lignes ne peuvent pas être prises. Rien n’a été enregistré.
}
import-has-errors-text = Corrigez le fichier ou les colonnes, puis vérifiez de nouveau. Un fichier s’enregistre entier ou pas du tout.
import-already = Ce fichier a déjà été importé. Il n’y a rien à faire.
import-go = { $count ->
    [one] Importer { $count } ligne
   *[other] Importer { $count } lignes
}
import-saved = { $count ->
    [one] { $count } ligne importée
   *[other] { $count } lignes importées
}
import-number-rows = lignes
import-number-items = nouveaux articles
import-number-assets = objets
import-number-lines = lignes de stock
import-number-lots = lots
import-number-places = nouveaux emplacements
import-number-unmarked = numéros à contrôler
import-findings = Ce qui a été relevé
import-errors = { $count ->
    [one] { $count } erreur
   *[other] { $count } erreurs
}
import-warnings = { $count ->
    [one] { $count } remarque
   *[other] { $count } remarques
}
import-row = Ligne
import-field = Champ
import-reason = Pourquoi
import-open-assets = Voir les armes et le matériel
import-open-stock = Voir le stock
import-again = Importer un autre fichier
field-import-path = Fichier
field-import-kind = Ce qu’il contient
field-sheet = Feuille
field-date-order = Dates dans le fichier
field-default-place = Emplacement des lignes qui n’en ont pas
field-default-condition = État pour les lignes qui n’en ont pas
field-consent = Accord de rétrocession
field-looked-alike = Vérifié : autre objet
