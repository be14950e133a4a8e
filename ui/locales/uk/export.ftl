# Списки й папери у файли.
act-export = Експорт
act-hand-receipt = Розписка
act-remove = Прибрати
export-xlsx = Excel (XLSX)
export-csv = CSV
export-pdf = PDF для друку
export-saved = Файл збережено
