# Aujourd’hui : ce qui attend quelqu’un, et ce qui est déjà fait.
today-tasks = À traiter
today-nothing-waits = Rien n’attend
today-nothing-waits-text = Pas d’écart, sauvegarde récente, tout a été vu à temps.
today-done = Fait aujourd’hui
today-nothing-done = Rien de fait aujourd’hui
today-nothing-done-text = Chaque acte paraît ici et peut y être annulé.
today-times = { $event } × { $count }
today-to = → { $to }
today-document = document { $document }
today-taken-back = annulé
today-more = { $count ->
    [one] et { $count } acte plus tôt aujourd’hui
   *[other] et { $count } actes plus tôt aujourd’hui
}
today-out = Distribué, vu le moins récemment
today-heard-hubs = Hubs : dernier acte connu
today-heard-laptops = Autres ordinateurs : dernier acte
figure-weapons = Armes inscrites
figure-issued = Distribué contre signature
figure-stock = Lignes de stock
figure-discrepancies = Écarts
tone-ok = En ordre
tone-info = À savoir
tone-warn = Attention
tone-bad = Urgent
task-settle-discrepancy = { $what } : { $subject }
    .text = Constaté { $age }. À vous de trancher.
    .go = Examiner
task-lost = { $count ->
    [one] { $count } matériel manque
   *[other] { $count } matériels manquent
}
    .text = Déclarés perdus et non retrouvés depuis.
    .go = Montrer
task-parked-or-quarantined = Écritures qui ne comptent pas
    .text = En attente d’autres : { $parked }. Mises à part : { $quarantined }.
    .go = Vérifier
task-expiring-lots = { $count ->
    [one] { $count } lot arrive à péremption
   *[other] { $count } lots arrivent à péremption
}
    .text = Ils expirent sous { $days } jours, ou ont déjà expiré.
    .go = Montrer
task-sight-assets = { $count ->
    [one] { $count } matériel n’a pas été vu depuis longtemps
   *[other] { $count } matériels n’ont pas été vus depuis longtemps
}
    .text = Personne ne les a contrôlés sur place depuis plus de { $days } jours.
    .go = Montrer
task-check-unmarked = { $count ->
    [one] { $count } numéro à contrôler
   *[other] { $count } numéros à contrôler
}
    .text = Ils ont été attribués faute de vrais : à contrôler sur pièce.
    .go = Contrôler
task-back-up = Faites une sauvegarde
    .text = La dernière : { $age }. Si cet ordinateur disparaît, tout ce qui suit disparaît aussi.
    .never = Il n’y en a aucune. Si cet ordinateur disparaît, les registres disparaissent aussi.
    .go = Voir les sauvegardes
task-bring-in = Inscrivez ce qui est là
    .text = Les registres sont vides. Commencez par ce que contient le magasin, par liste ou un à un.
    .go = Inscrire
bring-in-import = Depuis un tableau
bring-in-import-text = Un fichier Excel ou CSV : nous montrons ce que nous avons compris et contrôlons chaque ligne avant d’enregistrer
bring-in-receive = Un à un, au lecteur
bring-in-receive-text = Scannez ou tapez les numéros ; les autres champs se remplissent une seule fois
