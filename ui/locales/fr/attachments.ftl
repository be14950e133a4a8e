# Photos et documents d’un bien.
attachments-title = Photos et documents
attachments-none = Aucun pour l’instant.
attachments-room-text = Ce qui est ajouté sur cet ordinateur est toujours gardé. De ce que les autres ajoutent, voici combien est gardé ici.
attachments-room-gibibytes = { $gibibytes } Gio
attachments-room-used = { $size } utilisés.
attachments-room-waiting = { $count ->
    [one] { $count } doit encore arriver ({ $size }).
   *[other] { $count } doivent encore arriver ({ $size }).
}
attachments-withdrawn = { $count ->
    [one] { $count } retiré
   *[other] { $count } retirés
}
attachment-here = ici
attachment-not-here = Pas encore ici
attachment-not-here-text = Arrive avec le prochain échange.
attachment-withdrawn = Retiré
attachment-withdrawn-by = Retiré par { $who }, { $when } : { $reason }
attachment-added-by = { $who }, { $when }
attachment-document = Un document n’est pas affiché ici. Enregistrez-le et ouvrez-le avec un autre programme.
attachment-not-shown = Cette photo ne peut pas être affichée.
attachment-place = { $index } sur { $count }
attachment-previous = Précédent
attachment-next = Suivant
attachment-saved = Enregistré
attach-title = Ajouter une photo ou un document
attach-text = JPEG, PNG, WebP ou PDF, 16 Mio au plus. Le lieu, l’heure et l’appareil sont retirés des photos.
attach-add = Ajouter
attach-go = Ajouter
attach-files = Photos et documents
act-save-as = Enregistrer sous…
act-withdraw = Retirer
withdraw-attachment-title = Retirer ceci ?
withdraw-attachment-text = Rien n’est effacé. Cela reste dans l’historique avec votre motif, et n’apparaît plus dans la liste.
shows-photograph = Photo
shows-damage = Dommage
shows-consent = Accord de rétrocession
shows-certificate = Certificat
shows-other = Autre
