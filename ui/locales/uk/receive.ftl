# Приймання.
screen-receive = Приймання
receive-text = Нове майно на облік
receive-import = Імпорт із файлу
receive-what = Що приймаємо
receive-where = Куди кладемо
receive-new-item = Нове найменування
receive-empty = Що надійшло?
receive-empty-text = Знайдіть найменування за назвою чи NSN. Далі залежить від виду обліку: номери, партія або кількість.
receive-tracked = Облік: { $how }
receive-have = На складі:
receive-doubtful = Погляньте на ці перед прийманням
receive-exists = вже в обліку
receive-looks-like = схоже на інше
receive-another = перевірено: це інше
receive-confirm-another = Маркування перевірено: це інша річ
receive-leave-out = Прибрати
receive-unmarked = Без серійного номера
receive-unmarked-hint = Скільки речей не мають номера. Кожна дістане «unmarked-n» і позначку «звірити номер».
receive-unmarked-most = Не більше { $most } за раз.
receive-kit = Комплект
receive-marks = Виробник і маркування, спільні для всіх
receive-origin = Власник, донор і згода
receive-filled = { $count ->
    [one] заповнено { $count }
    [few] заповнено { $count }
   *[many] заповнено { $count }
}
receive-new-lot = Нова партія
receive-lot-expires = до { $day }
receive-lot-on-hand = на складі { $count }
receive-add-line = Додати ще рядок
receive-lines = Рядки приймання
receive-lines-count = { $count ->
    [one] Поки що { $count } рядок
    [few] Поки що { $count } рядки
   *[many] Поки що { $count } рядків
}
receive-lines-first = Речі з номерами приймають окремо. Спершу збережіть ці рядки.
receive-opening = Було тут, коли почався облік
receive-opening-hint = Для першого запису наявного, не для поставки.
receive-go = { $count ->
    [0] Прийняти
    [one] Прийняти { $count }
    [few] Прийняти { $count }
   *[many] Прийняти { $count }
}
receive-go-lines = { $count ->
    [0] Прийняти
    [one] Прийняти { $count } рядок
    [few] Прийняти { $count } рядки
   *[many] Прийняти { $count } рядків
}
receive-done = Збережено на цьому ноутбуці. Місце, документ і походження лишаються для наступного найменування.
field-serials = Серійні номери
field-lot-number = Номер партії
