# Why the rules said no. `.allowed` says what would be possible, `.go` names the button to get there.
refusal-other = The rules do not allow this ({ $kind }). Nothing was changed.
