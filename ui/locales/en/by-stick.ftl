# A laptop without any line joins its hub by two files on a stick: asking, letting in, beginning.
door-ask-by-stick = Ask to join by stick
door-ask-by-stick-text = A new laptop that no line reaches: a file there, a file back
ask-by-stick-title = Ask to join by stick
ask-by-stick-text = This laptop makes its keys and writes a request. An administrator of the hub answers it; days may pass.
act-ask-by-stick = Make the request
act-to-request = To the request

waiting-title = This laptop waits to be let in
waiting-text = { $person } asked { $moment }. It may be switched off meanwhile: the request stays the same.
waiting-words = 1. Tell these words
waiting-words-text = To whoever lets this laptop in: by telephone or face to face, never on the stick. They open the request.
waiting-request = 2. Bring the request
waiting-request-text = Nobody can read it without the words, not even a name.
waiting-answer = 3. Take in the answer
waiting-answer-text = All of it is taken, or nothing. Then the books open.
waiting-file-name = request
waiting-saved = The request is saved
act-save-request = Save the request
act-take-answer = Take it in
act-withdraw-request = Withdraw the request
withdraw-sure = Withdraw it?
    .text = The keys made for it are gone then, and an answer on its way opens nowhere. This laptop begins anew.
request-files = Komora request
answer-files = Komora answer

admit-laptop-title = Let a laptop in by stick
admit-laptop-text = It brings a request. The answer holds the hub’s books and opens on that laptop alone.
admit-laptop-words-hint = The five words that laptop shows. Ask for them by telephone or face to face: a request that came with its words proves nothing.
admit-laptop-who = { $person }, laptop { $laptop }
    .ranked = { $rank } { $person }, laptop { $laptop }
admit-laptop-asked = Asked { $moment }
    .again = Asked { $moment }. It was let in before; this writes another answer.
admit-laptop-file-name = answer
admit-laptop-done = The laptop is let in: bring it this answer
act-open-request = Open the request
act-admit-laptop = Let in and write the answer

field-request-in = Request
field-request-words = Words
field-answer-out = Where to write the answer
field-answer-in = Answer
