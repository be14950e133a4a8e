# Les mots communs à toutes les listes.
list-any = Tous
list-filter = Restreindre la liste
list-flags = Signalements
list-detail = Détail
list-selected = { $count ->
    [one] { $count } sélectionné
   *[other] { $count } sélectionnés
}
list-heard = Données les plus anciennes :
list-clear-selection = Désélectionner
list-clear-filters = Effacer les filtres
list-nothing-fits = Rien ne correspond à ces filtres
list-nothing-fits-text = Retirez-en un, ou cherchez autre chose.
list-unscope = Pas seulement { $name }
filter-disputed = En litige
filter-unmarked = N° à contrôler
filter-unseen = Pas vu depuis { $days } jours
filter-held = Seulement l’existant
