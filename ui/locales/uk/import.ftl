# Імпорт наявного з файлу.
screen-import = Імпорт
import-text = Внести наявне: усі рядки або жодного
import-steps = Кроки імпорту
import-step-file = Файл
import-step-columns = Стовпці
import-step-check = Перевірка
import-step-done = Готово
import-choose = Вибрати файл
import-path-hint = CSV або XLSX, у UTF-8, UTF-16 чи Windows-1251. Файл лише читаємо.
import-path-example = майно.csv
import-kind-assets = Майно із серійними номерами
import-kind-assets-text = Зброя, транспорт, оптика: рядок на одиницю. Без номера отримують «unmarked-n» і позначку «звірити номер».
import-kind-stock = Запаси
import-kind-stock-text = Боєприпаси, запчастини, майно: кількість у місці зберігання, з партією, якщо є.
import-kind-items = Лише найменування
import-kind-items-text = Каталог: назви, NSN, одиниці обліку. Наявності не додає.
import-read = Прочитати файл
import-rows = { $count ->
    [one] { $count } рядок
    [few] { $count } рядки
   *[many] { $count } рядків
}
import-named = розпізнано стовпців: { $count } з { $total }
import-remembered = Стовпці названо так, як минулого разу для такого файлу.
import-column = Стовпець
import-sample = У файлі
import-means = Означає
import-means-of = Що означає «{ $column }»
import-leave-out = Не брати
import-required = обов’язкове
import-missing = Не вказано стовпця для: { $fields }
import-place-hint = Код місця. Створимо, якщо такого немає.
import-same = Однакове для всіх рядків
import-same-add = Додати значення
import-dates-dmy = день.місяць.рік
import-dates-mdy = місяць/день/рік
import-dates-ymd = рік-місяць-день
import-check = Перевірити рядки
import-check-again = Перевірити знову
import-goes-on = Можна піти з цього екрана: робота триває.
import-sound = { $count ->
    [one] Рядок можна взяти як є.
    [few] Усі { $count } рядки можна взяти як є.
   *[many] Усі { $count } рядків можна взяти як є.
}
import-sound-text = Іще нічого не збережено.
import-has-errors = { $count ->
    [one] { $count } рядок взяти не можна. Нічого не збережено.
    [few] { $count } рядки взяти не можна. Нічого не збережено.
   *[many] { $count } рядків взяти не можна. Нічого не збережено.
}
import-has-errors-text = Виправте файл або стовпці й перевірте знову. Файл зберігається цілком або ніяк.
import-already = Цей файл уже імпортовано. Робити нічого не треба.
import-go = { $count ->
    [one] Імпортувати { $count } рядок
    [few] Імпортувати { $count } рядки
   *[many] Імпортувати { $count } рядків
}
import-saved = { $count ->
    [one] Імпортовано { $count } рядок
    [few] Імпортовано { $count } рядки
   *[many] Імпортовано { $count } рядків
}
import-number-rows = рядків
import-number-items = нових найменувань
import-number-assets = одиниць
import-number-lines = рядків запасу
import-number-lots = партій
import-number-places = нових місць
import-number-unmarked = номерів звірити
import-findings = Що знайдено
import-errors = { $count ->
    [one] { $count } помилка
    [few] { $count } помилки
   *[many] { $count } помилок
}
import-warnings = { $count ->
    [one] { $count } зауваження
    [few] { $count } зауваження
   *[many] { $count } зауважень
}
import-row = Рядок
import-field = Поле
import-reason = Чому
import-open-assets = До зброї й майна
import-open-stock = До запасів
import-again = Імпортувати інший файл
field-import-path = Файл
field-import-kind = Що в ньому
field-sheet = Аркуш
field-date-order = Дати у файлі
field-default-place = Місце для рядків без нього
field-default-condition = Стан для рядків без нього
field-consent = Згода на передачу
field-looked-alike = Перевірено: інша річ
