# Слова, спільні для всіх списків.
list-any = Усі
list-filter = Звузити список
list-flags = Позначки
list-detail = Подробиці
list-selected = { $count ->
    [one] Вибрано { $count }
    [few] Вибрано { $count }
   *[many] Вибрано { $count }
}
list-heard = Найдавніші дані:
list-clear-selection = Зняти вибір
list-clear-filters = Зняти фільтри
list-nothing-fits = За цими фільтрами нічого немає
list-nothing-fits-text = Зніміть один із них або пошукайте інше.
list-unscope = Не лише { $name }
filter-disputed = Розбіжність
filter-unmarked = Звірити номер
filter-unseen = Не бачили { $days } днів
filter-held = Лише те, що маємо
