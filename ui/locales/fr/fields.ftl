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
# Noms des champs des formulaires.
field-asset = Pièce
field-calibre = Calibre
field-category = Catégorie
field-circumstances = Circonstances
field-class = Classe OTAN
field-classification = Mention de protection
field-code = Code
field-code-name = Nom de code
field-condition = État
field-conditions-of-use = Conditions d’emploi
field-contact = Contact
field-currency = Devise
field-custodian = Responsable
field-document = Numéro du document
field-donor = Donateur
field-duty = Fonction
field-establishment = Tableau de dotation
field-expires-on = Péremption
field-exporter = Exportateur d’origine
field-file-name = Nom du fichier
field-finding = Constat
field-hazard-code = Division et groupe de danger
field-hazard = Danger
field-import-mark = Marque d’importation
field-inert = Inerte : ne contient pas d’explosif
field-item = Article
field-kit = Lot de bord
field-kit-part = Élément
field-local-code = Code local
field-lot = Lot
field-made-in = Pays de fabrication
field-made-on = Fabriqué le
field-made-year = Année de fabrication
field-maker = Fabricant
field-marking-location = Emplacement du marquage
field-model = Modèle
field-name = Nom
field-name-fr = Nom en français
field-name-uk = Nom en ukrainien
field-nation = Nation
field-net-explosive-mg = Masse d’explosif par unité, mg
field-note = Note
field-nsn = NNO
field-number = Numéro
field-original-exporter = Exportateur d’origine
field-owner = Propriétaire
field-parent = Rattaché à
field-part-number = Référence fabricant
field-part-numbers = Références fabricant
field-place = Emplacement
field-price = Prix unitaire
field-price-currency = Devise
field-price-minor = Prix unitaire
field-price-on = Prix au
field-quantity = Quantité
field-rank = Grade
field-reason = Motif
field-remark = Remarque
field-retransfer-consent = Accord de rétrocession
field-serial = Numéro de série
field-serial-unmarked = Numéro absent de la pièce
field-supply-class = Classe de ravitaillement
field-test-due-on = Prochain essai
field-to = Vers
field-tracking = Suivi
field-un-number = Numéro ONU
field-unit = Unité
field-unit-of-issue = Unité de distribution
field-whereabouts = Situation
field-witness = Témoin
