# Un matériel : sa fiche, son historique, ses formulaires.
standing-disputed = En litige
standing-issued = Distribué : { $holder }
standing-kit = incomplet : { $count }
standing-settle = Trancher
name-unknown = inconnu ici
nation-hint = Trois lettres : UKR, FRA, USA
thing-story = Historique
thing-no-story = Rien n’a encore été écrit à ce sujet.
thing-earlier = { $count ->
    [one] Montrer { $count } plus ancien
   *[other] Montrer { $count } plus anciens
}
thing-take-back = Annuler l’acte
thing-open-page = Ouvrir sa page
thing-needs-newer = Nécessite une version plus récente de Komora
thing-heard = Données de :
thing-unknown = Absent de ces registres
thing-unknown-text = Peut-être écrit sur un autre ordinateur, et pas encore arrivé.
thing-marks = Marquage et fabrication
thing-made = Fabrication
thing-origin = Origine
thing-no-consent = Aucun
thing-unmarked-text = attribué faute de numéro : à vérifier sur la pièce.
thing-lines = Lignes de stock
thing-show-all = Tout montrer
thing-nothing-here = Il n’y a rien ici.
thing-holds-nothing = Ne détient rien.
thing-in-places = Voir parmi les emplacements
thing-in-people = Voir parmi les personnes
take-back-title = Annuler cet acte ?
take-back-text = Rien n’est effacé. Un nouvel acte dit que celui-ci était erroné et remet les choses en l’état.
take-back-all = { $count ->
    [one] L’acte entier est annulé : { $count } objet.
   *[other] L’acte entier est annulé : { $count } objets.
}
take-back-go = Annuler l’acte
asset-change-title = Modifier la fiche
asset-change-text = La fiche précédente reste dans l’historique.
kit-add = Ajouter un élément
kit-empty = Aucun élément : la pièce est complète telle quelle.
kit-lacks = { $count ->
    [one] { $count } manquant
   *[other] { $count } manquants
}
kit-remove = Retirer { $name }
lot-change-title = Modifier le lot
lot-expired = Périmé
lot-expiring = Périme sous { $days } jours
lot-open-item = Ouvrir l’article
lots-more = { $count ->
    [one] encore { $count } lot
   *[other] encore { $count } lots
}
item-add-title = Nouvel article
item-add-text = Un type de matériel, décrit une fois. Les pièces se reçoivent ensuite.
item-change-title = Modifier l’article
item-show-holdings = Voir où
item-nsn-hint = 13 caractères, ou laissez vide et donnez un code local
item-local-code-hint = Nécessaire sans NNO
item-part-numbers-hint = Plusieurs, séparées par des virgules
item-price-wrong = Un prix : des chiffres et deux décimales au plus.
item-price-on = { $amount } au { $day }
item-un-number-hint = Quatre chiffres
item-hazard-code-hint = Par exemple 1.4S
item-explosive-hint = Vide veut dire inconnu, pas zéro
item-net-explosive = Masse d’explosif par unité
item-milligrams = { $amount } mg
item-inert = Aucune : inerte
item-hazard-unknown = Inconnue
nsn-fault-length = Un NNO a 13 caractères.
nsn-fault-class = Les quatre premiers sont des chiffres : la classe.
nsn-fault-country = Les cinquième et sixième sont des chiffres : le pays.
nsn-fault-number = Les sept derniers sont des chiffres ou des lettres latines.
