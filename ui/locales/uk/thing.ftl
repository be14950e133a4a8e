# Одна річ: її запис, історія та форми.
standing-disputed = Розбіжність
standing-issued = Видано: { $holder }
standing-kit = некомплект: { $count }
standing-settle = Розв’язати
name-unknown = тут невідомо
nation-hint = Три літери: UKR, FRA, USA
thing-story = Історія
thing-no-story = Про це ще нічого не записано.
thing-earlier = { $count ->
    [one] Показати ще { $count } давнішу
    [few] Показати ще { $count } давніші
   *[many] Показати ще { $count } давніших
}
thing-take-back = Скасувати дію
thing-open-page = Відкрити сторінку
thing-needs-newer = Потрібна новіша Комора
thing-heard = Дані від:
thing-unknown = Цього немає в обліку
thing-unknown-text = Можливо, записано на іншому ноутбуці й ще не надійшло.
thing-marks = Маркування й виготовлення
thing-made = Виготовлено
thing-origin = Походження
thing-no-consent = Не надано
thing-unmarked-text = номер умовний, бо справжнього не знайшли: перевірте на самій речі.
thing-lines = Рядки запасів
thing-show-all = Показати всі
thing-nothing-here = Тут нічого не лежить.
thing-holds-nothing = Нічого не має на руках.
thing-in-places = Показати серед місць
thing-in-people = Показати серед людей
take-back-title = Скасувати цю дію?
take-back-text = Нічого не стирається. Нова дія каже, що ця була помилкова, і повертає все, як було.
take-back-all = { $count ->
    [one] Дію буде скасовано цілком: { $count } річ.
    [few] Дію буде скасовано цілком: { $count } речі.
   *[many] Дію буде скасовано цілком: { $count } речей.
}
take-back-go = Скасувати дію
asset-change-title = Змінити запис
asset-change-text = Попередній запис залишиться в історії.
kit-add = Додати предмет
kit-empty = Предметів не вказано: річ комплектна й без них.
kit-lacks = { $count ->
    [one] бракує { $count }
    [few] бракує { $count }
   *[many] бракує { $count }
}
kit-remove = Прибрати { $name }
lot-change-title = Змінити партію
lot-expired = Строк минув
lot-expiring = Строк спливає за { $days } днів
lot-open-item = Відкрити найменування
lots-more = { $count ->
    [one] ще { $count } партія
    [few] ще { $count } партії
   *[many] ще { $count } партій
}
item-add-title = Нове найменування
item-add-text = Вид майна, описаний один раз. Самі речі приймають потім.
item-change-title = Змінити найменування
item-show-holdings = Показати де
item-nsn-hint = 13 знаків; або залиште порожнім і дайте місцевий код
item-local-code-hint = Потрібен, якщо немає NSN
item-part-numbers-hint = Кілька через кому
item-price-wrong = Потрібна ціна: цифри й не більше двох знаків після коми.
item-price-on = { $amount } станом на { $day }
item-un-number-hint = Чотири цифри
item-hazard-code-hint = Наприклад 1.4S
item-explosive-hint = Порожньо означає невідомо, а не нуль
item-net-explosive = Маса вибухівки в одиниці
item-milligrams = { $amount } мг
item-inert = Немає: інертний
item-hazard-unknown = Невідомо
nsn-fault-length = NSN має 13 знаків.
nsn-fault-class = Перші чотири знаки — цифри: клас.
nsn-fault-country = П’ятий і шостий знаки — цифри: країна.
nsn-fault-number = Останні сім знаків — цифри або латинські літери.
