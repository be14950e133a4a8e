# Ноутбук без жодного зв’язку приєднується до хабу двома файлами на флешці: просить, його допускають, облік починається.
door-ask-by-stick = Попросити доступ через флешку
door-ask-by-stick-text = Новий ноутбук без зв’язку: один файл туди, один назад
ask-by-stick-title = Попросити доступ через флешку
ask-by-stick-text = Ноутбук створить свої ключі та запит. На нього відповідає адміністратор хабу; можуть минути дні.
act-ask-by-stick = Створити запит
act-to-request = До запиту

waiting-title = Ноутбук чекає на допуск
waiting-text = Запит: { $person }, { $moment }. Ноутбук можна вимкнути: запит лишається той самий.
waiting-words = 1. Назвіть ці слова
waiting-words-text = Тому, хто допускає ноутбук: телефоном або віч-на-віч, у жодному разі не на флешці. Вони відкривають запит.
waiting-request = 2. Передайте запит
waiting-request-text = Без слів його ніхто не прочитає, навіть прізвища.
waiting-answer = 3. Прийміть відповідь
waiting-answer-text = Приймається все або нічого. Тоді облік відкриється.
waiting-file-name = zapyt
waiting-saved = Запит збережено
act-save-request = Зберегти запит
act-take-answer = Прийняти
act-withdraw-request = Відкликати запит
withdraw-sure = Відкликати?
    .text = Створені для нього ключі зникнуть, а відповідь, що вже в дорозі, не відкриється ніде. Ноутбук почне спочатку.
request-files = Запит Комори
answer-files = Відповідь Комори

admit-laptop-title = Допустити ноутбук через флешку
admit-laptop-text = Він передає запит. Відповідь містить облік хабу й відкриється лише на тому ноутбуці.
admit-laptop-words-hint = П’ять слів, які показує той ноутбук. Дізнайтеся їх телефоном або віч-на-віч: запит, що прийшов разом зі словами, нічого не доводить.
admit-laptop-who = { $person }, ноутбук { $laptop }
    .ranked = { $rank } { $person }, ноутбук { $laptop }
admit-laptop-asked = Запит створено: { $moment }
    .again = Запит створено: { $moment }. Ноутбук уже допущено; буде записано ще одну відповідь.
admit-laptop-file-name = vidpovid
admit-laptop-done = Ноутбук допущено: передайте йому цю відповідь
act-open-request = Відкрити запит
act-admit-laptop = Допустити й записати відповідь

field-request-in = Запит
field-request-words = Слова
field-answer-out = Куди записати відповідь
field-answer-in = Відповідь
