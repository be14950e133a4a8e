# Екран «Зброя».
weapons-count = { $count ->
    [one] { $count } одиниця
    [few] { $count } одиниці
   *[many] { $count } одиниць
}
weapons-filter = Номер або назва
weapons-scope = Що показати
weapons-all = Усе майно
weapons-who-answers = За ким
weapons-empty = Зброї ще немає
weapons-empty-text = Прийміть першу або перенесіть облік із файлу.
