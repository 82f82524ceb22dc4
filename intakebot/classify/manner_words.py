"""What customers say in passing, for folded words joined by single blanks: Russian, Polish, English, a little of others.

Longer than most files, being lists. Each expression covers whole words; a sentence is understood only when such
expressions cover all of it. Cyrillic ones are matched in Latin letters too, so a quantifier never follows a single
Cyrillic letter that Latin writes with two.
"""

from intakebot.classify.listed import listed

_NUMBER = r"(?: [a-z]{1,8}-[\d-]+| \d+)?"

_NOUN_RU = (
    r"(?:(?:наш|наша|наше|наши|мой|моя|мое|сам|сама|само) )?(?:почта|принтер\w*|печать|интернет|сеть|впн|vpn|вход|доступ\w*|сайт|портал|сервер\w*|программа|система|база|1с|телефон\w*|телефония|связь|звук|сканер|outlook|аутлук"
    r"|excel|word|teams|zoom|бот|касса|кассы|терминал\w*|приложение|бэкап\w*|репликация|лицензия|пароль|учетка|письма|звонки|файлы|папка|диск|отчет\w*|консоль|агент|вай-фай|wi-fi|wifi|компьютер|ноутбук|монитор|камера|микрофон)"
)
_OURS_RU = (
    r"(?: (?:по|о|об|с|со|насчет|относительно|касательно|над|от|у|в|на))? (?:(?:моему|нашему|нашей|моей|моим|нашим|нашими|этому|этой|данному|данной|этим|этом|тому|моего|нашего|моем) )?"
    rf"(?:вопрос\w*|заявк\w+|обращени\w+|тикет\w*|проблем\w+|инцидент\w*|запрос\w*|делу|теме|поводу|задач\w+|ситуаци\w+|кейс\w*|срокам|решени\w+|решением|ремонт\w*){_NUMBER}"
)
_TAIL_RU = (
    rf"(?:{_OURS_RU}| (?:по|с) (?:этому|нему|ней|нам|этим|мне)| (?:на|к) (?:данный момент|сегодня|сейчас|текущий момент)| (?:от|у) (?:вас|разработчиков|инженеров|специалистов|вендора|коллег)"
    r"| (?:сейчас|там|уже|все-таки|вообще|сегодня|пожалуйста|хоть|примерно|ориентировочно)){0,4}"
)
_ANY_RU = r"(?: (?:какие|какая|какой|какое|хоть какие|хоть какая)(?:-нибудь|-либо|-то| нибудь| либо| то)?| хоть| уже| там| ли)*"
_STATE_RU = r"(?:снова|опять|уже|теперь|сейчас|вновь|наконец|наконец-то|отлично|нормально|норм|хорошо|исправно|прекрасно|стабильно|штатно|корректно|полностью|как надо|как часы|как раньше|как положено|само|сама|сам|сами|вроде бы все)"
_AFTER_RU = r"(?: (?:после|с помощью) (?:перезагрузки|перезапуска|рестарта|переустановки|обновления|ваших (?:действий|настроек|правок|рекомендаций)|вашего (?:звонка|совета)|вашей (?:помощи|инструкции))| у (?:всех|нас|меня)| (?:везде|сегодня|утром))*"
_CASE_RU = rf"(?:(?:мою|мой|мое|нашу|наш|наше|эту|этот|это|данную|данный|данное|сам|саму) )?(?:заявк\w+|тикет\w*|обращение|вопрос|запрос|инцидент|задачу|тему|кейс|проблему|его|ее){_NUMBER}"
_CLOSE_RU = r"(?:закры(?:вать|ть|вайте|ваем|вай|йте|ем)|закройте|снимаю|снимаем|отзываю|отзываем|считать решенн\w+)"
_BROUGHT_BACK = r"(?:починил\w*|исправил\w*|исправлен\w*|восстановил\w*|восстановлен\w*|устранен\w*|устранили|наладил\w*|поправил\w*|настроил\w*|решен|решено|решена|решены|решился|решилось|решилась|нашлось|нашелся)"

_NOUN_PL = (
    r"(?:(?:nasz|nasza|nasze|moj|moja|moje|sam|sama) )?(?:poczta|drukark\w|drukowanie|internet|siec|vpn|logowanie|dostep\w*|strona|portal|serwer\w*|program|system|baza|telefon\w*|telefonia|polaczenia?|skaner|outlook|excel|word|teams"
    r"|aplikacja|kopie|backup\w*|replikacja|licencja|haslo|konto|maile|pliki|folder|dysk|raport\w*|konsola|agent|wifi|wi-fi|komputer|laptop|monitor|kamera|mikrofon|kasa|kasy|terminal\w*)"
)
_TAIL_PL = (
    rf"(?: (?:w|we|z|ze|o|do|odnosnie|dotyczac\w+|na temat)?(?: ?(?:mojej|naszej|tej|mojego|naszego|tego|moim|naszym|tym|moja|nasza|ta))? ?(?:spraw\w+|zgloszeni\w+|temat\w*|ticket\w*|problem\w*|kwesti\w+|awari\w+|rozwiazani\w+){_NUMBER}"
    r"| (?:juz|tam|teraz|dzisiaj|dzis|prosze|moze|od was|u was|wiecej|na razie|w tym temacie|z tym|z nami|cos|w koncu)){0,4}"
)
_STATE_PL = r"(?:juz|znowu|znow|ponownie|teraz|wreszcie|nareszcie|w koncu|dobrze|poprawnie|normalnie|prawidlowo|super|swietnie|stabilnie|jak nalezy|jak trzeba|samo|sama|sam|z powrotem)"
_AFTER_PL = r"(?: (?:po|dzieki) (?:restarcie|ponownym uruchomieniu|aktualizacji|waszej (?:pomocy|interwencji)|panstwa (?:pomocy|interwencji)|zmianach)| u (?:nas|mnie|wszystkich)| (?:wszedzie|dzisiaj|dzis))*"
_CASE_PL = rf"(?:(?:to|te|moje|nasze|ten|moj|nasz) )?(?:zgloszenie|sprawe|ticket\w*|temat|je|watek|zlecenie){_NUMBER}"

_NOUN_EN = (
    r"(?:(?:the|our|my) )?(?:e-?mail|mail|outlook|printers?|printing|internet|network|vpn|login|logins|access|site|website|portal|servers?|program|system|database|phones?|telephony|sound|scanner|excel|word|teams|zoom|app|application"
    r"|backups?|replication|licen[cs]e|password|account|files?|folder|disk|report|console|agent|wifi|wi-fi|computer|laptop|monitor|camera|mic|connection|service|services|sync)"
)
_TAIL_EN = (
    rf"(?: (?:on|about|regarding|for|with|of|to|in|concerning)? ?(?:(?:my|our|the|this|that) )?(?:ticket|case|issue|request|incident|problem|matter|enquiry|inquiry|query|fix|status|it|this|that|solution|resolution){_NUMBER}"
    rf"| (?:on|for|about|of)(?: [a-z]{{1,8}}-[\d-]+)| (?:yet|please|so far|already|today|now|here|at all|from your side|from you|right now|then|guys)){{0,4}}"
)
_STATE_EN = r"(?:again|now|already|finally|fine|perfectly|ok|okay|well|great|properly|normally|correctly|as expected|as it should|like a charm|also|just fine|for everyone|on our side|since this morning|after (?:the|a) (?:reboot|restart|update|fix)|after (?:rebooting|restarting))"
_CASE_EN = rf"(?:(?:the|this|my|our) )?(?:ticket|case|issue|request|incident|it|this one|this|thread|matter){_NUMBER}"


def _loose(around: str, core: str, once: str = "") -> str:
    """Words in any order: at least one of `core`, any of `around`, one of `once` at most on either side."""
    alone = f"(?:(?:{once}) )?(?:(?:{around}) )*" if once else ""
    return f"(?:(?:{around}) )*{alone}(?:{core})(?: (?:{around}|{core}))*" + (
        f"(?: (?:{once}))?(?: (?:{around}))*" if once else ""
    )


_OURS_LOOSE_RU = (
    r"мо(?:ей|ему|его|я|й|е|им|ю|их)|наш(?:ей|ему|его|а|е|и|им|их|у)?|это(?:т|й|му|го|м)?|эт(?:а|у|и|им|их)|данн\w+"
)
_NEWS_LOOSE = (
    _loose(
        rf"а|и|ну|вот|как|что|там|у нас|у вас|вам|вас|по|о|об|на|к|с (?:мо(?:ей|им|ими)|наш(?:ей|им|ими)|этим|этой)|{_OURS_LOOSE_RU}|вопрос\w*|заявк\w+|обращени\w+|тикет\w*|проблем\w+|задач\w+|ситуаци\w+|инцидент\w*|решени\w+|восстановлени\w+|устранени\w+|ремонт\w*|подскажите|пожалуйста|уже|еще|примерн\w+|ориентировочн\w+|приблизительн\w+|планируем\w+|текущ\w+|сейчас|сегодня|завтра|или"
        r"|есть|ли|хоть|хотя|какие|какой|какая|каков\w*|какие-то|какие-нибудь|какой-нибудь|какой-то|бы|будет|будут|можно|нам|мне|ждать|ожидать|готов\w?|решен\w?|исправлен\w?|почин(?:ят|ите|ится)|исправ(?:ят|ите|ится)|реш(?:ат|ите|ится)|заработает|все|наконец|вообще|обновите|обновить|сообщите|уточните|скажите|напишите|дайте знать|работы?|работ|ответ\w?|результат\w?|прошу|коллеги|информаци\w+|узнать|дать|дайте",
        r"новост\w+|статус\w*|срок\w*|прогноз\w*|подвижк\w+|движется|движутся|продвигается|прогресс\w*|продвижени\w+|когда|этап\w*|стадии|успехи",
    ),
    _loose(
        r"no|a|i|co|jak|tam|z (?:moim|naszym|tym|moja|nasza|ta)|w|o|do|na|ze|po|moj|moja|moim|mojej|mojego|moje|nasz\w*|tej|tym|ta|to|tego|spraw\w+|zgloszeni\w+|temat\w*|ticket\w*|rozwiazani\w+|naprawy|naprawa|prosze|prosimy|czy|sa|jest|jakies|jakas|jakis|juz|jeszcze|moze|panstwo|cos|macie|bedzie|beda|mozna|mozemy|spodziewac|oczekiwac|liczyc|sie|czekac|naprawione|zrobione|gotowe|rozwiazane|orientacyjn\w+|mniej wiecej"
        r"|informacj\w+|info|dac znac|aktualn\w+|obecn\w+|aktualizacje|aktualizacja|podac|podanie|tu|u was|odpowiedzi|wam|idzie|ida",
        r"nowosci|nowego|wiesci|postep\w*|status\w*|kiedy|etap\w*|termin\w*|slychac|wiadomo",
    ),
    _loose(
        r"is|are|there|the|any|some|an|on|for|of|to|about|regarding|my|our|your|this|that|it|here|ticket|case|request|incident|matter|with (?:my|our|the|this) (?:ticket|case|request|issue|problem)|please|can|could|would|you|i|me|us|do|have|been|get|give|let|know|new|latest|current|further|be|will|how|what|what's|whats|things|going|so far|yet|now|still|just|and|provide|share|send|possible|may|latest on|hear|heard|we|ask|like",
        r"news|progress|status|eta|timeline|any updates?|an update|updates? (?:on|about|regarding|for)|update (?:me|us)|how are things|how's it|how is it|movement on",
    ),
)
_INSISTS_LOOSE = (
    _loose(
        r"мне|нам|вы|же|ну|и|где|пожалуйста|очень|уже|еще|можно|как можно|сколько|кто-нибудь|кто-то|кто|хоть|наконец|ответа|ответ|реакци\w+|решени\w+|вопроса|проблемы|прошу|просьба|час|часа|часов|минут|минуты|день|дня|дней|сутки|недел\w+|с утра|со вчера|со вчерашнего|вчера|второй|третий|четвертый|пятый|целый|весь|два|две|три|четыре|пять|полдня|полчаса|\d+|никто|вообще|до сих пор|больше|более|прошло|там|тут|от вас|вас",
        r"ответьте|ответит|отзовитесь|срочно|жду|ждем|ждать|ускорьте|ускорьтесь|ускорить|ускориться|поторопит\w+|где вы|отреагируйте|отреагировать|скорее|быстрее|ау|ответить|алло|эй",
    ),
    _loose(
        r"prosze|prosimy|bardzo|pilny|pilna|szybki|szybka|szybko|o|na|juz|od rana|od wczoraj|godzin\w*|dni|dzien|minut|\d+|trzeci|trzecia|drugi|druga|caly|mi|nam|ktos|ktokolwiek|wreszcie|w koncu|jakas|jakakolwiek|jakikolwiek|jak najszybciej|jak najszybsza|jak najszybszy|dwie|trzy|tu|tam|ze mna|z nami|natychmiast|moze|ponad|hej",
        r"czekam|czekamy|odpowiedz|kontakt|reakcje|odpiszcie|odpisze|odpowie|oddzwoni|oddzwoncie|pilne|pilnie|halo|odezwie|odezwijcie sie",
    ),
    _loose(
        r"please|someone|somebody|anyone|you|you guys|can|could|will|get|back|to|me|us|as soon as possible|soon|quickly|an?|the|still|for|your|urgently|now|need|needs?|\d+|hours?|days?|hello|guys|team|really|very|already|over|more than|we|i|have been|we've been|i've been|i'm|we're|are|am|since|this morning|yesterday|on this|so long|why is|nobody|no one|is|anybody|here|at least|just|there|from",
        r"respond|responding|reply|replying|answer|answering|response|waiting|asap|get back|urgent|urgently|awaiting",
    ),
)
_SOLVED_RU = r"вопрос|проблем[ауы]|заявк[ау]|тикет\w?|обращение|инцидент|задач[ау]|тем[ау]|дело|неполадк\w"
_WORKS_LOOSE = (
    _loose(
        r"все|это|уже|у нас|у меня|мы|я|наш[ау]?|мо[яю]|мой|эту|этот|сами|сам|сама|само|своими силами|самостоятельно|успешно|полностью|можно|можете|прошу|просим|просьба|благополучно|наконец|в итоге|с божьей помощью|нормально|да|местный админ|наш админ|админ|тоже можно",
        r"заработал\w?|решил(?:ось|ась|ся)|решен[оаы]?|починил(?:и|ось|ся|ась)|восстановил(?:и|ось|ся|ась)|исправил(?:и|ось|ся|ась)|наладил(?:и|ось|ся|ась)|разобрал(?:ись|ся|ась)|справил(?:ись|ся|ась)|закройте|закрывайте|закрыть|закрывать|устранил(?:и|ось|ась)|устранен[оаы]?|урегулирован[оа]?",
        once=_SOLVED_RU,
    ),
    rf"(?:(?:мы|я|уже|сами|сам|сама|все|успешно) )*(?:{_SOLVED_RU})(?: (?:мы|я|уже|сами|сам|сама|успешно|своими силами|самостоятельно))* решил[иа]?(?: (?:уже|сами|сам|сама|своими силами|самостоятельно|успешно))*",
    r"(?:ошибка|ошибки|проблема|проблемы|сбой|глюк)(?: (?:уже|больше|сама|само|сам|теперь|совсем))* (?:ушл[аи]|ушел|пропал[аи]?|исчезл[аи]|исчез|не появляется|не возникает|не повторяется|не вылезает|не воспроизводится)(?: (?:уже|больше|сама|совсем))*",
    _loose(
        r"juz|wszystko|samo|sami|sam|sama|u nas|u mnie|nam|nasz|moj|prosze|prosimy|mozna|mozecie|dobrze|poprawnie|normalnie|prawidlowo|do normy|zostal|zostala|zostalo|jest|wreszcie|w pelni|sobie|wlasnymi silami|we wlasnym zakresie|o|tak|z tym|tym|sie",
        r"dziala|rozwiazan[yae]|rozwiazalismy|naprawilismy|naprawion[yae]|poradzilismy|poradzilam|poradzilem|zamknac|zamkniecie|ruszyl[oa]?|zadzialal[oa]?|ustapil[oa]?|zniknal|zniknela|usuniet[yae]|naprawil[oa]?|rozwiazal[oa]?|zamknijcie",
        once=r"problem|sprawa|temat|awaria|zgloszenie|zgloszenia|sprawe|ticket|usterka",
    ),
    _loose(
        r"it|it's|it is|is|this|that|everything|all|already|we|i|we've|i've|we have|i have|has been|have been|was|got|just|ourselves|myself|by ourselves|on our own|on our side|on my own|yes|and|thanks to you|finally|now|the fix",
        r"solved|fixed|resolved|sorted|sorted out|figured out|figured it out|up and running",
        once=r"the issue|the problem|issue|problem|the ticket|this ticket|ticket|this case|the case|this request|my ticket|our ticket|my issue|our issue|my request|the request|the matter",
    ),
)

#: First names, in whatever case they are written.
NAMES = listed(
    """олег анна аня ира ирина иван сергей саша александр лена елена ольга оля дима дмитрий андрей алексей леша миша михаил наташа наталья татьяна таня юля юлия паша павел женя катя екатерина марина мария маша максим никита света светлана володя владимир николай коля денис антон игорь виктор артем marku marek aniu ania anna piotrze piotrek tomku tomek kasiu kasia jan janku pawle pawel michale michal adam adamie krzysiek krzysztof john mike tom kate mary peter paul alex dave james sarah"""
)
#: Without meaning of their own beside one of the others.
FILLERS = (
    (
        r"(?:пожалуйста|плиз|пжл|пжлста|пожста|уже|ну|а|и|вот|теперь|сейчас|сегодня|коллеги|ребята|ребят|народ|господа|дорогие|уважаем\w+|вам|нам|мне|вы|мы|я|очень|ура|наконец|наконец-то|подскажите|скажите|же|просто|тогда"
        r"|все|друзья|девушки|извините|простите|пардон|прошу прощения|за беспокойство|что беспокою|у (?:нас|меня)"
        r"|(?:супер)?команда|служба поддержки|поддержка)"
    ),
    (
        r"(?:prosze|no to|no tak|no dobra|to|i|a|juz|teraz|pan|pani|panie|panstwo|panstwu|panu|bardzo|przepraszam|za klopot|ze przeszkadzam|mi|nam|ja|my|tylko pytam|u (?:nas|mnie)"
        r"|zespole|wszystkim|szanowni|szanowny|szanowna|koledzy|w takim razie|wiec|hura)"
    ),
    r"(?:please|pls|plz|so|then|and|well|just|sorry|to bother|for bothering|team|support|all|everyone|guys|folks|sir|madam|mr|mrs|ms|dear|oh|hm+|now|actually|again|mate|buddy|man|bro|hurray|yay|woohoo|btw)",
    r"(?:bitte|und|dann|s'il vous plait|por favor|per favore|та|і)",
    r"@\w+",
    "|".join(NAMES),
)
#: Thanks.
THANKS = (
    (
        r"(?:заранее |огромное |большое |всем |и )?(?:спасиб\w*|спасибочки|пасиб\w*|спс|спсб|сенкс|сенк ю|мерси|благодар(?:ю|им|ен|на|ны|ствую|очка|ность))(?: (?:вам|вас|тебя|тебе|всем|большое|огромное|огромнейшее|преогромное|человеческое|заранее|еще раз|от души|ребята|и вам|и тебе|за все))*"
        r"(?: за (?:(?:столь|быстрый|быструю|быстрое|быструю реакцию и|реакцию и|оперативн\w+|вашу|ваш|ваши|скорый|скорую|такую|такой|подробн\w+|прекрасн\w+|отличн\w+|хорош\w+|помощь и|поддержку и|ответ и) )*(?:ответ\w*|помощь|оперативн\w+|реакци\w+|поддержк\w+|работу|информацию|инфу|скорость|внимание|разъяснени\w+"
        r"|объяснени\w+|консультаци\w+|содействие|понимание|труд|отклик|старания|уведомление|подсказку|инструкцию|заботу|решение|участие|терпение|быстроту))?"
    ),
    r"(?:вы|ты) (?:лучшие|лучший|супер|молодцы|молодец|(?:нас|меня) (?:очень )?(?:выручили|спасли)|очень помогли)|(?:очень |сильно )?выручили|молодцы|от души|респект|приятно работать с вами",
    (
        r"(?:z gory |wielkie |serdecznie |bardzo |stokrotne )?(?:dziek(?:uje(?:my)?|i|s|owka|uwa)|dzieks|dzieki?|dzekuje|dzeki|dziekuja|podziekowania|wdzieczn[ya])(?: (?:bardzo|serdecznie|wielkie|pieknie|wam|panu|pani|panstwu|ci|z gory|slicznie|ogromne|jeszcze raz|za wszystko))*"
        r"(?: za (?:(?:szybka|szybkie|szybki|blyskawiczna|sprawna|wasza|panstwa|cala|ekspresowa|pomoc i) )*(?:odpowiedz|pomoc|reakcje|informacje|info|wsparcie|kontakt|zajecie sie sprawa|interwencje|dzialanie|wyjasnienie|wyjasnienia|cierpliwosc|rozwiazanie))?"
    ),
    (
        r"(?:many |much |big |ok |great )?(?:thanks|thank (?:you|u|yu)|thankyou|thx|thanx|tyvm|tnx|thnx|ty|tysm|thanking you|cheers|much appreciated|appreciate it|appreciated|i appreciate (?:it|that|your help))(?: (?:so|very|much|a lot|a million|a bunch|again|all|everyone|in advance|loads|indeed|for everything|to you|guys))*"
        r"(?: for (?:(?:the|your|a|such|quick|fast|prompt|swift|kind|great|help and|all|super|very) )*(?:help|reply|response|answer|support|assistance|info|information|update|effort|work|service|turnaround|patience|explanation|heads up|looking into (?:it|this)|letting (?:me|us) know|getting back(?: to (?:me|us))?))?"
    ),
    r"you(?:'re| are)? (?:the best|awesome|amazing|great|a star|a lifesaver)|great (?:job|work|support|service)|lifesaver|well done",
    r"(?:vielen |herzlichen |besten |tausend )?dank(?:e)?(?: (?:schon|sehr|ihnen|euch|im voraus|fur (?:die|ihre|eure) (?:schnelle )?(?:hilfe|antwort)|vielmals))*",
    r"(?:(?:щиро|дуже) )?дяку(?:ю|ємо|юємо|ємо)?(?: (?:вам|дуже|щиро|за допомогу|за відповідь))*|дзякуй",
    r"(?:muchas |mil |muchisimas )?gracias(?: (?:por (?:la|su|tu) (?:ayuda|respuesta)|a todos|de nuevo))*|(?:un grand |grand )?merci(?: (?:beaucoup|bien|infiniment|a vous|d'avance|pour (?:votre|l') ?(?:aide|reponse)))*|(?:tante |mille )?grazie(?: (?:mille|tante|a voi|infinite|dell'aiuto))*|obrigad[oa]",
    r"(?:за|za|for) (?:(?:вашу|ваш|быстрый|быструю|оперативн\w+|wasza|panstwa|szybka|the|your|all|quick|fast|all your) )*(?:помощь|ответ|поддержку|содействие|отклик|внимание|терпение|оперативность|pomoc|odpowiedz|informacje|info|reakcje|wsparcie|help|support|reply|response|update|information)",
    r"(?:премного|очень|бесконечно|искренне|безмерно|весьма) (?:благодар(?:ен|на|ны)|признател(?:ен|ьна|ьны))|признател(?:ен|ьна|ьны)|bardzo (?:jestem |jestesmy )?wdzieczn[ya]|jestem wdzieczn[ya]|(?:really |greatly |much )?(?:grateful|obliged)|appreciate (?:your|the|all your|all the) (?:quick |fast |prompt )?(?:help|support|response|reply|effort|time)",
)
#: Received, understood, agreed to nothing.
OK = (
    (
        r"(?:(?:все|вас|вами|тебя) )?(?:понял|поняла|поняли|понятно|понятненько|ясно|ясненько|принято|принял|приняла|приняли|услышал|услышали)(?: вас| тебя)?|ок|окей|океюшки|оки|окс|окай|ладно|ладненько|хорошо|хор|хорошо хорошо|учту|учтем|отлично|отличненько|супер|класс|классно|круто"
        r"|замечательно|прекрасно|здорово|чудесно|великолепно|добро|лады|угу|ага|договорились|на связи|буд(?:у|ем) на связи|без проблем|не за что|все (?:ок|хорошо|отлично|супер|ясно)|принят[оа] в работу|ознакомил(?:ся|ась|ись)|посмотрю|учел|записал|записала|очень приятно|приятно|рад|рады|будем знать|буду знать|пон|получил|получила|получили"
    ),
    r"ok|oki|okej|okey|okay|k|kk|dobrze|dobra|jasne|rozumiem|zrozumialem|zrozumialam|zrozumiano|zrozumiale|przyjalem|przyjelam|przyjalam|przyjeto|super|swietnie|extra|ekstra|spoko|git|w porzadku|fajnie|bosko|nie ma sprawy|nie ma za co|pewnie|odebralem|otrzymalem|otrzymalam|wszystko jasne|w pelni rozumiem|odnotowane",
    r"(?:i )?(?:got it|gotcha|understood|understand|noted|roger|roger that|copy that|received|acknowledged)|(?:that's |that is |sounds |all |very |pretty )?(?:great|good|perfect|awesome|excellent|cool|nice|fine|lovely|super|brilliant|fantastic|wonderful)|i see|all clear|alright|all right|right|will do|no problem|no worries|np|you're welcome|welcome|fair enough|makes sense|with thanks|sure|good to know",
    r"alles klar|gut|in ordnung|verstanden|prima|gerne|зрозуміло|зрозумів|добре|гаразд|vale|entendido|perfecto|d'accord|compris|parfait|tres bien|va bene|capito|perfetto|ricevuto",
    r"\++",
    r"подожд(?:у|ем)|потерп(?:лю|им)|ничего страшного|бывает|ознакомлен[аы]?|вопросов нет|к сведению|взял[аи]? на заметку|приму к сведению|ну ок|ну хорошо|ну ладно|ок ок|okk+|poczeka(?:m|my)|zaczeka(?:m|my)|przyjet[eoay]|przyjelismy|zrozumielismy|w takim razie ok|no dobra|no dobrze|super sprawa|dobra dobra|i'll wait|we'll wait|happy to wait|can wait|very well|ok then|noted with thanks|duly noted",
)
#: Greetings and good wishes.
GREETINGS = (
    (
        r"(?:добр(?:ый|ого|ое|ейший|ой)(?: (?:всем|вам))?(?: (?:день|дня|денек|денечек|утро|утра|вечер|вечера|времени суток|времени|суток|ночи))?|здравств\w*|здрас\w*|здаров\w*|здоров[ао]|приветств\w+|приветик\w*|(?:всем )?привет|салют|хай|хелло|доброе|всего (?:доброго|хорошего|наилучшего)|до свидания|до связи|до встречи|досвидания"
        r"|(?:и )?(?:вам |всем |и вам )?(?:хорош|удачн|приятн|прекрасн|отличн|легк|спокойн|продуктивн)(?:ого|его|ых|их|ой|ей)(?: (?:вам|всем))? (?:дня|вечера|выходных|недели|смены|работы|пятницы)(?: (?:и )?(?:вам|всем))?|удачи|с уважением|с (?:наступающим|новым годом|праздник\w+)|мира и добра|бывайте)"
    ),
    r"dzien dobry|dobry wieczor|dobry|dziendobry|witam(?: serdecznie)?|witajcie|czesc|hej|hejka|siema|siemka|milego (?:dnia|wieczoru|weekendu|popoludnia)|dobrego (?:dnia|weekendu)|udanego (?:dnia|weekendu)|pozdrawiam(?: serdecznie)?|pozdro|pozdrowienia|z powazaniem|do widzenia|do uslyszenia|na razie|spokojnego (?:dnia|weekendu)|wesolych swiat|(?:i )?(?:wzajemnie|nawzajem)",
    r"hello|hi|hey|hiya|hello there|hi there|hey there|good (?:morning|afternoon|evening|day|night)|morning|greetings|have a (?:nice|good|great|lovely) (?:day|one|evening|weekend)|(?:kind|best|warm|many) (?:regards|wishes)|regards|best|bye|goodbye|see you|take care|happy (?:friday|new year|holidays)|(?:and )?(?:you too|same to you)",
    r"hallo|guten (?:tag|morgen|abend)|servus|moin|mit freundlichen grussen|schonen tag(?: noch)?|bonjour|bonsoir|salut|bonne journee|cordialement|hola|buenos dias|buenas tardes|saludos|ciao|buongiorno|buonasera|salve|cordiali saluti|buona giornata|вітаю|добрий день|доброго дня|гарного дня|прывітанне",
    r"(?:всем )?(?:доброго|доброе|добрый) (?:утра|утро|дня|день|вечера|вечер)|(?:serdecznie )?pozdrawiamy|(?:serdeczne |pozdrowienia )pozdrowienia|спокойной ночи|dobrej nocy|good night|dobranoc|доброй ночи",
)
#: Answers when nothing else says what they answer.
YES = (
    r"да|да да|верно|подтверждаю|tak|tak tak|zgadza sie|potwierdzam|yes|yep|yeah|yup|confirmed|i confirm|i can confirm|ja|si|oui",
)
#: They wait: patiently after thanks, else pushing.
WAITS = (
    r"(?:очень |с нетерпением |все еще )?(?:жду|ждем|ожидаю|ожидаем|буд(?:у|ем) (?:очень )?(?:ждать|ожидать|благодар\w+))(?: (?:с нетерпением|вас|вашего|ваших|обратной связи|ответа|решения|новостей|звонка|от вас|реакции|скорейшего|результата|информации|тогда))*|держите (?:меня |нас )?в курсе",
    r"(?:bede |bedziemy )?(?:czekam|czekamy|czekac|czekal|czekala|czekali|oczekuje|oczekujemy)(?: (?:na|cierpliwie|z niecierpliwoscia|panstwa|wasza|dalsze|dalsza|odpowiedz|informacje|info|rozwiazanie|kontakt|wiadomosc|reakcje))*|prosze (?:mnie |nas )?informowac(?: na biezaco)?",
    r"(?:i'm |i am |we are |we're )?(?:still |patiently )?(?:waiting|awaiting|will wait|i'll wait|we'll wait|i will wait|we will wait)(?: (?:for|your|a|an|the|reply|response|answer|feedback|update|news|to hear from you|patiently|here))*|looking forward to (?:your|hearing from you)(?: (?:reply|answer|response))?|keep (?:me|us) (?:posted|updated)",
    r"ich warte|wir warten|(?:ich |wir )?freue(?:n)? (?:mich|uns) auf (?:ihre|eure) antwort|чекаю|чекаємо|espero|attendo",
)
#: What only asks for something that must follow.
ASKING = (
    r"(?:(?:прошу|просим|просьба|можно|можете|могу|могу я|хотел|хотела|хотели|хотелось|бы|не могли|вы|мне|нам|пожалуйста) )*(?:сообщит[ье]|уточнит[ье]|подсказать|узнать|напишите|написать|напомните|скажите|сказать|спросить|информировать|проинформируйте|проинформировать|поинтересоваться|дайте знать|дать знать|сориентируйте|сориентировать)(?: (?:нам|мне|нас|меня|информацию|пожалуйста|хотя бы|бы))*|(?:меня |нас )?интересует",
    r"(?:(?:chcialbym|chcialabym|chcielibysmy|chcialem|chcialam|moge|czy moge|czy mozna|prosze|prosimy|mozna|wolno) )*(?:zapytac|sie dowiedziec|dowiedziec sie|o informacje|powiedziec|dac znac|prosic o|poprosic o|spytac|dajcie znac|napiszcie|powiedzcie|ustalic|sprawdzic)(?: (?:o|mi|nam|czy|w sprawie))*",
    r"(?:(?:i'd|i|we|we'd|i would|we would|just|can|could|may|would|you|like|wanted|want|was|hoping|please|kindly) )*(?:to know|to ask|to check|wondering|let (?:me|us) know|tell (?:me|us)|advise|to find out|to follow up|ask|know|check)(?: (?:about|if|on|whether|us|me))*",
)
#: How things stand.
NEWS = (
    rf"(?:нет ли|есть ли|есть|имеются|появились|появилась|будут|что с){_ANY_RU}(?: (?:у вас|по нам))? (?:новост\w+|нов\w\w информаци\w+|(?:что нибудь |что-нибудь |что-то |чего )?нового|новое|(?:что|чего)[ -](?:нибудь|то|либо) нов\w+|информаци\w+|инфа|инфо|подвижки|подвижек|сдвиги|продвижени\w+|прогресс|апдейт\w*|результат\w*|изменени\w+|решение|ответ|ясность|понимание|прогноз\w*|срок\w*|что-нибудь|что-то|что|чего){_TAIL_RU}",
    rf"(?:какие|какие-нибудь|какие-то|какие-либо|по)(?: там| у вас| нам| сейчас| есть)* (?:новост\w+|подвижки|успехи|результаты|сроки|прогнозы|срокам)(?: (?:что|есть|у нас|там))*{_TAIL_RU}|(?:о |об )?(?:новости|новостей|подвижки|апдейт|результат|статус|статусы|статуса|статусе|сроки|срок|сроков|прогресс|ход\w? (?:работ\w*|решения|исполнения|рассмотрения)){_TAIL_RU}|какая (?:там |сейчас )?ситуация{_TAIL_RU}",
    rf"(?:ну )?(?:и )?(?:а )?(?:что|че|чо|шо|чего|чё|ч[еo]го) (?:там|слышно|хорошего|нового|скажете|решили|выяснил\w+|думаете|происходит|у нас|у вас|в итоге|получается)(?: (?:слышно|нового|у нас|у вас|решили|получилось|в итоге|происходит|хорошего))*{_TAIL_RU}|что{_OURS_RU}|(?:а )?что там (?:с|по) (?:почт\w+|принтер\w*|сервер\w*|доступ\w*|сайт\w*|баз\w+|интернет\w*|связью|1с|телефон\w*|лицензи\w+|vpn|впн|печатью|системой|отчет\w*)",
    rf"ну (?:и )?(?:как|что)(?: (?:там|дела|успехи|оно))*|а (?:как|что) (?:там|дела|успехи){_TAIL_RU}|как (?:там |у нас |у вас |вообще |сейчас |наши ){{0,2}}(?:дела|успехи|обстоят дела|обстановка|продвигается|продвигаются|движется|движутся|идут|идет|процесс|прогресс|ситуация|обстоит|обстоят)(?: (?:дела|работа|работы|процесс|решение|дело))*{_TAIL_RU}|как там{_TAIL_RU}|и (?:что|как там|чего)|известно (?:что-нибудь|что-то|уже|ли){_TAIL_RU}|(?:что-нибудь|что-то|уже что-то) (?:известно|слышно|прояснилось|решили){_TAIL_RU}|стало (?:что-нибудь |что-то )?известно{_TAIL_RU}",
    (
        r"(?:и |ну |а )?(?:до |на )?(?:когда|ориентировочно когда|к какому (?:времени|сроку))(?: (?:же|уже|примерно|ориентировочно|можно|нам|мне|вы|это|все|все это|мы|планируете|планируется|хоть|хотя бы|приблизительно|наконец|его|ее|наш\w+|проблему|вопрос|заявку))*"
        rf"(?: (?:будет|будут|ожидать|ждать|почин\w+|исправ\w+|реш(?:ите|ат|ится|ить|ение|ения)|сдела\w+|заработает|заработают|восстанов\w+|ответ(?:ите|ят|ит)?|готово|закончите|устран\w+|наладите|поправ\w+|разберет\w+|займет\w+|получим|получу|рассмотр\w+|посмотр\w+|начнете))?(?: (?:готово|ответа?|решен\w*|исправлен\w*|сделан\w*|результат\w*|работать|что-нибудь|известно|устранен\w*|починен\w*|ваш\w*|это|все|уже|нам|наконец))*{_TAIL_RU}"
    ),
    rf"(?=[^?]{{0,40}}\b(?:ждать|еще|осталось|займет|времени)\b)(?:сколько|долго|как долго|через сколько)(?: (?:еще|времени|нам|мне|можно|по времени|это|может|займет|занять|ждать|примерно|осталось|ли|часов|дней|будет|нужно|придется|решение))+{_TAIL_RU}",
    rf"(?:на|в) как(?:ой|ом)(?: сейчас)? (?:стадии|этапе|статусе|состоянии)(?: (?:находится|сейчас|решение|рассмотрение|работа|работы|дело|вопрос|мы))*{_TAIL_RU}|как(?:ой|ов|ие|овы)(?: (?:сейчас|там|у нас|у вас|текущий|примерно|ориентировочные|ориентировочный|наш))* (?:статус|срок\w*|прогноз\w*|результат\w*)(?: (?:решения|исполнения|выполнения|ремонта))?{_TAIL_RU}",
    (
        rf"(?:czy )?(?:sa|jest|macie|maja panstwo|mamy)(?: (?:juz|jakies|jakis|moze|cos|dla nas|dla mnie|tu))* (?:nowosci|nowego|wiesci|nowe informacje|informacje|info|postep\w*|update|odpowiedz|wiadomo|wiadomosci|status|rozwiazanie){_TAIL_PL}|(?:czy )?(?:juz )?(?:cos )?(?:juz )?wiadomo(?: (?:juz|cos|moze|kiedy|wiecej))*{_TAIL_PL}|jakies (?:nowosci|wiesci|informacje|postepy|info|nowe wiesci){_TAIL_PL}"
        rf"|(?:a )?(?:no )?(?:i )?(?:co|jak)(?: (?:tam|slychac|nowego|sie dzieje|z tym|u nas|dalej|to|sprawa|sytuacja|wyglada|idzie|idzie wam|ida|prace|stoi|stoja|stoimy|postepy|przebiega|naprawa|ta|nasza|moja|zgloszenie|nasze))+{_TAIL_PL}|co{_TAIL_PL[:-5]}{{1,4}}|(?:no )?i co|no i|no i jak"
    ),
    (
        r"(?:a |to |no |i )*(?:na |do )?kiedy(?: (?:to|bedzie|beda|mozna|mozemy|moge|sie|mniej wiecej|orientacyjnie|w koncu|wreszcie|to|naprawicie|naprawia|zostanie|spodziewac|oczekiwac|otrzymamy|dostaniemy|dostane|otrzymam|liczyc|ruszy|zadziala|bedzie dzialac|planujecie|planowane|zrobicie|zajmiecie|ktos|sie tym|zajmie|odpowiecie|rozwiazecie|jakies|jakas|cos|gotowe|naprawione|zrobione|rozwiazane|dzialalo|dzialac|odpowiedzi|odpowiedz|rozwiazania|rozwiazanie|naprawy|naprawa|na|juz|wiadomo|usuniecie|awarii|koniec))*"
        rf"{_TAIL_PL}|(?:ile|jak dlugo)(?: (?:jeszcze|mamy|mam|to|czasu|potrwa|bedzie|trwalo|trzeba|bedziemy|to zajmie|zajmie|czekac|mozna))+{_TAIL_PL}|dlugo(?: (?:jeszcze|to|potrwa))+|jak dlugo|jaki(?: jest)?(?: (?:aktualny|obecny|teraz))? (?:status|stan|etap|termin){_TAIL_PL}|na jakim (?:etapie|jest etapie)(?: (?:jest|jestesmy|stoi))?{_TAIL_PL}|(?:aktualny |obecny )?(?:status|stan){_TAIL_PL}|na jakim etapie(?: (?:jest|sa|jestesmy|prace))*{_TAIL_PL}|(?:macie|wiecie)(?: (?:juz|cos|wiecej))+{_TAIL_PL}|prosze o (?:(?:aktualny|biezacy|jakis) )?(?:status|aktualizacje|informacje|info|update|informacje zwrotna){_TAIL_PL}|poprosze o (?:status|update|info){_TAIL_PL}"
    ),
    (
        rf"(?:is |are )?(?:there )?(?:(?:do you |have you |did you |you )?(?:have|got|get|hear) )?(?:any|an|some)(?: (?:new|further|more|good|possible|other))* (?:updates?|news|progress|info|information|eta|word|developments?|feedback|luck|movement|status){_TAIL_EN}|(?:the |current )?(?:updates?|news|eta|status|progress|status update)(?: (?:request|check))?{_TAIL_EN}"
        rf"|(?:can|could|may|might|would) (?:you|i|we|someone|somebody)(?: (?:please|kindly|maybe|perhaps))?(?: (?:give|get|send|have|provide|let|share|tell))(?: (?:me|us|with|know))*(?: (?:an|a|any|some|the|quick|short|status|eta|update|news|info))+{_TAIL_EN}|please (?:update|advise)(?: (?:me|us))?{_TAIL_EN}|following up{_TAIL_EN}|(?:just )?checking in{_TAIL_EN}|just checking|following up"
    ),
    (
        rf"(?:so )?(?:how|hows|how's)(?: (?:is|are|does|do))?(?: (?:it|things|that|this|the|my|our|work|progress))*(?: (?:going|coming along|coming|looking|look|progressing|progress|stand))(?: on)?{_TAIL_EN}|how far(?: (?:are|is|along|you|we|it))*{_TAIL_EN}|(?:what|whats|what's)(?: (?:is|the|about|current|latest|our|my|up|new|happening|going on|status|state|eta|situation|progress))+{_TAIL_EN}|where (?:are we|do we stand|does (?:it|this) stand|is (?:this|it)(?: at)?|we at){_TAIL_EN}"
        rf"|(?:by )?when(?: (?:will|can|could|should|is|do|are|would|might|you|we|i|it|this|that|they|someone|be|the|expect|going|to|think|approximately|roughly|exactly|get|have|hear|back|from))*(?: (?:fixed|ready|done|resolved|solved|fix it|fix this|fix|working|work|back|up|running|finished|repaired|answer|a reply|an answer|a fix|an update|a solution|expect|restored|solution))*{_TAIL_EN}|how (?:much longer|long|much more time)(?: (?:will|does|is|it|this|that|take|to|wait|need|do|we|i|have|until|until it's|still|more|fixed|be|the fix|going))*{_TAIL_EN}"
    ),
    r"(?:gibt es|gibt's) (?:schon )?(?:etwas neues|was neues|neuigkeiten|neues)|was neues|neuigkeiten|wie ist der (?:stand|status)|(?:bis )?wann (?:ist es|wird es|geht es|wird das)(?: (?:fertig|wieder|behoben))*|wie lange(?: (?:dauert|es|noch|das))+|(?:чи )?є (?:якісь )?новини|що (?:там|чути|нового)(?: (?:з|по) (?:моїй|нашій|моїм|нашим) (?:заявці|заявкою|питанню))?|коли (?:буде|полагодите|запрацює)(?: готово)?|ёсць навіны",
    r"(?:hay|tienen|tienes)(?: (?:alguna|algunas|ya))? (?:novedad|novedades|noticias)|alguna (?:novedad|noticia)|(?:para )?cuando (?:estara|estara listo|lo arreglan)|(?:y )?como va(?: (?:mi|el) (?:caso|ticket))?|(?:avez-vous |il y a |y a-t-il )?(?:des|du) (?:nouvelles|nouveau)|ou en (?:est|sont|etes)[ -]?(?:on|vous|nous)?|c'est pour quand|(?:ci sono|avete|qualche) (?:novita|notizie|aggiornamento|aggiornamenti)|novita|a che punto (?:siamo|siete)|quando sara pronto",
    *_NEWS_LOOSE,
)
#: The same where it is asked and would else mean something else.
NEWS_ASKED = (
    r"(?:a |no )?i jak|(?:ну|и|а|i|no|a|and|so|well|und|et|y|e|та)(?: (?:ну|и|i|so|then))?",
    r"(?:уже )?(?:скоро|долго|еще долго|скоро ли|долго ли)(?: (?:уже|еще|будет|заработает|почините|сделаете|решите|решится|все|ждать|готово|наладите|исправите|нам|мне))*|(?:(?:моя|наша|мой|наш|мое|наше|эта|уже) )*(?:заявк\w|тикет|обращение|вопрос|запрос)(?: (?:вообще|еще|уже))* (?:в работе|рассматривается|решается|принят\w?|взят\w? в работу)|(?:уже )?(?:взяли|взята|взят|приняли|принята) в работу",
    rf"(?:удалось|получилось|вышло)(?: (?:ли|вам|уже|что-нибудь|что-то|что-либо|хоть))*(?: (?:выяснить|решить|разобраться|найти|понять|узнать|посмотреть|починить|воспроизвести|исправить|найти причину|с этим|причину|что-нибудь|что-то|проблему|вопрос))+{_TAIL_RU}|(?:вы )?(?:там )?(?:уже )?(?:что-нибудь |что-то )?(?:посмотрели|смотрели|разобрались|выяснили|решили|починили|исправили|сделали|нашли|узнали|занимаетесь|продвинулись|работаете над)(?: (?:ли|уже|вы|что-нибудь|что-то|причину|проблему|вопрос|этим|нашей|нашим|проблемой))*{_TAIL_RU}|кто-нибудь (?:уже )?(?:занимается|смотрит|работает над)(?: (?:этим|нашей|моей))*{_TAIL_RU}",
    rf"(?:czy )?(?:cos |juz |panstwo |udalo sie |ktos |juz cos )*(?:ustaliliscie|ustalono|udalo sie|naprawiliscie|sprawdziliscie|sie tym zajmuje|zajmujecie sie|nad tym pracuje|ustalic|naprawic|sprawdzic|rozwiazac|znalezc|dowiedziec sie)(?: (?:cos|juz|tym|przyczyne|problem|sie))*{_TAIL_PL}|kiedy",
    rf"(?:did|have|has|were|was|is|are)(?: (?:you|anyone|anybody|someone|somebody|able|the team|they))+(?: (?:to|manage to|managed to|had a chance to|get a chance to|yet))*(?: (?:find|found|look|looked|looking|check|checked|fix|fixed|figure|solve|solved|working|resolve|reproduce))(?: (?:out|into|at|on|anything|something|the cause|it|this|the issue))*{_TAIL_EN}|when|\?",
)
#: Nothing is wrong any more, or the request may be closed.
WORKS = (
    rf"(?:(?:все|все это|оно|это|у (?:нас|меня|всех)|вот|о|ой|как-то|да|после (?:перезагрузки|перезапуска|обновления|рестарта)|перезагрузил|перезагрузила|перезагрузили|перезапустил|перезапустили|свет дали|{_NOUN_RU}) )*(?:{_STATE_RU} )*(?:как-то )?(?:заработ(?:ал|ала|ало|али|ало все))(?: {_STATE_RU})*{_AFTER_RU}",
    rf"(?:(?:все|оно|о|свет дали|после (?:перезагрузки|перезапуска|обновления|рестарта)|перезагрузил|перезагрузили|перезапустили|нашли причину|причину нашли|у (?:нас|меня|всех)) )*(?:{_STATE_RU} )*работа(?:ет|ем)(?: (?:все|{_STATE_RU}))*{_AFTER_RU}|(?:{_NOUN_RU} )(?:{_STATE_RU} )+(?:работа(?:ет|ют)|доступ\w+|на месте|в строю)(?: {_STATE_RU})*{_AFTER_RU}|(?:(?:все|у (?:нас|меня)) )+работают",
    rf"(?:(?:это|все|у (?:нас|меня)|перезагрузка|перезапуск|переустановка|ваш совет|совет|инструкция|ваша инструкция|ваши рекомендации|рекомендации|очень|действительно) )*(?:помог(?:ло|ла|ли)?|получилось|завелось|завелся|запустилось|запустился|запустилась|ожил\w*|подключил(?:ся|ась|ось|ись)|все открылось|все открывается)(?: {_STATE_RU})*{_AFTER_RU}|(?:{_NOUN_RU} )(?:{_STATE_RU} )*(?:ожил\w*|появил(?:ся|ась|ось|ись)|восстановил(?:ся|ась|ось|ись)|вернул(?:ся|ась|ось|ись)|поднял(?:ся|ась|ось|ись)|открыл(?:ся|ась|ось|ись)|запустил(?:ся|ась|ось|ись)|есть){_AFTER_RU}",
    rf"(?:(?:все|уже|сами|сам|у нас|все уже|вопрос|проблем\w|проблемы|заявка|тикет|тема|инцидент|наш\w*|мы|я|ваши|инженеры|коллеги|местный|админ|{_NOUN_RU}) )+{_BROUGHT_BACK}(?: (?:сам|сама|само|сами|самостоятельно|успешно|уже|полностью|своими силами|все))*{_AFTER_RU}|{_BROUGHT_BACK}(?: (?:сам|сама|само|сами|самостоятельно|своими силами|все|уже))+|(?:исправлено|решено|починилось|наладилось|устранено|восстановлено|исправилось|рассосалось|само прошло)",
    r"(?:(?:уже|сами|мы|я|все|сам|сама) )*(?:разобрал(?:ся|ась|ись)|справил(?:ся|ась|ись)|решил(?:и|а)? (?:сами|вопрос|проблему|сам|сама))(?: (?:сами|сам|сама|самостоятельно|своими силами|уже|сами))*|(?:удалось|смогли|получилось) (?:решить|починить|разобраться|исправить)(?: (?:сам\w*|самостоятельно|вопрос|проблему))*",
    r"(?:(?:вопрос|проблема|заявка|тикет|тема|обращение|инцидент|помощь|наш\w*|мо\w|это|все) )*(?:(?:уже|больше|теперь|более) )*(?:неактуал\w+|не актуал\w+|потерял\w* актуальность)(?: больше| уже)?|(?:помощь )?(?:уже|больше|более) (?:ничего )?не (?:нужн[оа]|надо|требуется)|(?:вопрос|проблема|тема|инцидент) (?:исчерпан\w*|снят\w*|закрыт\w*|ушла|исчезла|больше не (?:повторяется|возникает|проявляется))|отбой(?: тревоги)?|ложная тревога|(?:больше вопросов|вопросов больше) (?:нет|не имею|не имеем)|больше (?:ни разу )?не (?:повторял[оа]сь|повторяется|воспроизводится|возникает|проявляется)",
    r"(?:(?:теперь|уже|сейчас|у нас|у меня|наконец|наконец-то) )+все (?:ок|норм\w*|хорошо|отлично|супер|в норме|в порядке|работает|получается|прекрасно)|все (?:теперь|уже|сейчас|у нас) (?:ок|норм\w*|хорошо|отлично|супер|в порядке)|все (?:в порядке|наладилось|в норме|получилось|удалось|восстановилось|починилось|решилось|исправилось)",
    rf"(?:(?:можно|можете|можем|предлагаю|давайте|прошу|просим|просьба|смело|тогда|теперь|уже|вы) )*(?:{_CASE_RU} )?(?:(?:можно|можете|прошу|уже|смело|пожалуйста) )*{_CLOSE_RU}(?: (?:пожалуйста|смело|уже|ее|его|{_CASE_RU}))*",
    rf"(?:{_NOUN_PL}|wszystko) (?:{_STATE_PL} )*(?:wrocil\w*)(?: (?:do normy|{_STATE_PL}))*|(?:(?:juz|u nas|u mnie|wszystko|to|{_NOUN_PL}|{_STATE_PL}) )*(?:zadzialal\w*|ruszyl\w*|wstal\w*)(?: (?:wszystko|{_STATE_PL}))*{_AFTER_PL}|(?:(?:juz|u nas|u mnie|wszystko|to|no|po restarcie|po aktualizacji|po ponownym uruchomieniu|o|{_STATE_PL}) )*(?:dziala|smiga|hula|chodzi)(?: (?:juz|wszystko|u nas|u mnie|{_STATE_PL}))*{_AFTER_PL}|{_NOUN_PL} (?:{_STATE_PL} )+(?:dziala|dzialaja|chodzi|drukuje|jest|dostepn\w+)(?: {_STATE_PL})*{_AFTER_PL}|{_NOUN_PL} dzialaj?a? {_STATE_PL}|wszystkie dzialaja",
    r"(?:(?:juz|sami|sam|sama|nam|mi|sie|nasz|moj|nam sie) )*(?:problem|sprawa|temat|awaria|zgloszenie)(?: (?:zostal|zostala|zostalo|jest|juz|sie|sam))* (?:rozwiazan[yae]|rozwiazal\w*|naprawion[yae]|usuniet[yae]|zalatwion[yae]|nieaktualn[yae]|zniknal|ustapil|zamkniet[yae]|ogarniet[yae])(?: (?:sie|sam|juz|samo))*|(?:juz |wszystko |sami |sam )*(?:naprawione|zalatwione|rozwiazane|nieaktualne|niepotrzebne|ogarniete|ogarnelismy|ogarnalem|naprawilismy|naprawilo sie|rozwiazalo sie|nie jest potrzebne)(?: (?:juz|sami|samo|sam))*",
    r"(?:(?:juz|sami|sam|sama|jednak) )*(?:poradzilismy sobie|poradzilem sobie|poradzilam sobie|dalismy rade|dalem rade|udalo sie(?: (?:naprawic|rozwiazac|zalogowac|nam|mi|problem|samemu|samodzielnie))*|rozwiazalismy(?: (?:problem|to))?)(?: (?:sami|sam|sama|z problemem|z tym|juz|we wlasnym zakresie))*|(?:to |restart |bardzo |porada |rada |instrukcja )*pomogl[aoy]?(?: bardzo)?|(?:juz )?(?:wszystko )?(?:juz |teraz )?(?:wszystko )?(?:jest )?(?:juz )?(?:w porzadku|ok|dobrze|gra) (?:juz|teraz)|(?:juz|teraz)(?: jest)? (?:wszystko )?(?:w porzadku|ok|dobrze|gra)|wszystko (?:juz |teraz )?(?:jest )?(?:w porzadku|gra|ok)|falszywy alarm|(?:pomoc )?(?:juz )?nie(?:potrzebna| jest juz potrzebna| potrzebujemy juz pomocy)",
    rf"(?:(?:mozna|mozecie|moga panstwo|prosze|prosimy|smialo|juz|wiec|moze pan|moze pani) )*(?:{_CASE_PL} )?(?:(?:mozna|mozecie|prosze|smialo|juz) )*(?:zamknac|do zamkniecia|zamykac|zamknijcie|zamykamy|zamykam|zamknij|o zamkniecie)(?: (?:juz|prosze|smialo|zgloszenia|sprawy|ticketu|{_CASE_PL}))*",
    rf"(?:everything|everything's|all|{_NOUN_EN}) (?:(?:is|are|now|all) )*back(?: (?:up|online|to normal|now|again))*|(?:(?:it|this|that|everything|all|things|it all|{_NOUN_EN}) )?(?:(?:is|are|'s|its|it's|that's|everything's|all|just|now) )*(?:{_STATE_EN} )*(?:(?:works|work|working|running)(?: (?:up|online|running|to normal))?(?: {_STATE_EN})+|(?:up and running|back up|back online|operational|fully functional|back to normal)(?: {_STATE_EN})*)|(?:(?:it|this|that|everything|it all|all|everything's|it's|its) )+(?:(?:is|just|now|already|finally|all) )*(?:works|working|up and running|back online|back to normal|back up)(?: {_STATE_EN})*|(?:works|working)(?: (?:again|now|fine|perfectly|{_STATE_EN}))*",
    rf"(?:that|this|it|which|rebooting|restarting|the reboot|the restart|reboot|restart|a restart|a reboot|your fix|the fix|your suggestion|the workaround)(?: (?:has|did|really|just|all))* (?:worked|helped|fixed it|solved it|did it|did the trick|resolved it|fixed the (?:issue|problem)|solved the (?:issue|problem)){_TAIL_EN}|(?:worked|helped)(?: (?:a lot|like a charm|perfectly|great))?",
    rf"(?:(?:the|our|my|this|that) )?(?:(?:it|it's|issue|issues|problem|ticket|matter|everything|all|this|that|that's|incident|case)(?: (?:is|are|has been|have been|was|'s|got|now|been|already|itself|all|is all|is now))* )(?:now |already |all )*(?:solved|fixed|resolved|sorted|sorted out|gone|settled|cleared up|closed|restored|no longer (?:relevant|needed|an issue|occurs))(?: (?:itself|by itself|now|already|itself out|out|on our side|on its own|thanks to you))*|(?:all |already |now |problem |issue )*(?:solved|fixed|resolved|sorted|sorted out|restored)(?: (?:it|now|already|out|itself|on our side|the issue|the problem|by ourselves|myself|ourselves|it out|it myself|it ourselves|this))*|no longer (?:relevant|needed|necessary|an issue|required)|(?:never ?mind|nvm|scratch that|false alarm|disregard|please disregard|please ignore|you can ignore this)(?: {_CASE_EN})?",
    r"(?:(?:i|we|i've|we've|we have|i have|actually|managed to|i managed to|we managed to|already|just) )+(?:fixed|solved|sorted|resolved|figured|fix|solve|sort|resolve|figure|got it working|got it to work)(?: (?:it|this|that|out|the issue|the problem|myself|ourselves|already|by ourselves|on our own|now))*|(?:all|everything|we're|we are|everything's|everything is|it's|things are)(?: (?:is|are|looks|all|now))* (?:good|fine|ok|okay|great|sorted|set)(?: (?:now|again|on our side|here|on our end))+|(?:all|everything)(?: is)? back to normal|back to normal|(?:it|this)(?: is|'s)? (?:ok|okay|fine|good|alright)(?: now| again)+|(?:it's|its) (?:ok|okay|fine|good|alright)(?: now| again)+|no (?:more|further) (?:issues|problems|questions)|back online|up and running",
    rf"(?:(?:you|i|we|it|this|please|feel free to|go ahead and|the ticket|this ticket|ticket|let's|can we|may now|now|so|may|can|could|therefore|kindly|to) )*(?:close|be closed)(?: (?:now|please|then|{_CASE_EN}))*|(?:please )?(?:consider|mark)(?: {_CASE_EN})?(?: as)? (?:closed|resolved|solved)|ok to close",
    r"(?:es |jetzt |alles )*(?:funktioniert|geht|lauft)(?: (?:wieder|jetzt|alles|nun|schon|perfekt))+|(?:problem |hat sich )*(?:gelost|erledigt|behoben)|(?:(?:вже|все|усе|знову) )*(?:працює|запрацювало|вирішено|вирішили)(?: (?:знову|вже|все))*|(?:можна|можете) закривати(?: заявку)?|ужо працуе|ya (?:funciona|esta|esta resuelto|esta solucionado)(?: (?:todo|bien|de nuevo))*|(?:todo )?funciona(?: (?:de nuevo|otra vez|bien|todo|perfectamente))+|(?:problema )?(?:resuelto|solucionado)|(?:pueden|puede) cerrar(?: el (?:caso|ticket))?",
    r"(?:ca|cela|tout)(?: re)? ?(?:marche|fonctionne|remarche|refonctionne)(?: (?:a nouveau|maintenant|bien|de nouveau|parfaitement))*|(?:c'est |probleme )(?:resolu|regle|bon)|resolu|vous pouvez (?:fermer|cloturer)(?: le ticket)?|(?:ora|adesso|tutto|di nuovo)(?: ora| adesso)? funziona(?: (?:tutto|di nuovo|bene|perfettamente))*|funziona (?:tutto|di nuovo|adesso|ora|bene)|(?:problema )?risolto|(?:potete|puo) chiudere(?: il ticket)?",
    *_WORKS_LOOSE,
)
#: The same where somebody also says thanks or yes.
WORKS_THANKED = (
    rf"{_NOUN_RU}(?: {_STATE_RU})* (?:работа(?:ет|ют)|есть|на месте|в порядке|печатает|открывается|открываются|ходит|ходят|пошли|пошла|приходит|приходят|грузится|доступ\w+){_AFTER_RU}|(?:(?:все|снова|теперь|уже|опять|{_STATE_RU}) )*(?:печатает|открывается|запускается|грузится|заходит|пускает|решили|решил|починили|исправили|восстановили|зашел|зашла|зашли|вошел|вошла|вошли|открылось|открылся|открылась|доступ есть|доступ получили|доступ получил|загрузилось|подключилось|нашли|нашел|нашла)(?: (?:все|уже|снова|теперь))*{_AFTER_RU}|починилось|работают",
    rf"{_NOUN_PL} (?:dziala|dzialaja|chodzi|drukuje|jest|wrocil\w*){_AFTER_PL}|(?:(?:juz|znowu|teraz) )*(?:drukuje|loguje|otwiera sie|mam dostep|mamy dostep|zalogowalem sie|zalogowalam sie|jest dostep|dzialaja|widze|jest)(?: (?:juz|teraz))*",
    rf"{_NOUN_EN} (?:works|work|is working|are working|is up|are up|is fine|is ok)(?: {_STATE_EN})*|(?:email's|internet's|vpn's|server's|printer's|site's|mail's|phones) (?:are )?back(?: (?:up|online|now))*|(?:i|we) (?:can|could|am able to|are able to)(?: (?:now|finally|again))? (?:log in|login|print|connect|access it|open it|get in|see it)(?: (?:now|again|finally))*|(?:i'm|we're|i am|we are) (?:in|back in|back online|up and running)(?: now)?|in ordnung jetzt|funktioniert|geht|funciona|funziona",
)
#: A polite question that asks to close.
CLOSE_ASKED = (
    rf"(?:не )?(?:могли бы|можете|могли бы вы|можете ли)(?: вы)? закрыть {_CASE_RU}|(?:czy )?(?:mozecie|moglibyscie|moga panstwo|moglby pan|moglaby pani)(?: prosze)? zamknac {_CASE_PL}|(?:can|could|would) you(?: (?:please|kindly|now))* close {_CASE_EN}(?: (?:please|now))*",
)
#: Nothing but pushing.
INSISTS = (
    r"а+у+|ал{1,2}о|але|эй|ей|йоу|тук-тук|тук тук|(?:(?:очень|супер|крайне|максимально|это|ну|все еще|очень-очень|правда|мне|нам|дико) )*(?:срочн(?:о|ее|ейше|як|ое)|важно|критично|горит|горим|сос|sos)(?: (?:нужно|надо|очень|нужна помощь|нужен ответ|ответьте|решите|помогите|же))*|(?:как можно |по)?(?:скорее|быстрее|поскорее|побыстрее|скорей|шустрее)|поторопитесь|ускорьтесь|ускорьте(?: (?:решение|процесс))?|прошу (?:ускорить(?:ся)?|ответить|срочно ответить|помочь|отреагировать)(?: (?:решение|процесс))?",
    r"(?:вы|ты)(?: (?:вообще|еще|там|хоть|все))* (?:тут|здесь|там|живы|живые|на месте|где|меня слышите|меня видите|нас слышите|спите|на связи|отвечаете|читаете)|вы где|где вы|куда (?:вы )?пропали|есть (?:тут |там |здесь |хоть )*кто(?:-нибудь|-то|-либо| нибудь| то)?(?: (?:живой|живые|тут|здесь|там|на месте|на связи|дома|в поддержке|на линии))*|кто-нибудь(?: (?:тут|здесь|там|есть|ответит|ответьте|живой|на связи|меня слышит|видит|это|мне))*|кто нибудь(?: (?:тут|здесь|есть|ответит))*|хоть кто-нибудь(?: ответ\w+)?|меня (?:кто-нибудь )?(?:слышно|видно|слышите|видите)(?: кто-нибудь)?|прием(?: прием)?|хелп|помогите|помогите мне|помогите нам|спасите",
    r"(?:почему|чего|что|че)(?: (?:вы|же|мне|нам|так долго|все|никто|до сих пор|опять|мне никто|нам никто))* (?:не отвечае\w+|не отвечают|молчите|молчание|молчат|тишина|тишина-то|игнорируете|игнорируют|не реагируете|не реагирует|тянете|долго)|(?:мне |нам )?(?:никто )?(?:мне |нам )?(?:до сих пор |так и |все еще )?(?:никто )?не (?:отвечаете|отвечает|ответили|ответил|перезвонил|перезвонили|реагирует)|(?:ответьте|отзовитесь|отреагируйте|откликнитесь|ответь)(?: (?:кто-нибудь|что-нибудь|мне|нам|хоть|уже|наконец|срочно|хоть что-нибудь|хоть кто-нибудь))*|(?:до сих пор|по-прежнему|так и|все еще) (?:нет ответа|тишина|жду|ждем|без ответа|ни ответа|молчание)|нет ответа|(?:полная )?тишина|игнор|сделайте (?:уже )?(?:что-нибудь|хоть что-нибудь)|ап|апп|напоминаю(?: (?:о себе|о заявке|про заявку|вам))*|(?:клиент|клиенты|люди|все|мы|мы все)(?: (?:уже|все))* ждут|люди|(?:вы )?(?:меня|нас) игнорируете|времени (?:совсем )?нет|сколько можно|ну сколько можно|ну вы где|это невозможно|вы издеваетесь",
    rf"(?:очень |все еще |мы |я )*(?:жду|ждем|ожидаем|ожидаю)(?: (?:ответа|реакции|решения|вас|вашего|от вас|с утра|со вчера|со вчерашнего дня|третий день|второй день|весь день|целый день|целый час|полдня|уже|\d+|час|часа|часов|минут|день|дня|дней|неделю|недели|больше|более|сутки|полчаса))+|прош(?:ло|ел|ла) (?:уже |больше |более )*(?:\d+ )?(?:час|часа|часов|день|дня|дней|минут|сутки|неделя|неделю|полдня|полчаса|два часа|три часа|два дня|три дня){_TAIL_RU}",
    r"halo+|alo+|hop hop|(?:(?:bardzo|to|to jest|naprawde|mega|super|mi|nam) )*(?:piln(?:e|ie|a sprawa)|wazne|pali sie|zalezy na czasie)(?: (?:bardzo|prosze))*|(?:jest|czy jest|halo jest|jest tu|jest tam)(?: (?:tam|tu|tutaj|ktos|kto))*(?: (?:ktos|kto|zywy|tam|tu|z panstwa|dyzurny))+|ktos(?: (?:tam|tu|jest|odpowie|mi|zyje|odpisze))*|(?:dlaczego|czemu)(?: (?:nikt|mi|nam|panstwo|wciaz|dalej))* nie (?:odpowiada\w*|odpisuje\w*|reaguje\w*)|nikt (?:mi |nam |dalej |nadal |wciaz )*nie (?:odpowiada|odpisuje|reaguje|oddzwonil|odpowiedzial)|prosze(?: (?:pilnie|o|szybka|szybko|jakakolwiek|jakas|pilna|kogos))* (?:odpowiedz|odpisac|odpowiedziec|kontakt|reakcje|pomoc|o pomoc)|pomocy|ratunku|odezwijcie sie|odpiszcie|odpowiedzcie|szybciej|pospieszcie sie|zyjecie|jestescie(?: (?:tam|tu))*|gdzie jestescie|brak odpowiedzi|nadal brak odpowiedzi|przypominam(?: (?:sie|o sobie|o sprawie|o zgloszeniu))*",
    r"czekam(?:y)?(?: (?:juz|dwie|trzy|\d+|godziny|godzin|godzine|dni|dzien|od rana|od wczoraj|caly|drugi|trzeci|ponad|minut|tydzien))+|(?:minely|minal|minelo)(?: (?:juz|\d+|dwa|trzy|dni|dzien|godziny|godzin|tydzien))+|ile mozna(?: czekac)?",
    r"(?:hello|hi|hey|is|are)?(?: ?(?:anyone|anybody|someone|somebody|you))(?: (?:there|here|home|alive|listening|awake|reading this|around|going to (?:answer|reply)|guys))+|(?:anyone|anybody|someone)|(?:this is |it's |it is |really |very |super |quite |extremely |is )*(?:urgent|important|critical)(?: (?:please|matter|issue|really|indeed))*|(?:please |kindly |can (?:you|someone|anyone|somebody) |could (?:you|someone|anyone) |will (?:you|someone|anyone) )+(?:please )?(?:respond|reply|answer|help|hurry|hurry up|respond asap|reply asap|escalate|expedite|prioriti[sz]e|look into (?:it|this)|help us|help me|answer me)(?: (?:me|us|asap|urgently|now|please|this|it|soon))*|respond|answer me|reply|hurry(?: up)?|asap|a s a p|help(?: (?:me|us))?|(?:why|how come)(?: (?:is|does|do|are|isn't|aren't|no one|nobody|noone|you|you guys|anyone|don't|doesn't|not))+(?: (?:replying|responding|answering|reply|answer|respond|ignoring me|ignoring us|silent))|(?:i|we) need (?:a|an|your|some|an urgent|a quick) (?:answer|response|reply|help)(?: (?:asap|urgently|please|now))*|no (?:reply|response|answer|one answers|one replies)(?: (?:yet|so far|still))?|still (?:no|nothing|no reply|no answer|no response)(?: (?:reply|answer|response))?|bump|ping|knock knock|(?:friendly |gentle |just a )*reminder|gentle nudge",
    r"(?:i've been |we've been |have been |still |i have been |been |we are |we're |i'm |i am |we have been )*waiting(?: (?:for|since|already|over|more|than|almost|yesterday|this morning|monday|\d+|an|two|three|hours?|days?|minutes|mins|a|now|long|whole|the|all|day|week|so|forever|ages|time))+|it's been(?: (?:\d+|two|three|hours?|days?|minutes|a|an|week|already|over|now|more than))+",
    r"dringend|sehr dringend|ist da jemand|терміново|агов|є хтось|urgente|es urgente|hay alguien|c'est urgent|urgent|il y a quelqu'un|c'e qualcuno|pronto|e urgente|tresurgent|tres urgent",
    *_INSISTS_LOOSE,
)
#: Words that are put right when one letter is wrong.
SPELLED = frozenset(
    listed("""спасибо благодарю благодарим заработало заработал заработала заработали работает новости закрывайте закройте закрыть закрывать здравствуйте пожалуйста понятно отлично хорошо большое огромное проблема заявку подскажите срочно ответьте разобрались решилась
    решилось помогло актуально неактуально дождаться ситуация перезагрузки
    dziekuje dziekujemy prosze nowosci wiadomo zgloszenie zgloszenia rozwiazany rozwiazane zamknac nieaktualne pomoglo problem wszystko rozumiem poradzilismy drukarka odpowiedz naprawione
    thanks thank working resolved solved closed ticket problem update please everything understood perfect printer appreciated waiting urgent anyone response""")
)
#: Written with several mistakes, or as people write it in chats.
MEANT = {
    "thakns": "thanks",
    "thnaks": "thanks",
    "thansk": "thanks",
    "tahnks": "thanks",
    "wroks": "works",
    "u": "you",
    "ur": "your",
    "r": "are",
    "whats": "what's",
    "вобще": "вообще",
    "ваще": "вообще",
    "шо": "что",
    "щас": "сейчас",
    "щяс": "сейчас",
    "седня": "сегодня",
    "кароче": "ну",
    "короче": "ну",
    "итак": "ну",
    "пж": "пожалуйста",
    "здрасьте": "здравствуйте",
    "дзыньдобры": "привет",
    "norm": "норм",
    "jush": "juz",
    "wporzadku": "w porzadku",
    "niewiem": "nie wiem",
    "dobr": "dobry",
    "зароботало": "заработало",
    "зарабтало": "заработало",
    "роботает": "работает",
    "рабоатет": "работает",
    "работаеи": "работает",
}
#: Weekdays and the like: capitalised, but nobody's name.
NO_NAMES = frozenset(
    listed("""monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december windows linux outlook excel word chrome firefox edge teams zoom office server
    telegram whatsapp poniedzialek wtorek sroda czwartek piatek понедельник вторник среда четверг пятница суббота воскресенье""")
)
