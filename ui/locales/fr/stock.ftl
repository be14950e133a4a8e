# L’écran du stock.
stock-view = Vue
stock-items = Articles
stock-lines = Lignes
stock-items-count = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
stock-lines-count = { $count ->
    [one] { $count } ligne de stock
   *[other] { $count } lignes de stock
}
stock-items-filter = Nom, NNO ou code
stock-lines-filter = Nom ou lot
stock-code = NNO ou code
stock-where = Lieu ou détenteur
stock-add-item = Nouvel article
stock-holder = Détenteur
stock-empty = Rien dans les registres pour l’instant
stock-empty-text = Reprenez l’existant depuis un fichier, ou recevez-le pièce par pièce.
