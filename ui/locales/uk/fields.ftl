# Слова полів, списків і значень.
field-optional = можна не заповнювати
field-choose = Виберіть
field-show-all = Показати всі
field-search-failed = Пошук не вдався. Друкуйте далі, щоб спробувати ще раз.
number-less = На один менше
number-more = На один більше
number-whole-only = Потрібне ціле число, лише цифри.
passphrase-show = Показати парольну фразу
passphrase-caps-lock = Увімкнено Caps Lock
serials-placeholder = Скануйте, друкуйте або вставте; діапазон: W 402117..W 402140
serials-list = Введені серійні номери
serials-sum = { $count ->
    [one] { $count } номер
    [few] { $count } номери
   *[many] { $count } номерів
}
serials-doubtful = { $count ->
    [one] { $count } перевірити
    [few] { $count } перевірити
   *[many] { $count } перевірити
}
serials-more = { $count ->
    [one] і ще { $count }
    [few] і ще { $count }
   *[many] і ще { $count }
}
serials-range-too-long = У цьому діапазоні { $count } номерів. Схоже на помилку: введіть його частинами.
serial-duplicate = вже введено або є в обліку
serial-did-you-mean = Може, { $serial }?
serial-remove = Прибрати { $serial }
wizard-done = зроблено
progress-of = { $done } з { $total } · { $percent }
table-columns = Стовпці
table-columns-reset = Як спочатку
table-head-hint = Натисніть, щоб упорядкувати. Shift з ← або → змінює ширину.
table-select-all = Вибрати всі
table-select-row = Вибрати цей рядок
state-loading = Шукаємо…
state-nothing-found = Нічого не знайдено
value-never = ніколи
value-mixed-alphabets = Тут змішано кирилицю й латиницю; позначені літери схожі на літери іншої абетки.
timeline-witness = свідок { $name }
timeline-unsure = годинник під сумнівом
