# Вікно навколо кожного екрана і назви екранів.
frame-brand = Комора
frame-rail = Екрани
frame-skip = Перейти до екрана
frame-find = Скан або пошук: номер, NSN, назва, документ
frame-lock = Замкнути зараз
frame-pane-edge = Ширина подробиць
frame-sandbox = Навчальний хаб
frame-sandbox-text = Тут усе несправжнє. Пробуйте що завгодно.
saved-here = Збережено тут
saved-backup-failed = Збережено тут · копія не вдалася
saved-no-backup = Збережено тут · копії ще немає
saved-backup = Збережено тут · копія { $age }
saved-backup-overdue = Збережено тут · остання копія { $age }
found-asset = Зброя й майно
found-item = Найменування
found-lot = Партії
found-place = Місця
found-person = Люди
found-unit = Підрозділи
screen-today = Сьогодні
screen-discrepancies = Розбіжності
screen-settings = Налаштування
palette-title = Знайти або зробити
palette-screens = Екрани
palette-commands = Команди
palette-count = { $count ->
    [0] Нічого не знайдено
    [one] { $count } результат
    [few] { $count } результати
   *[many] { $count } результатів
}
command-lock = Замкнути зараз
command-theme = Тема: { $theme }
command-language = Мова: { $language }
command-back = Назад
command-leave-training = Вийти з навчального хабу
screen-stock = Запаси
screen-weapons = Зброя
screen-thing = Річ
