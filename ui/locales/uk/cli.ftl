# What the command line says.
cli-rows = { $total ->
    [one] { $total } рядок
    [few] { $total } рядки
   *[other] { $total } рядків
}
cli-recovery-code = Код відновлення, показується лише раз. Надрукуйте його і зберігайте в сейфі:
cli-imported = Прочитано рядків: { $rows }; позицій: { $items }, одиниць: { $assets }, рядків запасу: { $lines }; рядків із помилками: { $errors }.
cli-verified = Перевірено записів: { $entries }, журналів: { $feeds }; порушень: { $problems }.
cli-done = Виконано.
