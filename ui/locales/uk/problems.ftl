# Чому щось не вдалося, окрім правил; етапи довгої роботи; що варто переглянути ще раз.
problem-locked = Облік замкнено.
    .allowed = Відімкніть його і спробуйте ще раз. Введене збережено у формі.
problem-wrong-passphrase = Парольна фраза не підійшла.
    .allowed = Наступна спроба через { $waitSeconds } с.
problem-wait-before-next-try = Зарано після помилкової спроби.
    .allowed = Наступна спроба через { $waitSeconds } с.
problem-weak-passphrase = Парольна фраза закоротка.
    .allowed = Щонайменше { $atLeast ->
        [one] { $atLeast } знак
        [few] { $atLeast } знаки
       *[many] { $atLeast } знаків
    }. Добре годяться кілька слів.
problem-wrong-recovery-code = Це не код відновлення цього обліку.
    .allowed = Звірте з аркушем, група за групою. Літер I, L, O та U у ньому немає.
problem-disk-full = Диск заповнено: цього не збережено. Нічого не змінено.
    .allowed = Звільніть місце і спробуйте ще раз. Введене лишилося у формі.
    .midway = Диск заповнено: звільніть місце.
problem-disk-failed = Диск відмовив. Цього не зроблено.
    .allowed = Якнайшвидше зробіть копію на інший диск. ({ $detail })
    .midway = Диск відмовив: якнайшвидше зробіть копію на інший диск.
problem-damaged = Файли обліку пошкоджено. Їх лишено такими, як є.
    .allowed = { $detail }
problem-newer-store = Версія файлів { $found }; ця Комора знає до { $known }.
    .allowed = Оновіть програму. Файли не змінено.
problem-in-use = Цей облік уже відкрила інша Комора.
    .allowed = Перейдіть до того вікна або закрийте його.
problem-no-store = Обліку тут немає.
    .allowed = Заведіть хаб або відновіть резервну копію.
problem-origin-unknown = Спершу скажіть, звідки вони: komora-cli confirm-origin restored або damaged.
problem-store-exists = На цьому ноутбуці вже є облік. Нічого не переписано.
    .allowed = Відімкніть його. Щоб відновити копію, спершу приберіть його файли вбік.
problem-rows-refused = { $rows ->
    [one] Помилка в { $rows } рядку. Нічого не збережено.
    [few] Помилки у { $rows } рядках. Нічого не збережено.
   *[many] Помилки у { $rows } рядках. Нічого не збережено.
}
    .allowed = Виправте їх у файлі й перевірте ще раз.
problem-cancelled = Зупинено на ваше бажання. Нічого не змінено.
problem-not-here-yet = Ще не надійшло.
    .allowed = Буде тут після наступного обміну.
problem-bad-request = Запит не зрозуміло. Нічого не змінено.
    .allowed = { $detail }
problem-internal = Щось пішло не так. Усе збережене раніше в безпеці.

stage-reading = Читаємо файл
stage-checking = Перевіряємо
stage-saving = Зберігаємо
stage-building = Будуємо
stage-comparing = Порівнюємо переліки
stage-verifying = Звіряємо
stage-writing = Записуємо файл
stage-attaching = Додаємо знімки та документи
stage-taking = Приймаємо
stage-working = Працюємо

warning-nsn = NSN { $nsn } записано правильно, але він незвичний. Звірте з етикеткою.
warning-mixed-alphabets = У { $serial } змішано кирилицю й латиницю. Звірте з маркуванням.
warning-serial-unmarked = Без справжнього номера, внесено до списку на звірку: { $serial }.
warning-serial-looks-like = { $serial } можна сплутати з { $similar }.
warning-lot-expiring = Строк придатності партії спливає { $on }.
warning-lot-expired = Строк придатності партії сплив { $on }.
warning-hazard-differs = Для UN { $unNumber } у переліку інша група, ніж { $code }.
warning-hazard-unknown = Небезпека цього найменування невідома. Невідома не означає «немає».
problem-no-hub = Ноутбук координації не веде власного запасу.
    .allowed = Зробіть це в хабі.
