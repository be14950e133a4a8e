# Pourquoi quelque chose n’a pas eu lieu, hors règles.
problem-internal = Quelque chose a échoué. Ce qui était enregistré est en sécurité.
