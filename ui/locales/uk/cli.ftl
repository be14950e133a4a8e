# What the command line says.
cli-rows = { $total ->
    [one] { $total } рядок
    [few] { $total } рядки
   *[other] { $total } рядків
}
cli-recovery-code = Код відновлення, показується лише раз. Надрукуйте його і зберігайте в сейфі:
cli-imported = Прочитано рядків: { $rows }; позицій: { $items }, одиниць: { $assets }, рядків запасу: { $lines }; рядків із помилками: { $errors }.
cli-verified = Перевірено записів: { $entries }, журналів: { $feeds }; порушень: { $problems }.
cli-passphrase-set = Нову парольну фразу встановлено.
cli-training-made = Навчальний хаб створено. Його парольна фраза не таємна: { $passphrase }
cli-done = Виконано.
cli-stands-alone = Цей хаб працює окремо.
cli-network = Мережа { $network }
cli-center = Київ за адресою { $address }, ключ { $key }
cli-waiting = { $acts ->
    [one] { $acts } дія чекає
    [few] { $acts } дії чекають
   *[other] { $acts } дій чекають
} на Київ.
cli-met = Надійшло записів: { $came }, передано: { $went }; чекають на попередні: { $parked }, відкладено: { $aside }.
cli-met-attachments = Знімків і документів надійшло: { $came }, передано: { $went }; пошкоджено: { $spoilt }.
cli-attachments-wait = Зв’язок ощадливий, знімки й документи чекають: передати { $going }, отримати { $coming }. Із sync --attachments вони не чекають.
cli-bundle-written = Записів: { $entries }, сторінок: { $pages }; відкрити можуть пристроїв: { $recipients }.
cli-bundle-taken = Надійшло записів: { $came }, уже відомі: { $known }; чекають на попередні: { $parked }, відкладено: { $aside }.
cli-bundle-attachments = З ними знімків і документів: { $attachments }; не вмістилося: { $left }.
cli-bundle-attachments-came = Надійшло знімків і документів: { $attachments }.
cli-request-words = Назвіть ці слова тому, хто допускає ноутбук, іншим шляхом, ніж файл: { $words }
cli-request = Просить доступ: { $person }, ноутбук { $laptop }.
# A record's fields that no form and no list names.
record-assets-below = Одиниць тут і всередині
record-disputed = Розбіжність
record-kit-missing = Бракує в комплекті
record-lines-below = Рядків тут і всередині
record-mixed-alphabets = Змішано кириличні й латинські літери
record-needs-newer = Потрібна новіша Комора
record-yes = так
