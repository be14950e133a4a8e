# Personnes et unités.
screen-people = Personnes
people-people = Personnes
people-units = Unités
people-count = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
people-detail = La personne choisie
people-filter = Nom ou numéro
people-holding = Détenteurs
people-with-left = Inclure les partants
people-add = Nouvelle personne
people-add-title = Nouvelle personne
people-change-title = Modifier la personne
people-personal-text = Nom, grade, numéro et contact sont gardés à part et peuvent être effacés.
people-duty-hint = Seulement pour qui travaille au hub.
people-left = Parti
people-left-hint = On ne lui distribue plus rien.
people-record = Fiche
people-issue-to = Distribuer
people-return-from = Réintégrer
people-empty = Aucune personne pour l’instant
people-empty-text = Ajoutez ceux qui reçoivent contre reçu et ceux qui travaillent au hub.
person-erased = nom effacé
units-count = { $count ->
    [one] { $count } unité
   *[other] { $count } unités
}
units-detail = L’unité choisie
units-filter = Nom de code ou nation
units-add = Nouvelle unité
units-add-title = Nouvelle unité
units-change-title = Modifier l’unité
units-name-text = Un nom de code, jamais la désignation réelle si elle est sensible.
units-nation-hint = Trois lettres : UKR, POL, FRA.
units-recipients = Peuvent signer
units-no-recipients = Personne n’est encore désigné.
units-establishment = Dotation
units-should = dotation
units-has = détenu
units-disbanded = Dissoute
units-disbanded-hint = On ne lui distribue plus rien.
units-empty = Pas encore d’unités
units-empty-text = Ajoutez les unités soutenues et qui peut signer pour elles.
field-person-name = Nom
field-service-number = Matricule
field-parent-unit = Fait partie de
field-authorised-recipients = Qui peut signer
