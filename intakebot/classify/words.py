"""Common words by language: what tells languages apart where a text is too short for statistics.

Function words, courtesies and the plainest words of support, lower-cased and without diacritics, since people leave
those out. A word may stand under several languages. Words of the trade that every language borrows say nothing.
"""

import unicodedata
from functools import cache

#: Words by language, blank-separated.
COMMON = {
    "en": """the a an and or but is are was were be been being am i me my we our you your he she it its they them their this
        that these those there here have has had having do does did don't doesn't didn't can can't cannot could couldn't
        will won't would should shouldn't must may might not no yes never please thanks thank hello hi hey dear good
        morning afternoon help need want how what when where why who which after before since from with without about
        into for of to in on at by as if so still again anymore also only just any some all every each other than then
        now today yesterday tomorrow morning working work works worked stopped stop doesnt dont cant isn't isnt aren't
        unable trying tried try get gets getting got issue problem password account user users access open opening
        closed close send sending sent receive received mails slow down broken failed fails fail failing wrong
        something nothing everything anyone someone our everybody nobody printer printing screen page file files urgent
        urgently asap question forgot locked out up off over back new old first last more most very while because
        between through during cannot unavailable freezes crashed crashes error message messages login licence license
        order invoice refund ticket phone call let know us soon possible kindly regarding request restore reset""",
    "ru": """и в во не на я мы вы он она они оно что как это этот эта эти то так с со у к ко по из за от до для о об при или
        но а же бы ли если уже еще нет да есть был была были было будет быть мне нам вам меня нас вас мой наш наша наши
        ваш ваша все всё всех всем очень когда где почему куда который которая которые после перед через без только
        сегодня вчера завтра утром сейчас опять снова пожалуйста здравствуйте привет добрый день вечер утро доброе
        спасибо помогите помощь прошу просьба подскажите нужно нужна нужен надо можно нельзя могу может можем могут не
        работает работают работать перестал перестала перестало перестали упал упала упало открывается открыть
        запускается запустить войти вход зайти пароль учетная запись учётная ошибка ошибку ошибки выдает выдаёт пишет
        почта почту письма письмо сервер сервера компьютер принтер печатает печать файл файлы программа программу
        проблема проблемы срочно сотрудник сотрудники пользователь пользователи пользователей доступ доступа связь
        связи звонок звонки телефон телефоны заявка заявку обращение вопрос ответ ответьте отчет отчёт отчеты счет
        база базы данные данных система системы висит зависает зависла тормозит медленно обновления обновление
        подключиться подключается сайт сломался сломалось пропал пропала пропали пропало удалил удалили восстановить
        сбой лицензия лицензии коллеги алло ау ничего никто никому никак тоже также между сам сами самим там тут здесь чтобы
        вообще всего весь вся другой один одна одно оба обе два две три первый второй раз раза часа час часов минут минута
        секунд дня дней года назад утра вечером потом пока даже вместо почти каждый любой кроме хорошо плохо нормально
        норм стоит стоят лежит идет идут висит ждут ждем видит видят видно слышно слышит показывает отвечает проходит
        уходят приходят приходит включается включить выключается открываются открывают печатают печатаются перезагрузка
        помогла помогло помогает написал написала написали сделайте сделать пришлите отправить отправляется получить
        люди человек клиент клиенты оператор операторы отдел офис офисе офиса кабинет кабинете экран экране касса кассы
        кассе склад склада магазин магазина машина диск диска папка папки папок сеть сети адрес номер номера звонит
        новый новая старый старая весны понедельник вторник среду четверг пятницу субботу""",
    "pl": """i w we z ze na nie do od po za o u przy przez dla bez jest sa są byl było byla była bylo byly bedzie będzie byc
        być mam mamy macie ma maja mają moj mój moja moje nasz nasza nasze pan pani panstwo państwo panstwa ja ty my wy
        on ona ono oni mnie mi nam nas ci cie się sie to ten ta te tego tej tym tych jak jaki jaka jakie co czy kiedy
        gdzie dlaczego dlatego ale albo lub oraz a ze że zeby żeby jesli jeśli juz już jeszcze tylko tez też bardzo
        dzis dziś dzisiaj wczoraj jutro rano teraz znowu ponownie prosze proszę prosimy prosba prośba dziekuje dziękuję
        dzieki dzięki dzien dobry dzień witam witaj czesc cześć pomocy pomoc pomozcie pomóżcie potrzebuje potrzebuję
        potrzebujemy moge mogę mozna można moze może mozemy możemy moga mogą nie dziala działa dzialaja działają
        przestal przestał przestala przestała przestalo przestało przestaly dzialac działać otwiera otworzyc wyswietla
        wyświetla pokazuje wyskakuje pojawia blad błąd bledu błędu bledy błędy blędem logowanie zalogowac zalogować
        haslo hasło hasla hasła konto konta uzytkownik użytkownik uzytkownicy użytkownicy komputer komputera drukarka
        drukarki drukuje plik pliki plikow plików poczta poczty wiadomosc wiadomość wiadomosci serwer serwera serwerze
        strona strony system systemu pilne pilnie sprawa zgloszenie zgłoszenie pytanie odpowiedz faktura faktury
        licencja licencji kopia kopie kopii zapasowa zapasowe zapasowej odtworzyc odtworzyć wolno zawiesza aktualizacji
        aktualizacja pracownik pracownicy awaria usterka problem problemy zadnych żadnych wszyscy wszystko wszystkie
        nikt nic cos coś ktos ktoś kto telefon siec sieć sieci dostep dostęp dostepu dostępu brak mial miał udalo
        prosilbym chcialbym chciałbym kolejny kolega""",
    "uk": """і й та в у не на я ми ви він вона вони що як це цей ця ці то так з із зі до від для по за о об при або але же б
        чи якщо вже ще ні є був була були було буде бути мені нам вам мене нас вас мій наш наша наші ваш все всіх дуже
        коли де чому куди який яка які після перед через без тільки сьогодні вчора завтра зранку вранці зараз знову
        будь ласка добрий день вітаю доброго дня вечір привіт дякую допоможіть допомога прошу підкажіть потрібно
        потрібна можна не можу може можемо працює працюють перестав перестала перестало впав відкривається увійти
        зайти вхід пароль обліковий запис помилка помилку видає пише пошта пошту листи лист сервер комп'ютер принтер
        друкує файл файли програма проблема терміново користувачі користувач доступ зв'язок дзвінки телефон заявка
        питання відповідь звіт рахунок база дані система зависає гальмує повільно оновлення підключитися сайт зник
        зникла зникли відновити ліцензія колеги щось нічого ніхто""",
    "be": """і й у ў не на я мы вы ён яна яны што як гэта гэты гэтая так з да ад для па за аб пры або але калі ужо ўжо яшчэ
        няма ёсць быў была былі было будзе мне нам вам мяне нас вас мой наш наша усе ўсе вельмі дзе чаму які якая пасля
        праз без толькі сёння учора ўчора заўтра зараз зноў калі ласка добры дзень прывітанне дзякуй дапамажыце
        дапамога падкажыце трэба можна не магу можа працуе працуюць перастаў перастала адкрываецца увайсці пароль
        памылка памылку выдае піша пошта лісты ліст сервер камп'ютар прынтар друкуе файл праграма праблема тэрмінова
        дапамогу дапамогі усё ўсё ўсіх адкрыць змяніць няправільна павольна тэлефоны нічога ніхто хто потым зранку учора
        карыстальнік карыстальнікі доступ сувязь тэлефон заяўка пытанне адказ база даныя сістэма абнаўлення сайт""",
    "bg": """и в във не на аз ние вие той тя те това този тази тези така с със до от за по при или но ако вече още няма има
        беше бях са сме сте съм е ще да ли мен ни ви вас нашия нашият вашия всички много кога къде защо какво как който
        която които след преди през без само днес вчера утре сега отново моля здравейте добър ден благодаря помощ
        помогнете трябва може мога можем могат работи работят спря спряха отваря вляза влизане парола акаунт грешка
        грешката показва дава поща пощата писма имейл сървър сървъра компютър компютъра принтер принтерът печата файл
        файлове програма програмата проблем спешно потребител потребители достъп връзка телефон заявка въпрос отговор
        база данни система системата бавно обновяване актуализация сайт сайта лиценз колеги нищо някой никой""",
    "de": """der die das den dem des ein eine einen einem einer und oder aber ist sind war waren sein ich wir sie er es ihr
        uns mich mir mein meine unser unsere ihre nicht kein keine keinen nichts ja nein bitte danke hallo guten tag
        morgen liebe sehr geehrte damen herren hilfe brauche brauchen benötigen kann können konnte könnte könnten
        geht gehen funktioniert funktionieren läuft laufen startet druckt drucker seit nach vor mit ohne für von zu
        zum zur bei auf aus an in im am um über unter wie was wann wo warum wer welche wenn dass ob auch noch schon nur
        mehr wieder heute gestern jetzt immer alle alles jemand niemand etwas fehler fehlermeldung meldung kennwort
        passwort konto anmelden anmeldung zugriff benutzer mitarbeiter rechner datei dateien dringend frage antwort
        rechnung lizenz sicherung wiederherstellen langsam abgestürzt stürzt hängt bildschirm öffnen lässt wird werden
        wurde habe haben hat hatte netzwerk drucken""",
    "fr": """le la les l' un une des du de et ou mais est sont était être je j'ai nous vous il elle ils on me mon ma mes notre
        nos votre vos ne pas plus rien jamais oui non s'il plaît merci bonjour bonsoir madame monsieur aide aidez besoin
        peux peut pouvez pouvons marche marchent fonctionne fonctionnent démarre imprime imprimante depuis après avant
        avec sans pour par sur sous dans chez au aux en à comment quoi quand où pourquoi qui quel quelle que qu'il si
        aussi encore déjà seulement aujourd'hui hier demain maintenant toujours tous tout toute quelqu'un personne
        quelque chose erreur mot passe compte connecter connexion accès utilisateur utilisateurs ordinateur fichier
        fichiers urgent question réponse facture licence sauvegarde sauvegardes lent lente planté écran ouvrir ouvre
        s'ouvre ce cet cette ces c'est n'est n'arrive ai avons avez ont a été réseau courriel messagerie d'erreur""",
    "es": """el la los las lo un una unos unas y o pero es son era ser está están estaba estar yo nosotros usted ustedes él
        ella ellos me mi mis nos nuestro nuestra nuestros su sus no nada nunca sí por favor gracias hola buenos días
        buenas tardes estimados ayuda ayúdenme necesito necesitamos puedo puede podemos pueden podría funciona
        funcionan arranca imprime impresora desde después antes con sin para de del al en sobre entre cómo qué cuándo
        dónde quién cuál que si también todavía ya solo sólo hoy ayer mañana ahora siempre todos todo toda alguien
        nadie algo contraseña cuenta entrar iniciar sesión acceso usuario usuarios ordenador archivo archivos urgente
        pregunta respuesta factura licencia copia copias seguridad lento lenta pantalla abrir abre se ha han hay he
        hemos tengo tenemos este esta esto estos correo correos red deja dejó equipo fallo sale mensaje""",
    "it": """il lo la i gli le un uno una e o ma è sono era essere io noi voi lui lei loro mi ci vi mio mia nostro nostra
        nostri vostro non niente nulla mai sì no per favore grazie buongiorno buonasera salve ciao gentili aiuto
        aiutatemi bisogno posso può possiamo potete possono funziona funzionano parte stampa stampante da dal dopo
        prima con senza di del della dei delle al alla allo nel nella su sul sulla tra come cosa quando dove perché chi
        quale che se anche ancora già solo oggi ieri domani adesso sempre tutti tutto tutta qualcuno nessuno qualcosa
        errore accedere accesso utente utenti computer file urgente domanda risposta fattura licenza lento lenta
        schermo aprire apre si ha hanno abbiamo ho questo questa questi quella posta rete messaggio più riesco
        riusciamo programma parola d'ordine chiavetta""",
    "cs": """a i v ve z ze na ne do od po za o u při pro bez je jsou byl byla bylo byly bude být mám máme má mají můj moje náš
        naše vy já my on ona to ten ta tento tato toto jak jaký co kdy kde proč ale nebo že když pokud už ještě jen
        také velmi dnes včera zítra ráno teď nyní opět zase prosím děkuji děkujeme dobrý den ahoj zdravím pomoc
        pomozte potřebuji potřebujeme mohu můžu může můžeme nemůžu nemohu nemůžeme nefunguje nefungují funguje přestal
        přestala přestalo přestaly otevřít zobrazuje píše hlásí chyba chybu chyby přihlásit přihlášení heslo účet
        uživatel uživatelé počítač tiskárna netiskne tisknout soubor soubory pošta zpráva zprávy stránka stránky
        naléhavé dotaz odpověď faktura licence záloha zálohy obnovit pomalu pomalý aktualizaci aktualizace všichni
        všechno nikdo nic něco někdo síť síti přístup se si nás vás mě jsem jsme jste který která které hned
        nejde spustit internetu""",
    "sk": """a i v vo z zo na nie do od po za o u pri pre bez je sú bol bola bolo boli bude byť mám máme má majú môj moje náš
        naše vy ja my on ona to ten tá tento táto toto ako aký čo kedy kde prečo ale alebo že keď ak už ešte len iba
        tiež veľmi dnes včera zajtra ráno teraz opäť zase prosím ďakujem ďakujeme dobrý deň ahoj zdravím pomoc
        pomôžte potrebujem potrebujeme môžem môže môžeme nemôžem nemôžeme nefunguje nefungujú funguje prestal prestala
        prestalo prestali otvoriť zobrazuje píše hlási chyba chybu chyby prihlásiť prihlásenie heslo účet používateľ
        používatelia počítač tlačiareň netlačí tlačiť súbor súbory pošta správa správy stránka stránky naliehavé
        otázka odpoveď faktúra licencia záloha zálohy obnoviť pomaly pomalý aktualizácii aktualizácia všetci všetko
        nikto nič niečo niekto sieť sieti prístup sa si nás vás ma som sme ste ktorý ktorá ktoré hneď nejde""",
    "pt": """o a os as um uma uns umas e ou mas é são era ser está estão estava estar eu nós você vocês ele ela eles me meu
        minha meus nosso nossa nossos seu sua não nada nunca sim por favor obrigado obrigada olá bom dia boa tarde
        prezados ajuda preciso precisamos posso pode podemos podem poderia funciona funcionam imprime impressora desde
        depois antes com sem para de do da dos das ao à no na nos nas em sobre como que quando onde porque quem qual se
        também ainda já só hoje ontem amanhã agora sempre todos tudo toda alguém ninguém algo erro senha palavra-passe
        conta entrar acesso usuário usuários utilizador utilizadores computador arquivo arquivos ficheiro ficheiros
        urgente pergunta resposta fatura licença cópia lento lenta tela ecrã abrir abre tem têm há consigo conseguimos
        consegue este esta isto e-mails rede mensagem parou deixou foi""",
    "nl": """de het een en of maar is zijn was waren ik wij we u jij je hij zij ze mij mijn ons onze uw niet geen niets ja
        nee alstublieft graag bedankt dank hallo goedemorgen goedemiddag goedendag beste geachte hulp help nodig kan
        kunnen kunt kon werkt werken doet start print printer sinds na voor met zonder van naar bij op uit aan in om
        over onder hoe wat wanneer waar waarom wie welke als dat ook nog al alleen meer weer vandaag gisteren nu altijd
        iedereen alles iemand niemand iets fout foutmelding melding wachtwoord inloggen aanmelden toegang gebruiker
        gebruikers medewerkers bestand bestanden dringend vraag antwoord factuur licentie reservekopie terugzetten
        traag vastgelopen scherm openen wordt worden werd heb hebben heeft had netwerk krijg krijgen meteen""",
}
#: Words of the trade that every language borrows.
_BORROWED = """windows linux server outlook exchange excel word office microsoft google chrome firefox edge teams zoom skype
    telegram whatsapp veeam backup replication xopero bitrix centaur voip sip vpn sql mysql oracle api app login logon
    admin administrator router wifi wi-fi internet online email e-mail mail web www http https html pdf usb cpu ram ssd
    raid vm vmware esxi hyper-v docker update upgrade ok error bug test info support service team cloud software hardware
    laptop monitor modem ip dns dhcp ssl tls id sms qr crm erp sap iphone android ios mac apple adobe acrobat onedrive
    sharepoint azure aws gmail yahoo facebook desktop remote rdp ticket status link spam chat premium standard basic"""


@cache
def languages_of_words() -> dict[str, frozenset[str]]:
    """Languages of each common word, as it is written and without diacritics."""
    found: dict[str, set[str]] = {}
    for language, listed in COMMON.items():
        for word in listed.split():
            for form in {word, _bare(word)}:
                found.setdefault(form, set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


def _bare(word: str) -> str:
    """A Latin word without diacritics; Cyrillic letters keep theirs (й is no и)."""
    if word.isascii() or "\u0400" <= word[0] <= "\u052f":
        return word
    decomposed = unicodedata.normalize("NFD", word.replace("ł", "l").replace("ß", "ss"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def borrowed() -> frozenset[str]:
    """Words that say nothing about the language."""
    return frozenset(_BORROWED.split())
