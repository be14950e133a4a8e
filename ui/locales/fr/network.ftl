# Où en est cet ordinateur avec Kyiv et les autres : barre du haut, écran « Réseau », entrée, fondation.
screen-network = Réseau
network-text = Où en est cet ordinateur avec Kyiv et les autres
hub-coordination = Coordination
hub-coordination-text = Cet ordinateur a les registres de tous les hubs et n’en tient pas : on y lit, on n’y change rien.
network-complete = Kyiv a tout jusqu’à { $time }
    .earlier = Kyiv est à jour : { $moment }
network-never = Aucun échange avec Kyiv
network-waiting = { $acts ->
    [one] { $acts } acte en attente
   *[other] { $acts } actes en attente
}
    .most = plus de { $acts } actes en attente
network-none-wait = Aucun acte en attente
network-oldest = le plus ancien { $age }
network-phase-off = À l’arrêt
network-phase-fetching = Réception
network-phase-handing-over = Envoi
network-phase-live = En ligne
network-phase-resting = En pause
network-no-line = Pas de liaison
network-met = Dernier échange
network-next-try = Prochain essai
network-next-now = maintenant
network-next-live = dès qu’il y aura du nouveau
network-next-never = sur demande
network-sent = Envoyé depuis l’ouverture
network-received = Reçu depuis l’ouverture
network-address = Adresse
network-key = Clé du centre
network-metered = Liaison payée au volume
network-metered-hint = Échanges plus rares et par petites pages, quand chaque mégaoctet se paie. Les grandes photos et les grands documents attendent.
network-attachments-going = { $count ->
    [one] { $count } photo ou document attend Kyiv, { $size }
   *[other] { $count } photos et documents attendent Kyiv, { $size }
}
network-attachments-coming = { $count ->
    [one] { $count } photo ou document n’est pas encore arrivé, { $size }
   *[other] { $count } photos et documents ne sont pas encore arrivés, { $size }
}
network-attachments-metered = Sur une liaison payée au volume, seuls les petits partent et arrivent d’eux-mêmes.
network-attachments-full = Kyiv n’a plus de place pour les photos et documents
network-attachments-full-text = Les actes partent comme avant. Les fichiers restent ici jusqu’à ce qu’il y ait de la place : prévenez la coordination.
network-attachments-spoilt = { $count ->
    [one] { $count } photo ou document est arrivé endommagé
   *[other] { $count } photos et documents sont arrivés endommagés
}
network-attachments-spoilt-text = On n’en utilise rien. Le fichier sera repris d’un autre ordinateur, ou redemandé après le prochain déverrouillage. Si cela dure, prévenez la coordination.
network-damaged = Le centre a trouvé sa base endommagée
network-damaged-text = Constaté : { $moment }. Vos registres sont intacts : le centre recevra ce qui lui manque. Prévenez la coordination.
act-sync-now = Échanger maintenant
act-send-attachments-now = Les envoyer maintenant
act-stop-sync = Arrêter
key-copy = Copier toute la clé
key-copied = Copiée

network-parked = { $count ->
    [one] { $count } acte en attend un autre
   *[other] { $count } actes en attendent d’autres
}
network-parked-text = Les actes antérieurs ne sont pas encore arrivés. Tout sera pris en compte dès leur arrivée.
awaited-known = Ce qu’ils attendent a été écrit sur l’ordinateur { $name } et s’est trouvé sur { $holders }.
awaited-unknown = Ce qu’ils attendent a été écrit sur un ordinateur inconnu ici et s’est trouvé sur { $holders }.
awaited-text = Si Kyiv ne l’apporte pas, il faut un fichier complet venu de là.
network-quarantined = { $count ->
    [one] { $count } acte est mis à part
   *[other] { $count } actes sont mis à part
}
network-quarantined-text = L’auteur n’en avait pas le droit, ou a été exclu du réseau. Ces actes ne comptent pas mais ne sont pas perdus : prévenez la coordination.

untaken-acts = { $acts ->
    [one] Kyiv n’a pas pris { $acts } acte de l’ordinateur { $name }
   *[other] Kyiv n’a pas pris { $acts } actes de l’ordinateur { $name }
}
untaken-entries = { $entries ->
    [one] Kyiv n’a pas pris { $entries } écriture de l’ordinateur { $name }
   *[other] Kyiv n’a pas pris { $entries } écritures de l’ordinateur { $name }
}
untaken-membership = Kyiv n’a pas pris ce que l’ordinateur { $name } dit de qui fait partie du réseau
untaken-why-unknown-laptop = Cet ordinateur-là n’appartient à aucun hub du réseau : celui qui l’a admis a été exclu, ou n’en avait pas le droit.
untaken-why-hub-outside = Son hub n’est pas dans le réseau.
untaken-why-not-allowed = Cet ordinateur-ci ne peut pas le transmettre, ou son auteur n’a pas le droit d’y écrire.
untaken-why-unreadable = Kyiv ne peut pas le lire : son programme est plus ancien que celui qui l’a écrit, ou les données sont altérées.
untaken-why-too-large = C’est plus grand que ce que Kyiv accepte.
untaken-why-gap = Il manque à Kyiv ce qui précède.
untaken-why-too-many-branches = Il en existe plus de versions que Kyiv n’en garde.
untaken-why-other = Kyiv a donné une raison que cette version de Komora ne connaît pas.
untaken-text = { $reason } Cela reste ici, et tout le reste est parti. Ce sera proposé de nouveau dès que quelque chose aura changé. Prévenez la coordination.

nearby-title = Ordinateurs à proximité
nearby-text = Les autres ordinateurs du hub, sur le même câble ou le même Wi-Fi, échangent sans Kyiv.
nearby-on = Échanger avec les ordinateurs du hub à proximité
nearby-on-hint = Cet ordinateur s’annonce sur le réseau local ; seuls ceux de ce hub savent à qui il est.
nearby-met = à jour
nearby-found = trouvé, pas encore d’échange
nearby-nobody = Aucun autre ordinateur du hub n’est sur ce réseau pour l’instant.
nearby-port = Cet ordinateur répond aux autres sur le port { $port }.

laptops-title = Ordinateurs
laptops-text = À qui ils sont, et de quand date le dernier acte de chacun
laptops-name = Ordinateur
laptops-hub = Hub
laptops-standing = Situation
laptops-latest = Dernier acte connu ici
laptops-in = dans le réseau
laptops-other-hub = un autre hub
laptops-cut = Exclu du réseau
laptops-nothing = rien encore
laptops-none = Aucun autre ordinateur n’est connu. Ils apparaîtront au premier échange.
laptops-more = { $count ->
    [one] En montrer { $count } de plus
   *[other] En montrer { $count } de plus
}

bundle-title = Par clé USB
bundle-text = Là où la liaison n’arrive pas, un fichier transporte les écritures. Il est chiffré : seuls les ordinateurs à qui il est destiné peuvent l’ouvrir. L’intégrer deux fois est sans risque.
bundle-write-title = Créer un paquet
bundle-take-title = Intégrer un paquet
bundle-of-kyiv = Ce qui manque à Kyiv
    .text = Pour le centre et les ordinateurs de la coordination
bundle-of-hub = Ce qui manque aux autres ordinateurs de ce hub
    .text = Pour ces ordinateurs seulement
bundle-of-everything = Tout
    .text = Tout ce qui est ici, quoi que les autres aient déjà
bundle-in-hint = Un fichier qui finit par .komora
bundle-files = Paquet Komora
bundle-file-kyiv = pour-kyiv
bundle-file-hub = pour-hub
bundle-file-everything = tout
bundle-so-far = { $entries ->
    [one] { $entries } écriture
   *[other] { $entries } écritures
}
bundle-stopped = Arrêté à votre demande. Ce qui est déjà intégré reste ; intégrez le paquet de nouveau pour avoir la suite.
bundle-midway = Le paquet n’a pas été intégré jusqu’au bout. Ce qui est déjà intégré reste.
    .again = { $reason } Intégrez le paquet de nouveau pour avoir la suite.
bundle-written = { $entries ->
    [one] Paquet créé : { $entries } écriture
   *[other] Paquet créé : { $entries } écritures
}
    .none = Rien ne manque : le paquet est créé, mais vide
bundle-with-attachments = Avec photos et documents
    .text = Ceux que le destinataire n’a pas encore, à notre connaissance
    .kyiv = Ceux que Kyiv n’a pas encore, à notre connaissance : { $size }
bundle-attachments = { $count ->
    [one] Avec { $count } photo ou document, { $size }.
   *[other] Avec { $count } photos et documents, { $size }.
}
bundle-attachments-left = { $left ->
    [one] { $left } n’est pas entré : il ira dans le prochain paquet.
   *[other] { $left } ne sont pas entrés : ils iront dans le prochain paquet.
}
bundle-opened-by = { $recipients ->
    [one] { $recipients } destinataire peut l’ouvrir.
   *[other] { $recipients } destinataires peuvent l’ouvrir.
}
bundle-taken = { $came ->
    [one] { $came } écriture reçue
   *[other] { $came } écritures reçues
}
    .none = Rien de nouveau dans le paquet
bundle-made = Fait sur l’ordinateur { $name } : { $moment }
    .of = Fait sur l’ordinateur { $name } ({ $hub }) : { $moment }
bundle-made-in-kyiv = Fait par le centre de Kyiv : { $moment }
bundle-number-came = Reçues
bundle-number-known = Déjà connues
bundle-number-attachments = Photos et documents
bundle-number-parked = En attendent d’autres
bundle-number-quarantined = Mises à part
act-export-bundle = Créer le paquet
act-import-bundle = Intégrer
bundle-holdings-text = L’opérateur du centre peut en créer un avec ce qui manque ici et rien d’autre, d’après une liste de ce qui est ici : des noms et des nombres, aucun stock.
bundle-holdings-file-name = present-ici
bundle-holdings-files = Liste de ce qui est ici
bundle-holdings-saved = La liste est enregistrée : donnez-la à l’opérateur du centre
act-save-holdings = Enregistrer la liste

network-alone = Ce hub est isolé
network-alone-text = Tout fonctionne sans réseau. Ce qu’un réseau apporterait :
network-gives-copies = Rien ne disparaît avec cet ordinateur
    .text = Chaque acte est aussi à Kyiv, contre signature, et sur les autres ordinateurs du hub.
network-gives-laptops = Plusieurs ordinateurs, les mêmes registres
    .text = Chacun travaille seul ; à l’échange suivant tout se rejoint, et les écarts sont montrés.
network-gives-kyiv = La coordination voit ce que vous avez
    .text = Sans appels ni tableaux : ce qui manque et ce qui tarde se voit tout de suite.
network-training = Le hub d’entraînement ne rejoint pas de réseau
network-training-text = Ce qui s’y passe y reste.
join-title = Rejoindre un réseau
join-text = Deux petits fichiers, par courriel ou clé USB ; l’historique du hub suit. Un hub rejoint un seul réseau, définitivement.
join-step-card = Enregistrez la carte de ce hub
    .text = Elle dit qui il est. Ni stock, ni noms.
join-step-answer = Envoyez-la à la coordination
    .text = Elle admet le hub et renvoie la carte du réseau, faite pour lui seul.
join-step-join = Rejoignez avec la carte du réseau
    .text = Dès lors, cet ordinateur échange de lui-même avec Kyiv dès qu’il y a une liaison.
join-done = Le hub est dans le réseau
join-done-text = Le premier échange commence de lui-même.
act-save-hub-card = Enregistrer la carte du hub
act-join-network = Rejoindre
network-card-saved = La carte est enregistrée : envoyez-la à la coordination
network-card-files = Carte Komora

vouchers-title = Codes pour ordinateurs
vouchers-text = Un nouvel ordinateur entre avec un code qu’imprime l’opérateur du centre. Vous signez ici les bons dont ces codes sont tirés, pour le rôle de qui s’y connectera.
vouchers-secret = Qui a ce fichier peut faire entrer des ordinateurs : remettez-le en main propre à l’opérateur du centre, puis effacez-le.
vouchers-file-name = komora-bons
vouchers-files = Bons
vouchers-saved = { $count ->
    [one] { $count } bon signé
   *[other] { $count } bons signés
}
act-save-vouchers = Signer et enregistrer

admit-title = Admettre un hub
admit-text = Le hub envoie sa carte ; il reçoit en retour la carte du réseau, avec laquelle il entre.
admit-answer-hint = Faite pour ce hub seul
admit-file-name = reseau
admit-done = Le hub est admis : envoyez-lui cette carte
act-admit-hub = Admettre

center-title = Désigner le centre
center-change-title = Le centre
center-text = Où se rencontrent les ordinateurs, et les deux clés imprimées par « komora-center init ». Comparez-les par téléphone.
center-address-hint = Hôte et port, par exemple kyiv.example:7443
center-key-fault = Une clé compte 64 caractères : 0 à 9 et a à f.
center-named = Le centre est désigné
act-name-center = Désigner le centre

door-join-by-code = Entrer avec un code
door-join-by-code-text = Un nouvel ordinateur d’un hub déjà dans le réseau : le code le fait entrer
join-by-code-title = Entrer avec un code
join-by-code-text = Le code vient de l’opérateur du centre et fait entrer un seul ordinateur, une fois. Le centre doit être joignable.
join-by-code-hint = Tapez les mots ou scannez le code QR. Majuscules, espaces et lignes n’importent pas.
act-join-by-code = Entrer dans le réseau
door-found-network = Fonder un réseau (coordination)
found-network-title = Fonder un réseau
found-network-text = Le premier ordinateur de la coordination. On y admet les hubs ; leurs registres y arrivent, aucun n’y est tenu.
found-network-once = Un réseau se fonde sur un seul ordinateur
found-network-once-text = Il garde la clé qui admet les hubs. Si le réseau existe déjà, revenez en arrière et entrez avec un code.
act-found-network = Fonder le réseau
beginning-joined = Les registres du hub arrivent
    .text = Cet ordinateur est admis. Ce que les autres ont inscrit vient au premier échange ; ne le saisissez pas de nouveau.
beginning-coordination = Aucun registre de hub n’est encore arrivé
    .text = Ce que tiennent les hubs viendra de Kyiv, quand ils seront admis et auront échangé.
beginning-go = Ouvrir « Réseau »

reach-here = ici seulement
    .text = À ce qu’on sait, seul cet ordinateur l’a. Il partira au prochain échange.
reach-elsewhere = au hub
    .text = Un autre ordinateur l’a aussi. Kyiv n’a pas encore signé.
reach-center = à Kyiv
    .text = Kyiv l’a et a signé.

field-network-card = Carte du réseau
field-hub-card = Carte du hub
field-answer-card = Où écrire la carte du réseau
field-role = Rôle
field-count = Nombre
field-valid-days = Validité (jours)
field-vouchers-path = Où les enregistrer
field-center-address = Adresse
field-center-key = Clé du centre
field-registrar-key = Clé de l’enregistreur
field-join-code = Code
field-bundle-of = Ce qu’il contient
field-bundle-out = Où l’écrire
field-bundle-in = Paquet
