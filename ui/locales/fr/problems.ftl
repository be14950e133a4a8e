# Pourquoi quelque chose n’a pas eu lieu, hors règles ; étapes d’un long travail ; ce qui mérite un second regard.
problem-locked = Les registres sont verrouillés.
    .allowed = Déverrouillez-les et réessayez. Votre saisie est gardée.
problem-wrong-passphrase = Ce n’est pas la phrase secrète.
    .allowed = Prochain essai dans { $waitSeconds } s.
problem-wait-before-next-try = Trop tôt après un essai erroné.
    .allowed = Prochain essai dans { $waitSeconds } s.
problem-weak-passphrase = La phrase secrète est trop courte.
    .allowed = Au moins { $atLeast ->
        [one] { $atLeast } caractère
       *[other] { $atLeast } caractères
    }. Quelques mots conviennent bien.
problem-wrong-recovery-code = Ce n’est pas le code de récupération de ces registres.
    .allowed = Comparez avec la fiche, groupe par groupe. Elle ne contient ni I, ni L, ni O, ni U.
problem-disk-full = Le disque est plein : rien n’a été enregistré ni changé.
    .allowed = Libérez de la place et réessayez. Votre saisie est gardée.
    .midway = Le disque est plein : libérez de la place.
problem-disk-failed = Panne du disque : ceci n’a pas été fait.
    .allowed = Sauvegardez au plus vite sur un autre disque. ({ $detail })
    .midway = Panne du disque : sauvegardez au plus vite sur un autre disque.
problem-damaged = Les fichiers des registres sont endommagés. Ils ont été laissés tels quels.
    .allowed = { $detail }
problem-newer-store = Les fichiers sont de la version { $found } ; cette version de Komora connaît jusqu’à { $known }.
    .allowed = Mettez le programme à jour. Les fichiers n’ont pas changé.
problem-in-use = Ces registres sont déjà ouverts dans une autre fenêtre de Komora.
    .allowed = Allez à cette fenêtre ou fermez-la.
problem-no-store = Il n’y a pas de registres ici.
    .allowed = Créez un hub ou restaurez une sauvegarde.
problem-origin-unknown = Dites d’abord d’où ils viennent : komora-cli confirm-origin restored, ou damaged.
problem-store-exists = Il y a déjà des registres sur cet ordinateur. Rien n’est écrasé.
    .allowed = Déverrouillez-les. Pour restaurer, faites-les d’abord écarter.
problem-rows-refused = { $rows ->
    [one] { $rows } ligne comporte une erreur. Rien n’a été enregistré.
   *[other] { $rows } lignes comportent des erreurs. Rien n’a été enregistré.
}
    .allowed = Corrigez-les dans le fichier et vérifiez de nouveau.
problem-cancelled = Arrêté à votre demande. Rien n’a changé.
problem-not-here-yet = Pas encore ici.
    .allowed = Cela arrive avec le prochain échange.
problem-bad-request = La demande n’a pas été comprise. Rien n’a changé.
    .allowed = { $detail }
problem-internal = Quelque chose a échoué. Ce qui était enregistré est en sécurité.

stage-reading = Lecture du fichier
stage-checking = Contrôle
stage-saving = Enregistrement
stage-building = Construction
stage-comparing = Comparaison des listes
stage-verifying = Vérification
stage-writing = Écriture du fichier
stage-attaching = Ajout des photos et documents
stage-taking = Intégration
stage-working = En cours

warning-nsn = Le NNO { $nsn } est bien formé mais inhabituel. Comparez avec l’étiquette.
warning-mixed-alphabets = { $serial } mêle cyrillique et latin. Comparez avec le marquage.
warning-serial-unmarked = Sans numéro réel, sur la liste à contrôler : { $serial }.
warning-serial-looks-like = { $serial } peut être pris pour { $similar }.
warning-lot-expiring = Le lot expire le { $on }.
warning-lot-expired = Le lot a expiré le { $on }.
warning-hazard-differs = L’ONU { $unNumber } est répertorié avec une autre division que { $code }.
warning-hazard-unknown = Le danger de cet article est inconnu. Inconnu ne veut pas dire nul.
problem-no-hub = Un ordinateur de coordination ne tient pas de stock.
    .allowed = Faites-le dans un hub.
