# Місця.
screen-places = Місця
places-count = { $count ->
    [one] { $count } місце
    [few] { $count } місця
   *[many] { $count } місць
}
places-detail = Вибране місце
places-filter = Код або назва
places-fold = Згорнути { $code }
places-unfold = Розгорнути { $code }
places-add = Додати місце
places-add-title = Нове місце
places-change-title = Змінити місце
places-add-inside = Додати сюди
places-move-from = Перенести звідси
places-receive-here = Прийняти сюди
places-record = Картка
places-code-hint = Короткий, як на бирці: КЗ-1, С3, 07.
places-closed = Закрите
places-closed-hint = Сюди більше нічого не кладуть. Має бути порожнім.
places-empty = Місць іще немає
places-empty-text = Почніть з майданчика, далі будівлі, приміщення, стелажі, комірки. Імпорт із файлу створює місця сам.
field-place-code = Код
field-place-name = Назва
field-place-kind = Вид
field-inside = Розташоване в
