# Un ordinateur sans aucune liaison rejoint son hub par deux fichiers sur clé USB : demander, admettre, commencer.
door-ask-by-stick = Demander à entrer par clé USB
door-ask-by-stick-text = Un nouvel ordinateur qu’aucune liaison n’atteint : un fichier part, un fichier revient
ask-by-stick-title = Demander à entrer par clé USB
ask-by-stick-text = Cet ordinateur crée ses clés et écrit une demande. Un administrateur du hub y répond ; cela peut prendre des jours.
act-ask-by-stick = Créer la demande
act-to-request = Voir la demande

waiting-title = Cet ordinateur attend d’être admis
waiting-text = Demande de { $person } : { $moment }. On peut l’éteindre entre-temps : la demande reste la même.
waiting-words = 1. Dites ces mots
waiting-words-text = À qui admet cet ordinateur : par téléphone ou de vive voix, jamais sur la clé USB. Ils ouvrent la demande.
waiting-request = 2. Apportez la demande
waiting-request-text = Sans les mots, personne ne peut la lire, pas même un nom.
waiting-answer = 3. Intégrez la réponse
waiting-answer-text = Tout est intégré, ou rien. Ensuite les registres s’ouvrent.
waiting-file-name = demande
waiting-saved = La demande est enregistrée
act-save-request = Enregistrer la demande
act-take-answer = Intégrer
act-withdraw-request = Retirer la demande
withdraw-sure = La retirer ?
    .text = Ses clés disparaissent alors, et une réponse en chemin ne s’ouvrira nulle part. Cet ordinateur repart de zéro.
request-files = Demande Komora
answer-files = Réponse Komora

admit-laptop-title = Admettre un ordinateur par clé USB
admit-laptop-text = Il apporte une demande. La réponse contient les registres du hub et ne s’ouvre que sur cet ordinateur.
admit-laptop-words-hint = Les cinq mots que montre cet ordinateur. Demandez-les par téléphone ou de vive voix : une demande venue avec ses mots ne prouve rien.
admit-laptop-who = { $person }, ordinateur { $laptop }
    .ranked = { $rank } { $person }, ordinateur { $laptop }
admit-laptop-asked = Demandé : { $moment }
    .again = Demandé : { $moment }. Il a déjà été admis ; une autre réponse sera écrite.
admit-laptop-file-name = reponse
admit-laptop-done = L’ordinateur est admis : apportez-lui cette réponse
act-open-request = Ouvrir la demande
act-admit-laptop = Admettre et écrire la réponse

field-request-in = Demande
field-request-words = Mots
field-answer-out = Où écrire la réponse
field-answer-in = Réponse
