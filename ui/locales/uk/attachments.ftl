# Знімки та документи речі.
attachments-title = Знімки та документи
attachments-none = Поки що немає.
attachments-room-text = Додане на цьому ноутбуці зберігається завжди. З доданого іншими тут зберігається стільки.
attachments-room-gibibytes = { $gibibytes } ГіБ
attachments-room-used = Зайнято { $size }.
attachments-room-waiting = { $count ->
    [one] Ще має надійти { $count } ({ $size }).
    [few] Ще мають надійти { $count } ({ $size }).
   *[other] Ще має надійти { $count } ({ $size }).
}
attachments-withdrawn = { $count ->
    [one] { $count } відкликано
    [few] { $count } відкликано
   *[other] { $count } відкликано
}
attachment-here = тут
attachment-not-here = Ще не надійшло
attachment-not-here-text = Буде тут після наступного обміну.
attachment-withdrawn = Відкликано
attachment-withdrawn-by = Відкликано: { $who }, { $when }: { $reason }
attachment-added-by = { $who }, { $when }
attachment-document = Документ тут не показують. Збережіть його і відкрийте іншою програмою.
attachment-not-shown = Цей знімок не вдається показати.
attachment-place = { $index } з { $count }
attachment-previous = Попередній
attachment-next = Наступний
attachment-saved = Збережено
attach-title = Додати знімок чи документ
attach-text = JPEG, PNG, WebP або PDF, щонайбільше 16 МіБ. Місце, час і дані камери зі знімків вилучаються.
attach-add = Додати
attach-go = Додати
attach-files = Знімки та документи
act-save-as = Зберегти як…
act-withdraw = Відкликати
withdraw-attachment-title = Відкликати це?
withdraw-attachment-text = Нічого не стирається. Воно лишається в історії з вашою причиною, а в переліку його не видно.
shows-photograph = Знімок
shows-damage = Пошкодження
shows-consent = Згода на передачу третім
shows-certificate = Посвідчення
shows-other = Інше
