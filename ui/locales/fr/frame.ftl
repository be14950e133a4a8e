# La fenêtre autour de chaque écran et le nom des écrans.
frame-brand = Komora
frame-rail = Écrans
frame-skip = Aller à l’écran
frame-find = Scannez ou cherchez : série, NNO, nom, document
frame-lock = Verrouiller maintenant
frame-pane-edge = Largeur du détail
frame-sandbox = Hub d’entraînement
frame-sandbox-text = Rien n’est réel ici. Essayez tout.
saved-here = Enregistré ici
saved-backup-failed = Enregistré ici · sauvegarde échouée
saved-no-backup = Enregistré ici · pas encore de sauvegarde
saved-backup = Enregistré ici · sauvegarde { $age }
saved-backup-overdue = Enregistré ici · dernière sauvegarde { $age }
found-asset = Armes et matériel
found-item = Articles
found-lot = Lots
found-place = Emplacements
found-person = Personnes
found-unit = Unités
screen-today = Aujourd’hui
screen-discrepancies = Écarts
screen-settings = Réglages
palette-title = Rechercher ou agir
palette-screens = Écrans
palette-commands = Commandes
palette-count = { $count ->
    [0] Rien trouvé
    [one] { $count } résultat
   *[other] { $count } résultats
}
command-lock = Verrouiller maintenant
command-theme = Thème : { $theme }
command-language = Langue : { $language }
command-back = Revenir
command-leave-training = Quitter le hub d’entraînement
screen-stock = Stock
screen-weapons = Armes
screen-thing = Matériel
