# Люди й підрозділи.
screen-people = Люди
people-people = Люди
people-units = Підрозділи
people-count = { $count ->
    [one] { $count } особа
    [few] { $count } особи
   *[many] { $count } осіб
}
people-detail = Вибрана особа
people-filter = Ім’я або номер
people-holding = Мають майно на руках
people-with-left = Разом із вибулими
people-add = Нова особа
people-add-title = Нова особа
people-change-title = Змінити дані особи
people-personal-text = Ім’я, звання, номер і контакт зберігаються окремо, їх можна стерти.
people-duty-hint = Лише для тих, хто працює в хабі.
people-left = Вибув
people-left-hint = Нового вже не видають.
people-record = Картка
people-issue-to = Видати
people-return-from = Прийняти повернення
people-empty = Тут іще нікого
people-empty-text = Додайте тих, хто отримує майно під розписку, і тих, хто працює в хабі.
person-erased = ім’я стерто
units-count = { $count ->
    [one] { $count } підрозділ
    [few] { $count } підрозділи
   *[many] { $count } підрозділів
}
units-detail = Вибраний підрозділ
units-filter = Кодова назва або країна
units-add = Новий підрозділ
units-add-title = Новий підрозділ
units-change-title = Змінити підрозділ
units-name-text = Кодова назва, а не справжня, якщо та не для розголосу.
units-nation-hint = Три літери: UKR, POL, FRA.
units-recipients = Право підпису
units-no-recipients = Ще нікого не вказано.
units-establishment = Табель
units-should = належить
units-has = наявно
units-disbanded = Розформовано
units-disbanded-hint = Нового вже не видають.
units-empty = Підрозділів іще немає
units-empty-text = Додайте підрозділи, які забезпечує хаб, і хто за них підписує.
field-person-name = Прізвище та ім’я
field-service-number = Особистий номер
field-parent-unit = У складі
field-authorised-recipients = Хто має право підпису
