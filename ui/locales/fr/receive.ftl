# La réception.
screen-receive = Réception
receive-text = Nouveau matériel dans les registres
receive-import = Importer un fichier
receive-what = Ce qui est reçu
receive-where = Destination
receive-new-item = Nouvel article
receive-empty = Qu’avez-vous reçu ?
receive-empty-text = Trouvez l’article par nom ou NNO. La suite dépend du suivi : numéros, lot ou quantité.
receive-tracked = Suivi : { $how }
receive-have = En stock :
receive-doubtful = À vérifier avant de recevoir
receive-exists = déjà inscrit
receive-looks-like = ressemble à un autre
receive-another = vérifié : c’en est un autre
receive-confirm-another = J’ai vérifié le marquage : c’est un autre objet
receive-leave-out = Retirer
receive-unmarked = Sans numéro de série
receive-unmarked-hint = Combien n’en portent pas. Chacun reçoit « unmarked-n » et reste à vérifier.
receive-unmarked-most = { $most } à la fois au plus.
receive-kit = Accessoires
receive-marks = Fabricant et marquages, communs à tous
receive-origin = Propriétaire, donateur et accord
receive-filled = { $count ->
    [one] { $count } rempli
   *[other] { $count } remplis
}
receive-new-lot = Nouveau lot
receive-lot-expires = jusqu’au { $day }
receive-lot-on-hand = { $count } en stock
receive-add-line = Ajouter une ligne
receive-lines = Lignes de cette réception
receive-lines-count = { $count ->
    [one] { $count } ligne pour l’instant
   *[other] { $count } lignes pour l’instant
}
receive-lines-first = Les objets à numéro se reçoivent à part. Enregistrez d’abord ces lignes.
receive-opening = Était là à l’ouverture des registres
receive-opening-hint = Pour le premier inventaire, pas pour une livraison.
receive-go = { $count ->
    [0] Recevoir
    [one] Recevoir { $count }
   *[other] Recevoir { $count }
}
receive-go-lines = { $count ->
    [0] Recevoir
    [one] Recevoir { $count } ligne
   *[other] Recevoir { $count } lignes
}
receive-done = Enregistré sur cet ordinateur. Emplacement, document et origine restent pour l’article suivant.
field-serials = Numéros de série
field-lot-number = Numéro de lot
