# Слова полів, списків і значень.
field-optional = необов’язково
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
table-columns-reset = Скинути стовпці
table-head-hint = Натисніть, щоб упорядкувати. Shift з ← або → змінює ширину.
table-select-all = Вибрати всі
table-select-row = Вибрати цей рядок
state-loading = Шукаємо…
state-nothing-found = Нічого не знайдено
value-just-now = щойно
value-never = ніколи
value-mixed-alphabets = Тут змішано кирилицю й латиницю; позначені літери схожі на літери іншої абетки.
timeline-witness = свідок { $name }
timeline-unsure = годинник під сумнівом
# Назви полів у формах.
field-asset = Одиниця
field-calibre = Калібр
field-category = Категорія
field-circumstances = Обставини
field-class = Клас НАТО
field-classification = Гриф
field-code = Код
field-code-name = Кодова назва
field-condition = Стан
field-conditions-of-use = Умови використання
field-contact = Зв’язок
field-currency = Валюта
field-custodian = Відповідальний
field-document = Номер документа
field-donor = Донор
field-duty = Посада
field-establishment = Табель
field-expires-on = Придатний до
field-exporter = Перший експортер
field-file-name = Назва файлу
field-finding = Висновок
field-hazard-code = Підклас і група сумісності
field-hazard = Небезпека
field-import-mark = Імпортне клеймо
field-inert = Інертний: вибухівки немає
field-item = Найменування
field-kit = Комплект
field-kit-part = Предмет
field-local-code = Місцевий код
field-lot = Партія
field-made-in = Країна виробництва
field-made-on = Дата виготовлення
field-made-year = Рік виготовлення
field-maker = Виробник
field-marking-location = Де нанесено маркування
field-model = Модель
field-name = Назва
field-name-fr = Назва французькою
field-name-uk = Назва українською
field-nation = Країна
field-net-explosive-mg = Маса вибухівки в одиниці, мг
field-note = Примітка
field-nsn = NSN
field-number = Номер
field-original-exporter = Перший експортер
field-owner = Власник
field-parent = У складі
field-part-number = Номер деталі
field-part-numbers = Номери деталей
field-place = Місце
field-price = Ціна за одиницю
field-price-currency = Валюта
field-price-minor = Ціна за одиницю
field-price-on = Ціна станом на
field-quantity = Кількість
field-rank = Звання
field-reason = Причина
field-remark = Зауваження
field-retransfer-consent = Згода на передачу третім
field-serial = Серійний номер
field-serial-unmarked = Номера на виробі не знайдено
field-supply-class = Клас постачання
field-test-due-on = Наступна перевірка
field-to = Кому або куди
field-tracking = Облік
field-un-number = Номер ООН
field-unit = Підрозділ
field-unit-of-issue = Одиниця обліку
field-whereabouts = Де перебуває
field-witness = Свідок
field-hub-code = Кодове ім’я хабу
field-hub-name = Назва хабу
field-person = Ваше прізвище та ім’я
field-passphrase = Парольна фраза
field-passphrase-repeat = Ще раз
field-new-passphrase = Нова парольна фраза
field-recovery-code = Код відновлення
field-backup-path = Файл копії
field-origin = Що сталося з файлами
field-hazard-inert = Інертний
field-hazard-net-explosive-mg = Маса вибухівки в одиниці
field-hazard-un-number = Номер ООН
field-line-at = Де лежить майно
field-provenance-conditions-of-use = Умови використання
field-provenance-donor = Донор
field-provenance-original-exporter = Перший експортер
field-provenance-owner = Власник
field-provenance-retransfer-consent = Згода на передачу третім
field-truth = Де річ насправді
field-holder = Хто має
field-backup-folder = Тека
field-backup-every = Як часто
field-lock-after = Замикати після простою
field-old-passphrase = Теперішня фраза
field-closed = Закрите
field-disbanded = Розформований
field-kind = Вид
field-left = Вибув
field-provenance = Походження
field-recipients = Уповноважені отримувачі
