# Видача, повернення, переміщення та інші дії; вибір людей, місць і найменувань.
screen-issue = Видача
screen-return = Повернення
screen-move = Переміщення
handing-text-issue = Особі чи підрозділу під розписку
handing-text-return = Назад на склад
handing-text-move = З місця на місце в межах хабу
handing-where-issue = Кому
handing-where-return = Куди кладемо
handing-where-move = Куди переносимо
handing-find-issue = Що видаємо
handing-find-return = Що повертають
handing-find-move = Що переносимо
handing-find-hint = Скануйте або введіть номер, назву, партію; вставте список
handing-things = Речі
handing-kit-or-quantity = Комплект або кількість
handing-row = №
handing-of = з { $quantity } { $unit }
handing-clear = Очистити список
handing-empty = Список порожній
handing-empty-issue = Скануйте першу одиницю або виберіть кілька з місця праворуч.
handing-empty-return = Скануйте те, що на столі, або виберіть із виданого особі праворуч.
handing-empty-move = Скануйте те, що несуть, або виберіть кілька з місця праворуч.
handing-already = Це вже у списку
handing-not-found = В обліку немає нічого схожого на «{ $text }»
handing-missed = { $count ->
    [one] Не додано { $count }: { $named }
    [few] Не додано { $count }: { $named }
   *[many] Не додано { $count }: { $named }
}
handing-wrong = { $count ->
    [one] { $count } позиція у списку не підходить: дивіться позначений рядок.
    [few] { $count } позиції у списку не підходять: дивіться позначені рядки.
   *[many] { $count } позицій у списку не підходять: дивіться позначені рядки.
}
handing-choose-from = Вибрати кілька
handing-from-place = Вкажіть місце, щоб узяти з нього відразу багато.
handing-from-holder = Вкажіть, у кого, щоб прийняти відразу багато.
handing-no-recipients = Не вказано, хто має право підпису за підрозділ
handing-recipients = Право підпису: { $names }
handing-go-issue = { $count ->
    [0] Видати
    [one] Видати { $count } позицію
    [few] Видати { $count } позиції
   *[many] Видати { $count } позицій
}
handing-go-return = { $count ->
    [0] Прийняти
    [one] Прийняти { $count } позицію
    [few] Прийняти { $count } позиції
   *[many] Прийняти { $count } позицій
}
handing-go-move = { $count ->
    [0] Перемістити
    [one] Перемістити { $count } позицію
    [few] Перемістити { $count } позиції
   *[many] Перемістити { $count } позицій
}
handing-done-issue = { $count ->
    [one] Видано { $count } позицію
    [few] Видано { $count } позиції
   *[many] Видано { $count } позицій
}
handing-done-return = { $count ->
    [one] Прийнято { $count } позицію
    [few] Прийнято { $count } позиції
   *[many] Прийнято { $count } позицій
}
handing-done-move = { $count ->
    [one] Переміщено { $count } позицію
    [few] Переміщено { $count } позиції
   *[many] Переміщено { $count } позицій
}
handing-done-text = Збережено на цьому ноутбуці. Скануйте далі, щоб продовжити.
handing-open-holder = Що тепер за ними
unfit-asset-stored = на складі: { $where }
unfit-asset-issued = видано: { $where }
unfit-asset-lost = заявлено про втрату
unfit-asset-entered-in-error = внесено помилково
unfit-stock-stored = на складі: { $where }
unfit-stock-issued = видано: { $where }
unfit-disputed = спірне
unfit-condition = стан { $condition } не підлягає видачі
kit-none = без комплекту
kit-complete = комплектне
kit-missing = { $count ->
    [one] бракує { $count }
    [few] бракує { $count }
   *[many] бракує { $count }
}
kit-part = { $name }
kit-present = Скільки є: { $name }
kit-of = з { $quantity }
condition-title = Змінити стан
condition-go = { $count ->
    [one] Змінити стан
    [few] Змінити стан { $count } речей
   *[many] Змінити стан { $count } речей
}
condition-stock-go = Змінити стан
lost-title = Заявити про втрату
lost-text = Залишиться в обліку як втрачене, доки не знайдеться. Обставини заповнити обов’язково.
lost-go = { $count ->
    [one] Заявити про втрату
    [few] Заявити про втрату { $count } речей
   *[many] Заявити про втрату { $count } речей
}
found-title = Знайдено
found-text = Де воно тепер і в якому стані.
found-go = Знайдено
sighting-title = Записати огляд
sighting-text = Хтось бачив це на власні очі. Нічого не переміщується.
sighting-go = { $count ->
    [one] Записати
    [few] Записати { $count }
   *[many] Записати { $count }
}
done-times = { $event }: { $count }
done-saved = Збережено на цьому ноутбуці за { $ms } мс
done-taken-back = Скасовано. В історії залишаються обидві дії.
hand-receipt-file = Розписка
pick-place = Код або назва місця
pick-item = Назва, NSN або код
pick-person = Ім’я або номер
pick-holder = Особа або підрозділ
pick-unit = Кодова назва підрозділу
pick-unit-note = підрозділ
pick-assets = Зброя й майно
pick-stock = Запаси
pick-from-title = Вибрати з: { $name }
pick-from-go = { $count ->
    [0] Додати
    [one] Додати { $count }
    [few] Додати { $count }
   *[many] Додати { $count }
}
field-issue-to = Кому видаємо
field-move-to = Куди
field-return-to = Куди кладемо
field-return-from = Від кого
field-take-from = З місця
field-seen-at = Де бачили
