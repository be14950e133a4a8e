# Distribution, réintégration, déplacement et autres actes ; choix des personnes, emplacements et articles.
screen-issue = Distribution
screen-return = Réintégration
screen-move = Déplacement
handing-text-issue = À une personne ou une unité, contre reçu
handing-text-return = Retour au magasin
handing-text-move = D’un emplacement à l’autre dans le hub
handing-where-issue = À qui
handing-where-return = Destination
handing-where-move = Destination
handing-find-issue = Ce qui est distribué
handing-find-return = Ce qui revient
handing-find-move = Ce qui est déplacé
handing-find-hint = Scannez ou tapez un numéro, un nom, un lot ; collez une liste
handing-things = Objets
handing-kit-or-quantity = Accessoires ou quantité
handing-row = N°
handing-of = sur { $quantity } { $unit }
handing-clear = Vider la liste
handing-empty = La liste est vide
handing-empty-issue = Scannez le premier objet, ou choisissez dans un emplacement à droite.
handing-empty-return = Scannez ce qui est sur le comptoir, ou choisissez parmi ce que détient une personne.
handing-empty-move = Scannez ce qui est porté, ou choisissez plusieurs objets d’un emplacement à droite.
handing-already = C’est déjà dans la liste
handing-not-found = Rien dans les registres ne correspond à « { $text } »
handing-missed = { $count ->
    [one] { $count } non ajouté : { $named }
   *[other] { $count } non ajoutés : { $named }
}
handing-wrong = { $count ->
    [one] Un objet de la liste ne convient pas : voyez la ligne marquée.
   *[other] { $count } objets de la liste ne conviennent pas : voyez les lignes marquées.
}
handing-choose-from = En choisir plusieurs
handing-from-place = Indiquez un emplacement pour en prendre plusieurs.
handing-from-holder = Indiquez un détenteur pour en réintégrer plusieurs.
handing-no-recipients = Personne n’est habilité à signer pour cette unité
handing-recipients = Peuvent signer : { $names }
handing-go-issue = { $count ->
    [0] Distribuer
    [one] Distribuer { $count } objet
   *[other] Distribuer { $count } objets
}
handing-go-return = { $count ->
    [0] Réintégrer
    [one] Réintégrer { $count } objet
   *[other] Réintégrer { $count } objets
}
handing-go-move = { $count ->
    [0] Déplacer
    [one] Déplacer { $count } objet
   *[other] Déplacer { $count } objets
}
handing-done-issue = { $count ->
    [one] { $count } objet distribué
   *[other] { $count } objets distribués
}
handing-done-return = { $count ->
    [one] { $count } objet réintégré
   *[other] { $count } objets réintégrés
}
handing-done-move = { $count ->
    [one] { $count } objet déplacé
   *[other] { $count } objets déplacés
}
handing-done-text = Enregistré sur cet ordinateur. Scannez la suite pour continuer.
handing-open-holder = Ce qui est détenu
unfit-asset-stored = en magasin : { $where }
unfit-asset-issued = distribué à { $where }
unfit-asset-lost = déclaré perdu
unfit-asset-entered-in-error = saisi par erreur
unfit-stock-stored = en magasin : { $where }
unfit-stock-issued = distribué à { $where }
unfit-disputed = litigieux
unfit-condition = état { $condition } : ne se distribue pas
kit-none = sans accessoires
kit-complete = complet
kit-missing = { $count ->
    [one] { $count } manquant
   *[other] { $count } manquants
}
kit-part = { $name }
kit-present = Nombre présent : { $name }
kit-of = sur { $quantity }
condition-title = Changer l’état
condition-go = { $count ->
    [one] Changer l’état
   *[other] Changer l’état de { $count } objets
}
condition-stock-go = Changer l’état
lost-title = Déclarer une perte
lost-text = L’objet reste inscrit comme perdu jusqu’à ce qu’on le retrouve. Les circonstances sont obligatoires.
lost-go = { $count ->
    [one] Déclarer la perte
   *[other] Déclarer la perte de { $count } objets
}
found-title = Déclarer retrouvé
found-text = Où il est maintenant, et dans quel état.
found-go = Déclarer retrouvé
sighting-title = Noter un constat
sighting-text = Vu sur place, de visu. Rien n’est déplacé.
sighting-go = { $count ->
    [one] Noter
   *[other] Noter { $count }
}
done-times = { $event } : { $count }
done-saved = Enregistré sur cet ordinateur en { $ms } ms
done-taken-back = Annulé. L’historique garde les deux actes.
hand-receipt-file = Reçu
pick-place = Code ou nom d’un emplacement
pick-item = Nom, NNO ou code
pick-person = Nom ou numéro
pick-holder = Personne ou unité
pick-unit = Nom de code d’une unité
pick-unit-note = unité
pick-assets = Armes et matériel
pick-stock = Stock
pick-from-title = Choisir dans : { $name }
pick-from-go = { $count ->
    [0] Ajouter
    [one] Ajouter { $count }
   *[other] Ajouter { $count }
}
field-issue-to = Distribué à
field-move-to = Vers l’emplacement
field-return-to = À l’emplacement
field-return-from = De qui
field-take-from = Depuis l’emplacement
field-seen-at = Vu à
