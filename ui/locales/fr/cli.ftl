# What the command line says.
cli-rows = { $total ->
    [one] { $total } ligne
   *[other] { $total } lignes
}
cli-recovery-code = Code de récupération, montré une seule fois. Imprimez-le et gardez-le au coffre :
cli-imported = { $rows } lignes lues : { $items } articles, { $assets } matériels et { $lines } lignes de stock ; { $errors } lignes en erreur.
cli-verified = { $entries } écritures vérifiées dans { $feeds } journaux ; anomalies : { $problems }.
cli-passphrase-set = La nouvelle phrase secrète est en place.
cli-training-made = Le hub d’entraînement est créé. Sa phrase secrète n’en est pas une : { $passphrase }
cli-done = Fait.
cli-stands-alone = Ce hub est isolé.
cli-network = Réseau { $network }
cli-center = Kyiv à { $address }, clé { $key }
cli-waiting = { $acts ->
    [one] { $acts } acte attend
   *[other] { $acts } actes attendent
} Kyiv.
cli-met = { $came } écritures reçues, { $went } transmises ; { $parked } attendent ce dont elles dépendent, { $aside } mises à part.
cli-met-attachments = Photos et documents : { $came } reçus, { $went } transmis ; { $spoilt } endommagés.
cli-attachments-wait = Sur cette liaison payée au volume, des photos et documents attendent : { $going } à transmettre, { $coming } à recevoir. Avec sync --attachments, ils n’attendent pas.
cli-bundle-written = { $entries } écritures en { $pages } pages ; { $recipients } appareils peuvent l’ouvrir.
cli-bundle-taken = { $came } écritures reçues, { $known } déjà connues ; { $parked } attendent ce dont elles dépendent, { $aside } mises à part.
cli-bundle-attachments = Avec { $attachments } photos et documents ; { $left } n’ont pas trouvé place.
cli-bundle-attachments-came = { $attachments } photos et documents reçus.
cli-request-words = Dites ces mots à qui admet cet ordinateur, par une autre voie que le fichier : { $words }
cli-request = Demande de { $person }, ordinateur { $laptop }.
# A record's fields that no form and no list names.
record-assets-below = Matériels ici et au-dessous
record-disputed = En litige
record-kit-missing = Manque aux accessoires
record-lines-below = Lignes ici et au-dessous
record-mixed-alphabets = Lettres cyrilliques et latines mêlées
record-needs-newer = Nécessite une Komora plus récente
record-yes = oui
