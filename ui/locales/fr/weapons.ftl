# L’écran des armes.
weapons-count = { $count ->
    [one] { $count } pièce
   *[other] { $count } pièces
}
weapons-filter = Numéro ou nom
weapons-scope = Que montrer
weapons-all = Tout le matériel
weapons-who-answers = Détenteur
weapons-empty = Pas encore d’armes
weapons-empty-text = Recevez la première, ou reprenez vos registres depuis un fichier.
