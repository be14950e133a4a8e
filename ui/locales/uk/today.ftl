# Сьогодні: що чекає на людину і що вже зроблено.
today-tasks = Чекає на вас
today-nothing-waits = Нічого не чекає
today-nothing-waits-text = Розбіжностей немає, копія свіжа, усе бачено вчасно.
today-done = Зроблено сьогодні
today-nothing-done = Сьогодні ще нічого не зроблено
today-nothing-done-text = Кожна дія з’явиться тут, і звідси її можна скасувати.
today-times = { $event } × { $count }
today-to = → { $to }
today-document = документ { $document }
today-taken-back = скасовано
today-more = { $count ->
    [one] і ще { $count } дія раніше сьогодні
    [few] і ще { $count } дії раніше сьогодні
   *[many] і ще { $count } дій раніше сьогодні
}
today-out = Видане, найдовше не звірене
today-heard-hubs = Хаби: остання відома дія
today-heard-laptops = Інші ноутбуки: остання дія
figure-weapons = Зброя на обліку
figure-issued = Видано під розписку
figure-stock = Рядків запасу
figure-discrepancies = Розбіжності
tone-ok = Гаразд
tone-info = До відома
tone-warn = Увага
tone-bad = Терміново
task-settle-discrepancy = { $what }: { $subject }
    .text = Виявлено { $age }. Потрібне ваше рішення.
    .go = Розібратися
task-lost = { $count ->
    [one] { $count } річ не знайдено
    [few] { $count } речі не знайдено
   *[many] { $count } речей не знайдено
}
    .text = Про втрату заявлено, відтоді не знайдено.
    .go = Показати
task-parked-or-quarantined = Записи, що не враховані
    .text = Чекають на попередні: { $parked }. Відкладені окремо: { $quarantined }.
    .go = Перевірити
task-expiring-lots = { $count ->
    [one] { $count } партія втрачає придатність
    [few] { $count } партії втрачають придатність
   *[many] { $count } партій втрачає придатність
}
    .text = Строк спливає за { $days } днів або вже сплив.
    .go = Показати
task-sight-assets = { $count ->
    [one] { $count } річ давно не бачено
    [few] { $count } речі давно не бачено
   *[many] { $count } речей давно не бачено
}
    .text = Понад { $days } днів ніхто не звіряв їх на місці.
    .go = Показати
task-check-unmarked = { $count ->
    [one] { $count } номер треба звірити
    [few] { $count } номери треба звірити
   *[many] { $count } номерів треба звірити
}
    .text = Номери умовні, бо справжніх не знайшли: звірте їх на речах.
    .go = Звірити
task-back-up = Зробіть резервну копію
    .text = Остання копія: { $age }. Якщо ноутбук зникне, зникне й усе після неї.
    .never = Жодної копії ще немає. Якщо ноутбук зникне, зникне й облік.
    .go = До копій
task-bring-in = Внесіть те, що вже є
    .text = Облік порожній. Почніть з того, що лежить на складі зараз: списком або по одному.
    .go = Внести
bring-in-import = З таблиці
bring-in-import-text = Файл Excel або CSV: покажемо, що зрозуміли, і перш ніж зберегти, перевіримо кожен рядок
bring-in-receive = По одному, зі сканером
bring-in-receive-text = Скануйте або введіть номери; решта полів одна на всіх
