# Ce que font les boutons.
act-undo = Annuler l’acte
act-dismiss = Écarter
act-close = Fermer
act-cancel = Arrêter
act-back = Retour
act-try-again = Réessayer
