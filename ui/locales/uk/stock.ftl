# Екран «Запаси».
stock-view = Вигляд
stock-items = Найменування
stock-lines = Рядки
stock-items-count = { $count ->
    [one] { $count } найменування
    [few] { $count } найменування
   *[many] { $count } найменувань
}
stock-lines-count = { $count ->
    [one] { $count } рядок
    [few] { $count } рядки
   *[many] { $count } рядків
}
stock-items-filter = Назва, NSN або код
stock-lines-filter = Назва або партія
stock-code = NSN або код
stock-where = Де або в кого
stock-add-item = Нове найменування
stock-holder = Отримувач
stock-empty = В обліку ще нічого немає
stock-empty-text = Перенесіть наявне з файлу або прийміть його поодинці.
