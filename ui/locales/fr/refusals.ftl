# Pourquoi les règles ont dit non. `.allowed` : ce qui serait possible, `.go` : le bouton qui y mène.
refusal-other = Les règles ne le permettent pas ({ $kind }). Rien n’a changé.
