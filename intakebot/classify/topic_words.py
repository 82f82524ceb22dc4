"""What requests are about, and what tells a new one from more about the last, for folded text: Russian, Polish, English."""

from intakebot.classify.listed import listed

#: Beginnings of words by what they are about; a word that ends with a full stop here is meant whole.
AREAS = {
    "printing": "принтер печат распечат картридж тонер мфу замял жует drukar druk wydruk etykiet printer print toner cartridge этикет",
    "scanning": "сканер скани scan skan",
    "mail": "почт письм письма outlook аутлук ящик рассыл спам вложени автоответ poczt mail e-mail email skrzynk inbox mailbox spam smtp imap autorespond exchange gmail кален calendar kalendarz подпис",
    "vpn": "vpn впн rdp рдп удаленк anydesk teamviewer",
    "net": "интернет internet роутер router вайфа wifi wi-fi сеть. сети. сетью. siec. sieci. network switch. коммутатор dns.",
    "phones": "телефон звон telefon phone call. calls. sip voip атс. centrala centrali dzwoni polaczen dial трубк гудк переадрес ivr dodzwon",
    "business": "1с 1c erp sap. crm битрикс bitrix накладн проводк склад. magazyn. sales продаж sprzedaz wms",
    "money": "счет. счета. счетов. акт. акты. оплат инвойс faktur koszt cena. cene. invoice cost price. pricing payment платеж стоимост реквизит billing rachun",
    "licences": "лиценз licen umow подписк subscri contract kontrakt антивирус antivirus",
    "backup": "бэкап бекап резервн backup backups zapasow kopia kopii kopie veeam репликац replic",
    "recovery": "восстановить восстановите odzyskac odtworz restore deleted удаленный удалили удалил skasowa",
    "servers": "сервер server serwer хост. host. vmware esxi гипервиз hyper raid vm. вм. виртуал wirtual облак cloud chmur",
    "web": "сайт портал website site. nginx apache браузер certificate сертифик certyfik shop. sklep",
    "files": "файл папк каталог folder file. files. plik share. spreadsheet таблиц excel эксел word. docx xlsx документ document dokument",
    "machines": "ноутбук компьютер комп. laptop komputer monitor монитор экран. screen. ekran клавиатур мышь. мышк keyboard notebook docking",
    "calls on screen": "звук. звука. микрофон камер zoom teams видео конференц video kamer mikrofon sound headset гарнитур",
    "cash": "касс. касса. кассы. кассе. терминал эквайринг чек. чеки. kasa. kasy. terminal paragon",
    "accounts": "сотрудниц сотрудник уволил уволен увольн стажер pracowni zatrudn employee intern. onboard newcomer kadr",
    "access": "доступ пароль пароля паролем войти. вход. логин учетн учетк аккаунт hasl logow zalog login password account konto konta uprawn dostep locked permission заблок blokad access log. права.",
    "pages": "страниц stron page",
    "reports": "отчет raport report. reports. dashboard дашборд",
}
#: What goes with anything, and so tells little.
LOOSE = frozenset(("access", "machines", "servers", "files", "accounts", "pages", "reports"))
#: Common beyond the words that tell languages apart, by their first six letters.
EVERYDAY = frozenset(
    word[:6]
    for word in listed(
        """который такой самый новый свой этого этому этим этой какой какая какие сколько потому поэтому также сразу недавно давно всегда никогда иногда просто вместо между около второй первый первом втором этаже этаж офисе
    отделе отдела случае момент проблема вопрос просьба ошибка прошу нужна нужно нужен нужны подскажите можете могли хотели хотим надо пытаемся пытаюсь пробовал пробовали проверьте посмотрите помогите сделайте сделать настроить настройте
    поставить установить добавить добавьте создать создайте удалить открыть закрыть начальник директор секретарь бухгалтерия менеджер коллега октябрь сентябрь ноябрь понедельник неделе месяц года утром вечером сейчас время раза
    работает работают работал печатает открывается запускается включается загружается приходит приходят перестал перестала появился появилась пропал пропала показывает выдает пишет говорит висит зависает
    ktory ktora ktore swoj nowy nowa nowej jeden jedna dwa drugim pierwszym pietrze biurze dziale moze mozna prosze potrzebuje potrzebujemy chcialbym chcielibysmy mamy problem pytanie sprawa pomoc dziala dzialaja przestal przestala
    pojawia wyswietla pokazuje otwiera firma firmie firmowa biuro calym wszystkich wszyscy kolega kolegi kolezanka szef prezes miesiac tydzien godzin minut wrzesien rano wieczorem
    which other another there their about could would should please having problem question issue request thing does doesn't office floor department colleague colleagues manager boss director morning evening yesterday monday month week
    minutes hours every since shows works working stopped trying tried would new user users team people customer client""".replace(
            "ё", "е"
        )
    )
)
_FAULT_RU = (
    r"\bне (?:работа|печата|откры|запуск|запуст|вход|захо|могу|можем|может|могут|звон|включ|выключ|прих|отправл|уход|груз|загру|видит|видно|скани|синхр|подключ|показ|слыш|провод|созда|сохран|удает|обнов|пуска|отвеча|выгруж|реаг|заряж|счита|дозв|проход|срабат|выполн|нажим|закрыв|ид[ёе]т)"
    r"|сломал|упал|(?:про|от)пал|завис|висит|тормоз|лага|глюч|перестал|ошибк|выкидыва|вылета|миг(?:ает|ать)|жует|неправильн|неверн|легл[иао]|лежит|умер|недоступ|сбо[йи]|чёрный экран|черный экран|отвалил|потерял|шумит|греется|обрыва|слетел|сгорел|разбил|течет|пищит|дубл"
)
_FAULT_PL = r"\bnie (?:dzial|moge|moze|mozna|mozemy|druk|otwier|wlacz|wyslwa|wysyla|przych|loguj|laczy|widz|zapis|wykon|synchr|uruch|dzwon|da sie|slych|odpow|skan|laduj|startuj)|przestal|zepsu|popsu|zawies|zginel|zniknel|\bblad|awari|\bmiga|padl|uszkodz|rozlacza|wolno dzial|niedostep|mamy problem|zacina|brak (?:sygnal|polacz|dostep|dzwiek)|pust(?:e|a) stron"
_FAULT_EN = r"\b(?:doesn't|does not|don't|do not|doesnt|dont|can't|cannot|can not|cant|won't|isn't|aren't|not) (?:work|print|open|turn|start|load|log|send|receive|connect|access|sync|show|scan|boot|ring|respond|make|save|see|find|get|hear|charg|updat|let)|broken|crash|\bfail|stopped|\bdead\b|\bdown\b|locked out|stuck|missing|\bwrong\b|no (?:dial|sound|signal|internet|connection)|freez|\berror\b|black screen|flicker|jam(?:s|med)|out of order|disappear|\blost\b|keeps? \w+ing"
#: Something is broken.
FAULT = f"{_FAULT_RU}|{_FAULT_PL}|{_FAULT_EN}"
#: Something is wanted or asked.
WISH = (
    r"\bнуж(?:ен|на|но|ны)\b|прошу|просьба|просим|хотел|хотим|хочу|требуется|можно ли|можно (?:по|за|у|до|на|с)\w+ть|можете|не могли бы|подскажите|\bкак (?:\w+ ){0,2}\w+ть(?:ся)?\b|сколько (?:стоит|стоят|будет)|когда (?:закан|истек|будет)|(?:до|на|за|вос|раз|от|у|вы|с|под|по|при|пере|вы)\w{3,14}(?:йте|ите)\b|необходим|надо (?:бы )?\w+ть|какова?\b"
    r"|prosz[eę] o|prosimy o|potrzebn|potrzebuj|chcial|chciel|czy mozna|czy mozecie|czy moge|ile (?:kosztuje|bedzie)|\bjak (?:\w+ ){0,2}\w+(?:c|yc|ic)\b|da sie|kiedy (?:konc|wygas)|poprosz|prosba o|trzeba \w+c\b"
    r"|\bplease\b|\bneeds?\b|could you|can you|can we|can i\b|would like|how (?:do|to|can|much|many)|when (?:does|do|will)|i want|we want|is it possible|may i|requir"
)
#: A greeting at the beginning.
GREETING = r"\s*(?:(?:добр|здравств|приветств|привет|коллеги|уважаем|всем привет|dzien dobry|witam|czesc|szanowni|hello|hi|hey|dear|good (?:morning|afternoon|day))\w*)"
#: It goes on: the writer points back.
BACK = (
    r"\b(?:все еще|до сих пор|по-прежнему|опять|снова|тоже|т[аоеу] же|тот же|тем же|той же|так(?:ая|ое|ой|ие)? же|одинаково|аналогично|оно|при этом|а если|что если|вот (?:скрин|лог|фото|файл|ошибка|текст|так|такая|что|видео|пример|еще)|(?:и |вот )?еще (?:лог|скрин|фото|файл|такая ошибка)|прилага|прикла|прикреп|во вложении|скрин\w*"
    r"|(?:по)?пробовал\w*|проверил\w*|перезагру(?:жал|зил|жали)\w*|перезапус\w+|переустан\w+|не помог\w*|ваш(?:а|е|у|ей) (?:инструкци|совет)\w*|как вы (?:сказали|просили|советовали)|сделал[аи]?|эта ошибка|эту ошибку|этот (?:принтер|сервер|файл)|эта (?:проблема|папка)|то же самое|без изменений|ничего не изменилось|не она|также как|повторил\w*)\b"
    r"|\b(?:nadal|dalej|wciaz|tak samo|to samo|t[aeoy]n? sam[ae]?|takze|tez|a jesli|a jak|co jesli|a gdyby|w zalacz\w+|zalacz\w+|oto (?:log|zrzut|screen)|zrzut\w*|(?:i )?jeszcze (?:log|screen|zrzut|zdjecie)|probowal\w*|sprawdzi(?:lem|lam|lismy)|restart\w*|zrestart\w*|nie pomog\w+|bez zmian|ten blad|ta drukarka|zrobil\w*|identycznie|podobnie|znowu)\b"
    r"|\b(?:still|same|it|it's|this one|what if|attached|attaching|screenshot|here(?:'s| is| are)|no luck|tried|rebooted|restarted|reinstalled|as (?:you )?(?:suggested|requested)|no change|didn't help|likewise|that error|too|again|checked|see (?:the )?(?:log|picture|attachment))\b"
)
#: An answer or an addition by its first words.
ADDED = (
    r"\s*(?:модель|версия|ошибка|код|логин|номер|инв|серийн|ip|айпи|лог|адрес|у (?:всех|меня|нас|коллег|остальных|одного|двоих|троих|него|нее|\w+(?:ы|и|а)\b)|с (?:утра|вчера|понедельника|вторника|среды|четверга|пятницы|прошл\w+|\d+|самого)|со (?:вчера\w*|среды)|после (?:обновления|перезагрузки|грозы|отключения|обеда)|только|уже|где-то|примерно|начал\w+|в (?:хроме|браузере|логе|логах|логах)|на (?:экране|другом|других|всех|мобильном)"
    r"|место|и сколько|а (?:сколько|когда|что|у|в|на|исход|вход)|исходящ\w+|входящ\w+|она|он|они|это|там|их|его|ее|если|потому|да|нет|причем|вернее|точнее|то есть|уточнение|дополн\w+|забыл\w* (?:сказать|добавить|написать)|добавлю"
    r"|model|wersja|kod|blad:|numer|nip|adres|u (?:wszystkich|mnie|nas|kolegi|kolezanki|\w+)|od (?:wczoraj|rana|poniedzialku|wtorku|srody|czwartku|piatku|\d+)|po (?:aktualizacji|restarcie|burzy)|tylko|najlepiej|w (?:chrome|przegladarce|logu|logach)|na innym|ona|on|to|tam|jesli|bo|tak|nie|czyli|dodam|zapomnialem|zapomnialam"
    r"|version|error|code|number|serial|login|nginx|log|since|after (?:the|a|an)|only|it|it's|its|they|she|he|this|that|these|happens|everyone|all|both|yes|no|because|if|just|forgot to (?:say|mention)|to add|i mean|in chrome|on (?:all|every|another|other)|incoming|outgoing|about \d+|around \d+)\b"
)
#: Said of something that the writer sees at the same trouble.
NOTHING_BUT_FACTS = r"\d+[.:]\d+|\b\d{2,}\b|0x[0-9a-f]+|\b[\w-]+\.(?:log|txt|png|jpe?g|docx?|xlsx?|pdf|zip|exe|ru|com|pl)\b|[\w.-]+@[\w.-]+|\b\w+\d\w*\b|\b\w+_\w+\b"

_MATTER_RU = r"(?:вопрос\w*|проблем\w+|проблемк\w+|тем[аыуе]|момент|заявк\w+|запрос|просьб\w+|бед[аы]|истори\w+|дел[оа]|тикет|обращени\w+|задач\w+|неприятност\w+|нюанс|пункт)"
_OTHER_RU = r"(?:друг(?:ой|ая|ое|ую|им)|нов(?:ый|ая|ое|ую)|отдельн(?:ый|ая|ое|ую|ым)|втор(?:ой|ая|ое|ую|ым)|трет(?:ий|ья|ье|ью)|следующ(?:ий|ая|ее)|дополнительн(?:ый|ая)|параллельн(?:ый|ая)|посторонний|ин(?:ой|ая)|не связанн\w+)"
_HAVING_RU = r"(?:(?:и|а|но|да|ну|вот|тут|еще|также|теперь|есть|имеется|возник\w*|появил\w*|появилась|у нас|у меня|у нас тут|уже|это|это уже|совсем|совершенно|к вам|такой|такая|один|одна|одно|одну|сразу|спасибо|ок|кстати|сейчас|задам|можно),? ){0,6}"
_OPENS_RU = (
    rf"{_HAVING_RU}{_OTHER_RU}(?: (?:уже|совсем|теперь|такой|такая))? {_MATTER_RU}|(?:(?:и|а|но|да|ну|спасибо|ок|кстати|у нас|у меня),? ){{0,3}}еще (?:(?:один|одна|одно|одну|такой|такая|у меня|у нас|есть|вот|к вам|бы|тут|маленьк\w+),? ){{0,3}}{_MATTER_RU}\b(?! (?:с|в) (?:тем|том) же)"
    r"|(?:(?:а|и|ну|ок|так|теперь|уже|это),? ){0,3}(?:о|про) друго[мей]\w*|(?:(?:а|и|теперь|вопрос),? ){0,3}(?:(?:по|на) друг(?:ой|ую|ому) (?:тем|вопрос|повод|проблем)\w*|не (?:совсем )?(?:по|в) тем[еу]\b|из другой оперы)|(?:и |а |теперь |еще )*отдельно\s*[:—–,-]|(?:это )?(?:уже |вопрос )?не связано с|не относится к (?:этой|прошлой|предыдущей|той)"
    r"|(?:и |а |ну )?(?:второе|во-вторых|третье|в-третьих|2[).])\s*[:—–,-]?\s*(?=\w)(?!раз|попыт)|это уже не (?:про|о|об)\b|(?:и |а )?(?:еще )?кое-что(?: еще)?\b|(?:и |а )?еще одно\s*[:—–,.-]"
)
_OPENS_PL = (
    r"(?:(?:i|a|no|dzieki|ok|mam|mamy|jest|jeszcze|teraz|tez|to|juz|oraz|przy okazji|do panstwa|u nas|pojawil\w* sie|taka|to juz),? ){0,5}(?:(?:inn|osobn|drug|kolejn|now|oddzieln|nastepn|dodatkow|odrebn|trzeci)(?:a|y|e|i|ej|ego|iej)|jeszcze jedn[aoe]n?|jedn[ao]) (?:(?:inn[aey]|male|mala|krotkie) )?(?:spraw[aey]|rzecz|kwesti[aei]|prosb[aey]|temat|problem|watek|pytanie|zgloszenie|usterka|awaria)"
    r"|jeszcze (?:jedn[ao]|jeden)\b|(?:a |i |teraz )*(?:z innej beczki|w innej sprawie|na inny temat|o czym innym|zmieniajac temat|po drugie|po trzecie|osobno\s*[:,—–-]|niezwiazan\w+|to niezwiazane|niezaleznie od tego)|(?:i |a )?jeszcze cos(?: innego)?\b|a propos czego innego"
)
_OPENS_EN = (
    r"(?:(?:and|also|but|ok|okay|thanks|so|now|there's|there is|we|i|have|i've|we've|got|have got|had|a|an|just|one|another|completely|totally|entirely|quick|btw|by the way|here's|yet|for|on|with|this is|it's|raising|to report|report|need help with),? ){0,6}(?:different|new|separate|another|unrelated|other|second|third|additional|next|further|one more|one other)(?: (?:quick|small|different|unrelated|new|separate|thing|urgent|support))? (?:issue|problem|question|topic|request|matter|thing|ticket|point|subject|story|note|favou?r|query)\b(?! on (?:another|the same))"
    r"|one more\s*[:—–,.-]|(?:and |also )?(?:unrelated(?:ly)?|separately|secondly|thirdly)\s*[:,—–-]|(?:and |also )?(?:something else|changing the subject|not related to|this is (?:not|un)\s?related|in other news|moving on to|while i have you|while (?:i'm|we're) at it|second)(?=\s*[:,—–-]|\s)"
)
#: The writer says that a new matter begins; each at the beginning of a sentence.
OPENS = f"(?:{_OPENS_RU}|{_OPENS_PL}|{_OPENS_EN})"
#: The same when a fault or a wish follows in the sentence.
BESIDES = r"(?:(?:и|а|ну|да|and|oh|i|a),? ){0,2}(?:кстати|заодно|попутно|помимо (?:этого|того|прочего)|кроме (?:этого|того)|вдобавок|плюс ко всему|а еще|и еще|еще и|также у нас|еще у нас|przy okazji|poza tym|oprocz tego|dodatkowo|ponadto|a tak w ogole|by the way|btw|additionally|besides|in addition|on top of that|meanwhile|also)\b"
