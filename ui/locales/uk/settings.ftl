settings-text = Як Комора виглядає і поводиться на цьому ноутбуці
appearance-title = Вигляд
appearance-text = Лише для цього ноутбука. Облік від цього не залежить.
appearance-theme = Тема
appearance-theme-hint = Світломаскування: тьмяно-червоне на чорному, для складів без світла.
appearance-language = Мова
theme-system = Як у системі
theme-light = Світла
theme-dark = Темна
theme-blackout = Світломаскування
settings-sections = Розділи налаштувань
settings-saved = Збережено
act-save = Зберегти
backups-title = Резервні копії
backups-text = Уся база одним зашифрованим файлом. Тримайте копії не на цьому ноутбуці: флешка, мережева тека.
backups-newest = Остання копія
backups-none = Жодної копії ще немає
backups-overdue = Остання копія старша за сім днів
backups-overdue-text = Якщо ноутбук зникне або диск відмовить, облік можна повернути лише з копії.
backups-choose = Тека для копій
backups-folder-hint = Зберігаються 14 останніх копій. Без теки копії не робляться.
backups-every = { $hours ->
    [0] Лише вручну
    [one] Щогодини
    [few] Кожні { $hours } години
   *[many] Кожні { $hours } годин
}
backups-made = Копію зроблено ({ $size })
act-back-up-now = Зробити копію
locking-title = Замикання
locking-text = Облік замикається сам, коли з ним не працюють. Незбережені форми зникають разом із ним.
locking-minutes = { $minutes } хв
passphrase-title = Парольна фраза
passphrase-text = Стара перестане відмикати облік. Код відновлення лишається той самий.
passphrase-changed = Парольну фразу змінено
act-change-passphrase = Змінити фразу
recovery-settings-text = Код показано, коли заводили хаб; його ніде не збережено. Аркуш можна зберегти ще раз, доки облік не замкнули вперше.
recovery-gone = Аркуш уже не можна зберегти
recovery-gone-text = Облік відтоді замикали. Якщо коду немає, бережіть парольну фразу і робіть копії.
hub-title = Хаб
hub-text = Кодове ім’я і гриф стоять у вікні та на кожному аркуші. Зміна лишається в історії.
hub-id = Постійний номер
hub-device = Цей ноутбук
training-outside-text = Вигаданий склад для знайомства й навчання. Справжнього обліку не торкнеться.
training-inside-text = Ви в навчальному хабі. Справжній облік лишився замкненим.
verify-title = Перевірка обліку
verify-text = Усі записи, підписи й ланцюги від першого дня, і чи списки їм відповідають.
verify-entries = Записів тут
verify-latest = Останній
verify-starting-verify = Звіряємо
verify-starting-rebuild = Будуємо
verify-whole = Усе ціле
verify-whole-text = Звірено записів: { $entries }, речей і рядків: { $subjects }, журналів: { $feeds }.
verify-problems = { $count ->
    [one] Знайдено { $count } ваду
    [few] Знайдено { $count } вади
   *[many] Знайдено { $count } вад
}
verify-problems-text = Не працюйте далі в цьому обліку, доки не з’ясуєте причину. Зробіть копію і відновіть попередню.
verify-problem-unreadable = Запис { $seq } журналу { $feed } не читається.
verify-problem-wrong-hash = Запис { $seq } журналу { $feed } змінено: його контрольна сума не збігається.
verify-problem-broken-chain = Запис { $seq } журналу { $feed } не продовжує попередній.
verify-problem-forged-seal = Печатка над записом { $seq } журналу { $feed } належить не тому ноутбуку.
verify-problem-unsealed = Запис { $seq }, останній у журналі { $feed }, не має печатки.
verify-problem-forged-evidence = Підпис при записі { $seq } журналу { $feed } підроблено.
verify-problem-wrong-standing = Запис { $seq } журналу { $feed } зараховано або відхилено всупереч правам автора.
verify-problem-wrong-state = Дані списків про { $subject } не збігаються з історією.
verify-problem-wrong-discrepancies = Перелік розбіжностей не збігається з історією.
verify-problem-wrong-table = Таблиця { $table } не збігається з історією. Перебудова це виправить.
verify-problem-other-version = Списки побудувала інша версія Комори. Побудуйте їх заново.
verify-problem-wrong-blob = Знімок чи документ { $fileName } ({ $blob }) не такий, яким його додали: його вміст змінився.
verify-problem-head-witness = Облік не такий, яким його востаннє збережено: свідок поруч із ним знає про пізніші дії.
verify-rebuilt = Списки побудовано заново з історії.
act-verify = Перевірити все
act-rebuild = Побудувати списки заново
tables-title = Довідники
tables-text = За ними працюють правила. Не підтверджені ще ніхто не звірив із виданням.
tables-table = Довідник
tables-authority = Чий
tables-edition = Видання
tables-standing = Стан
tables-confirmed = Підтверджено
tables-unconfirmed = Не підтверджено
about-title = Про програму
about-text = Комора веде облік військового логістичного хабу. Вільна програма.
about-version = Версія
about-licence = Ліцензія
about-parts = На чому стоїть
about-network = Мережа
about-network-text = Нічого не слухає. Говорить лише з центром мережі, до якої приєднано, і більше ні з ким
table-codification-bureaux = Бюро кодифікації
table-supply-groups-and-classes = Групи та класи постачання
table-units-of-issue = Одиниці видачі
table-supply-classes = Класи постачання
table-condition-codes = Коди стану
table-un-class-1 = Номери UN, клас 1
table-hazard-divisions = Групи небезпеки
table-serial-counts = Звірки номерів
