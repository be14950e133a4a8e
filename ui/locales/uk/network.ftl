# Як цей ноутбук пов’язаний з Києвом та іншими: верхній рядок, екран «Мережа», приєднання, заснування.
screen-network = Мережа
network-text = Як цей ноутбук пов’язаний з Києвом та іншими ноутбуками
hub-coordination = Координація
hub-coordination-text = Цей ноутбук має облік усіх хабів і не веде власного: тут лише переглядають.
network-complete = Київ має все станом на { $time }
    .earlier = Дані в Києві: { $moment }
network-never = Обміну з Києвом ще не було
network-waiting = { $acts ->
    [one] { $acts } дія чекає
    [few] { $acts } дії чекають
   *[many] { $acts } дій чекають
}
    .most = понад { $acts } дій чекають
network-none-wait = Жодна дія не чекає
network-oldest = найдавніша { $age }
network-phase-off = Не працює
network-phase-fetching = Отримуємо
network-phase-handing-over = Передаємо
network-phase-live = На зв’язку
network-phase-resting = Пауза
network-no-line = Немає зв’язку
network-met = Останній обмін
network-next-try = Наступна спроба
network-next-now = зараз
network-next-live = щойно буде що передати чи отримати
network-next-never = лише вручну
network-sent = Надіслано за цей сеанс
network-received = Отримано за цей сеанс
network-address = Адреса
network-key = Ключ центру
network-metered = Ощадливий зв’язок
network-metered-hint = Рідші обміни меншими частинами: для зв’язку, де платять за мегабайти. Великі знімки й документи чекають.
network-attachments-going = { $count ->
    [one] { $count } знімок чи документ чекає на передання до Києва, { $size }
    [few] { $count } знімки чи документи чекають на передання до Києва, { $size }
   *[many] { $count } знімків чи документів чекають на передання до Києва, { $size }
}
network-attachments-coming = { $count ->
    [one] { $count } знімок чи документ ще не надійшов, { $size }
    [few] { $count } знімки чи документи ще не надійшли, { $size }
   *[many] { $count } знімків чи документів ще не надійшли, { $size }
}
network-attachments-metered = Ощадливим зв’язком самі передаються лише невеликі.
network-attachments-full = У Києві немає місця для знімків і документів
network-attachments-full-text = Дії передаються, як і раніше. Файли залишаються тут, доки не буде місця: повідомте координаторів.
network-attachments-spoilt = { $count ->
    [one] { $count } знімок чи документ надійшов пошкодженим
    [few] { $count } знімки чи документи надійшли пошкодженими
   *[many] { $count } знімків чи документів надійшли пошкодженими
}
network-attachments-spoilt-text = Пошкоджене не використовується. Файл візьмемо з іншого ноутбука або попросимо ще раз після наступного входу. Якщо це не минає, повідомте координаторів.
network-damaged = Центр виявив, що його базу пошкоджено
network-damaged-text = Виявлено: { $moment }. Ваш облік цілий, і центр отримає те, чого йому бракує. Повідомте координаторів.
act-sync-now = Обмінятися зараз
act-send-attachments-now = Передати зараз
act-stop-sync = Зупинити
key-copy = Скопіювати весь ключ
key-copied = Скопійовано

network-parked = { $count ->
    [one] { $count } дія чекає на попередню
    [few] { $count } дії чекають на попередні
   *[many] { $count } дій чекають на попередні
}
network-parked-text = Попередні дії ще не надійшли. Щойно надійдуть, усе буде враховано без вашої участі.
awaited-known = Те, на що чекають, записано на ноутбуці { $name }; воно було на { $holders }.
awaited-unknown = Те, на що чекають, записано на невідомому тут ноутбуці; воно було на { $holders }.
awaited-text = Якщо Київ цього не передасть, потрібен пакунок звідти, в якому є все.
network-quarantined = { $count ->
    [one] { $count } дію відкладено
    [few] { $count } дії відкладено
   *[many] { $count } дій відкладено
}
network-quarantined-text = Автор не мав на це права або його вилучено з мережі. Відкладене не враховується, але й не зникло: повідомте координаторів.

untaken-acts = { $acts ->
    [one] Київ не прийняв { $acts } дію ноутбука { $name }
    [few] Київ не прийняв { $acts } дії ноутбука { $name }
   *[many] Київ не прийняв { $acts } дій ноутбука { $name }
}
untaken-entries = { $entries ->
    [one] Київ не прийняв { $entries } запис ноутбука { $name }
    [few] Київ не прийняв { $entries } записи ноутбука { $name }
   *[many] Київ не прийняв { $entries } записів ноутбука { $name }
}
untaken-membership = Київ не прийняв того, що ноутбук { $name } повідомляє про склад мережі
untaken-why-unknown-laptop = Той ноутбук не належить до жодного хабу мережі: того, хто його допустив, вилучено, або той не мав на це права.
untaken-why-hub-outside = Його хаб не в мережі.
untaken-why-not-allowed = Цей ноутбук не може цього передати, або автор не має права там писати.
untaken-why-unreadable = Київ не може цього прочитати: його програма старіша за ту, що це записала, або запис пошкоджено.
untaken-why-too-large = Це більше, ніж Київ приймає.
untaken-why-gap = У Києві бракує попередніх записів.
untaken-why-too-many-branches = Версій цих записів більше, ніж Київ зберігає.
untaken-why-other = Київ назвав причину, якої ця Комора не знає.
untaken-text = { $reason } Записи залишаються тут, а все інше передано. Щойно щось зміниться, їх буде запропоновано знову. Повідомте координаторів.

nearby-title = Ноутбуки поруч
nearby-text = Інші ноутбуки хабу на тому ж кабелі чи в тій самій мережі Wi-Fi обмінюються без Києва.
nearby-on = Обмінюватися з ноутбуками хабу поруч
nearby-on-hint = Ноутбук оголошує себе в місцевій мережі; чий він, упізнають лише ноутбуки цього хабу.
nearby-met = усе отримано
nearby-found = знайдено, обміну ще не було
nearby-nobody = Інших ноутбуків хабу зараз у цій мережі немає.
nearby-port = Цей ноутбук відповідає іншим на порту { $port }.

laptops-title = Ноутбуки
laptops-text = Чиї вони і наскільки свіжі дані від кожного
laptops-name = Ноутбук
laptops-hub = Хаб
laptops-standing = Стан
laptops-latest = Остання дія, що є тут
laptops-in = у мережі
laptops-other-hub = інший хаб
laptops-cut = Вилучено з мережі
laptops-nothing = ще нічого
laptops-none = Інших ноутбуків поки не відомо. Вони з’являться після першого обміну.
laptops-more = { $count ->
    [one] Показати ще { $count }
    [few] Показати ще { $count }
   *[many] Показати ще { $count }
}

bundle-title = Через флешку
bundle-text = Туди, куди не сягає зв’язок, записи переносить файл. Його зашифровано: відкриють лише ноутбуки, яким його призначено. Прийняти його двічі не зашкодить.
bundle-write-title = Створити пакунок
bundle-take-title = Прийняти пакунок
bundle-of-kyiv = Чого бракує Києву
    .text = Для центру та ноутбуків координації
bundle-of-hub = Чого бракує іншим ноутбукам цього хабу
    .text = Лише для цих ноутбуків
bundle-of-everything = Усе
    .text = Усе, що є тут, хоч би що вже мали інші
bundle-in-hint = Файл із закінченням .komora
bundle-files = Пакунок Комори
bundle-file-kyiv = dlia-kyieva
bundle-file-hub = dlia-khabu
bundle-file-everything = use
bundle-so-far = { $entries ->
    [one] { $entries } запис
    [few] { $entries } записи
   *[many] { $entries } записів
}
bundle-stopped = Зупинено на ваше бажання. Уже прийняте залишається; щоб отримати решту, прийміть пакунок ще раз.
bundle-midway = Пакунок прийнято не до кінця. Уже прийняте залишається.
    .again = { $reason } Щоб отримати решту, прийміть пакунок ще раз.
bundle-written = { $entries ->
    [one] Пакунок створено: { $entries } запис
    [few] Пакунок створено: { $entries } записи
   *[many] Пакунок створено: { $entries } записів
}
    .none = Нічого не бракує: пакунок створено, але він порожній
bundle-with-attachments = Зі знімками та документами
    .text = Ті, яких, наскільки відомо, отримувач ще не має
    .kyiv = Ті, яких, наскільки відомо, Київ ще не має: { $size }
bundle-attachments = { $count ->
    [one] Із ним { $count } знімок чи документ, { $size }.
    [few] Із ним { $count } знімки чи документи, { $size }.
   *[many] Із ним { $count } знімків чи документів, { $size }.
}
bundle-attachments-left = { $left ->
    [one] Не вмістився { $left }: піде в наступному пакунку.
    [few] Не вмістилися { $left }: підуть у наступному пакунку.
   *[many] Не вмістилося { $left }: підуть у наступному пакунку.
}
bundle-opened-by = { $recipients ->
    [one] Відкрити його може { $recipients } отримувач.
    [few] Відкрити його можуть { $recipients } отримувачі.
   *[many] Відкрити його можуть { $recipients } отримувачів.
}
bundle-taken = { $came ->
    [one] Надійшов { $came } запис
    [few] Надійшли { $came } записи
   *[many] Надійшло { $came } записів
}
    .none = У пакунку немає нічого нового
bundle-made = Створено на ноутбуці { $name }: { $moment }
    .of = Створено на ноутбуці { $name } ({ $hub }): { $moment }
bundle-made-in-kyiv = Створено центром у Києві: { $moment }
bundle-number-came = Надійшло
bundle-number-known = Уже відомі
bundle-number-attachments = Знімки та документи
bundle-number-parked = Чекають на попередні
bundle-number-quarantined = Відкладено
act-export-bundle = Створити
act-import-bundle = Прийняти
bundle-holdings-text = Оператор центру може створити пакунок лише з того, чого тут бракує, за переліком того, що тут є: назви й числа, без даних обліку.
bundle-holdings-file-name = naiavne-tut
bundle-holdings-files = Перелік того, що є
bundle-holdings-saved = Перелік збережено: передайте його операторові центру
act-save-holdings = Зберегти перелік

network-alone = Цей хаб працює окремо
network-alone-text = Без мережі працює все. Ось що додасть мережа:
network-gives-copies = Ніщо не зникне разом із ноутбуком
    .text = Кожна дія є ще й у Києві, під підписом, і на інших ноутбуках хабу.
network-gives-laptops = Кілька ноутбуків, один облік
    .text = Кожен працює сам, а під час обміну все зводиться докупи. Що не сходиться, видно.
network-gives-kyiv = Координація бачить, що у вас є
    .text = Без дзвінків і таблиць: чого бракує і що запізнюється, видно відразу.
network-training = Навчальний хаб не входить до мережі
network-training-text = Усе, що в ньому роблять, у ньому й лишається.
join-title = Приєднатися до мережі
join-text = Два невеликі файли, поштою чи на флешці; історія хабу піде разом із ним. До мережі приєднуються раз і назавжди.
join-step-card = Збережіть картку цього хабу
    .text = У ній сказано, хто він такий. Ні запасів, ні прізвищ.
join-step-answer = Надішліть її координаторам
    .text = Вони приймуть хаб і повернуть картку мережі, зроблену лише для нього.
join-step-join = Приєднайтеся за карткою мережі
    .text = Відтоді ноутбук сам обмінюється з Києвом щоразу, як є зв’язок.
join-done = Хаб у мережі
join-done-text = Перший обмін почнеться сам.
act-save-hub-card = Зберегти картку хабу
act-join-network = Приєднатися
network-card-saved = Картку збережено: надішліть її координаторам
network-card-files = Картка Комори

vouchers-title = Коди для ноутбуків
vouchers-text = Новий ноутбук приєднується за кодом, який друкує оператор центру. Тут ви підписуєте поручення, з яких роблять коди: для ролі того, хто там увійде.
vouchers-secret = Хто має цей файл, може приєднувати ноутбуки: передайте його операторові центру з рук у руки й видаліть.
vouchers-file-name = komora-poruchennia
vouchers-files = Поручення
vouchers-saved = { $count ->
    [one] Підписано { $count } поручення
    [few] Підписано { $count } поручення
   *[many] Підписано { $count } поручень
}
act-save-vouchers = Підписати й зберегти

admit-title = Прийняти хаб
admit-text = Хаб надсилає свою картку, а у відповідь отримує картку мережі, за якою приєднується.
admit-answer-hint = Годиться лише для того хабу
admit-file-name = merezha
admit-done = Хаб прийнято: надішліть йому цю картку
act-admit-hub = Прийняти

center-title = Вказати центр
center-change-title = Центр
center-text = Де зустрічаються ноутбуки, і два ключі, які надрукувала команда «komora-center init». Звірте їх телефоном.
center-address-hint = Хост і порт, наприклад kyiv.example:7443
center-key-fault = Ключ має 64 знаки: від 0 до 9 та від a до f.
center-named = Центр вказано
act-name-center = Вказати центр

door-join-by-code = Приєднатися за кодом
door-join-by-code-text = Новий ноутбук хабу, що вже в мережі
join-by-code-title = Приєднатися за кодом
join-by-code-text = Код видає оператор центру; він діє один раз і для одного ноутбука. Потрібен зв’язок із центром.
join-by-code-hint = Введіть слова або відскануйте QR-код. Великі літери, пробіли й рядки не мають значення.
act-join-by-code = Приєднатися
door-found-network = Заснувати мережу (координація)
found-network-title = Заснувати мережу
found-network-text = Перший ноутбук координації. Звідси приймають хаби; сюди надходить їхній облік, а власного тут не ведуть.
found-network-once = Мережу засновують на одному ноутбуці
found-network-once-text = На ньому зберігається ключ, яким приймають хаби. Якщо мережа вже є, поверніться і приєднайтеся за кодом.
act-found-network = Заснувати мережу
beginning-joined = Облік хабу ще надходить
    .text = Ноутбук приєднано. Записане на інших надійде з першим обміном; не вносьте його вдруге.
beginning-coordination = Облік хабів ще не надійшов
    .text = Дані надійдуть з Києва, щойно хаби буде прийнято і вони проведуть обмін.
beginning-go = До екрана «Мережа»

reach-here = лише тут
    .text = Наскільки відомо, дія є тільки на цьому ноутбуці. Вона піде з наступним обміном.
reach-elsewhere = у хабі
    .text = Дія є ще на одному ноутбуці. Київ за неї ще не підписався.
reach-center = у Києві
    .text = Київ має дію і підписався за неї.

field-network-card = Картка мережі
field-hub-card = Картка хабу
field-answer-card = Куди записати картку мережі
field-role = Роль
field-count = Скільки
field-valid-days = Чинні, днів
field-vouchers-path = Куди зберегти
field-center-address = Адреса
field-center-key = Ключ центру
field-registrar-key = Ключ реєстратора
field-join-code = Код
field-bundle-of = Що в ньому буде
field-bundle-out = Куди записати
field-bundle-in = Пакунок
