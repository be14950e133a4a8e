# Mots des champs, des listes et des valeurs.
field-optional = peut rester vide
field-choose = Choisir
field-show-all = Tout montrer
field-search-failed = La recherche a échoué. Continuez à taper pour réessayer.
number-less = Un de moins
number-more = Un de plus
number-whole-only = Un nombre entier, en chiffres seulement.
passphrase-show = Montrer la phrase secrète
passphrase-caps-lock = Verrouillage majuscules actif
serials-placeholder = Scannez, tapez ou collez ; une plage : W 402117..W 402140
serials-list = Numéros de série saisis
serials-sum = { $count ->
    [one] { $count } numéro
   *[other] { $count } numéros
}
serials-doubtful = { $count ->
    [one] { $count } à vérifier
   *[other] { $count } à vérifier
}
serials-more = { $count ->
    [one] et { $count } de plus
   *[other] et { $count } de plus
}
serials-range-too-long = Cette plage contient { $count } numéros. Cela ressemble à une erreur : saisissez-la par parties.
serial-duplicate = déjà saisi ou déjà inscrit
serial-did-you-mean = Vouliez-vous dire { $serial } ?
serial-remove = Retirer { $serial }
wizard-done = fait
progress-of = { $done } sur { $total } · { $percent }
table-columns = Colonnes
table-columns-reset = Comme au début
table-head-hint = Cliquez pour trier. Maj avec ← ou → règle la largeur.
table-select-all = Tout sélectionner
table-select-row = Sélectionner cette ligne
state-loading = Recherche…
state-nothing-found = Rien trouvé
value-never = jamais
value-mixed-alphabets = Cyrillique et latin sont mêlés ici ; les lettres marquées ressemblent à celles de l’autre alphabet.
timeline-witness = témoin { $name }
timeline-unsure = horloge incertaine
