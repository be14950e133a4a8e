# Les emplacements.
screen-places = Emplacements
places-count = { $count ->
    [one] { $count } emplacement
   *[other] { $count } emplacements
}
places-detail = L’emplacement choisi
places-filter = Code ou nom
places-fold = Replier { $code }
places-unfold = Déplier { $code }
places-add = Ajouter un emplacement
places-add-title = Nouvel emplacement
places-change-title = Modifier l’emplacement
places-add-inside = Ajouter ici
places-move-from = Déplacer d’ici
places-receive-here = Recevoir ici
places-record = Fiche
places-code-hint = Court, comme sur l’étiquette : AR-1, R3, 07.
places-closed = Fermé
places-closed-hint = On n’y met plus rien. Il doit être vide.
places-empty = Pas encore d’emplacements
places-empty-text = Commencez par le site, puis bâtiments, locaux, rayonnages, casiers. L’import d’un fichier crée lui-même ses emplacements.
field-place-code = Code
field-place-name = Nom
field-place-kind = Type
field-inside = Situé dans
