# Each language under its own name, everywhere.
language-uk = Українська
language-en = English
language-fr = Français
