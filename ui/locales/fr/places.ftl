# Les lieux.
screen-places = Lieux
places-count = { $count ->
    [one] { $count } lieu
   *[other] { $count } lieux
}
places-detail = Le lieu choisi
places-filter = Code ou nom
places-fold = Replier { $code }
places-unfold = Déplier { $code }
places-add = Ajouter un lieu
places-add-title = Nouveau lieu
places-change-title = Modifier le lieu
places-add-inside = Ajouter dedans
places-move-from = Déplacer d’ici
places-receive-here = Recevoir ici
places-record = Fiche
places-code-hint = Court, comme sur l’étiquette : AR-1, R3, 07.
places-closed = Fermé
places-closed-hint = On n’y met plus rien. Il doit être vide.
places-empty = Pas encore de lieux
places-empty-text = Commencez par le site, puis bâtiments, locaux, rayonnages, casiers. L’import d’un fichier crée ses lieux lui-même.
field-place-code = Code
field-place-name = Nom
field-place-kind = Type
field-inside = Situé dans
