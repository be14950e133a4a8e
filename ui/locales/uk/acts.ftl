# Що роблять кнопки.
act-undo = Скасувати дію
act-dismiss = Прибрати
act-close = Закрити
act-cancel = Припинити
act-back = Назад
act-try-again = Спробувати ще раз
