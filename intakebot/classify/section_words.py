"""How customers greet, take leave, sign and what their companies add below: words, no logic."""

import re

GREETED = re.compile(
    r"""[\W_]{0,3}(?:
      (?P<formal>уважаем(?:ые|ый|ая)|uvazhaem\w{2}|szanown[aeiy]\w{0,3}|drog[ai]|drodzy|dear|to\swhom\sit\smay\sconcern|sehr\sgeehrte\w{0,2}|liebe\w{0,2}|beste\w?
      |chers?|estimad\w{2,4}|gentil[ei]\w{0,2}|spett\w{0,4}|шановн\w{1,2})
      |(?P<noun>коллеги|господа|kollegi|madame)
      |(?P<german>guten\s(?:tag|morgen|abend)|hallo|moin(?:\smoin)?|servus|grüß\sgott|grüezi)
      |здравствуйте|здравствуй|салют|приветствую|привет|добр(?:ый|ого|ое|ой)\s(?:день|дня|вечер|вечера|утро|утра|времени\sсуток)|доброго\sвремени
      |zdravstvu\w{1,6}|dobry[jy]?\sden|dobrogo\svremeni|privet
      |dzień\sdobry|dzien\sdobry|dobry\swieczór|dobry\swieczor|witam|witajcie|cześć|czesc|hejk?a?|siema
      |hello|hi|hey|(?:good\s)?(?:morning|afternoon|evening|day)|greetings|bonjour|bonsoir
      |hola|buen(?:os|as)\s\w{4,7}|buongiorno|buonasera|salve
      |вітаю|доброго\sдня|добрий\s(?:день|вечір|ранок)|добридень|bom\sdia|boa\s(?:tarde|noite)|olá|dobrý\sden
    )\b(?!-\w)""",
    re.VERBOSE | re.IGNORECASE,
)
#: Where a greeting ends; not behind a title.
STOP = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)\.|[!,;:)—–]|\s-\s|$", re.IGNORECASE)
#: A name before the greeting.
NAME_FIRST = re.compile(r"\s*[A-ZА-ЯЁŁŚŻЇІЄ]\w{1,20}(?:\s[A-ZА-ЯЁŁŚŻЇІЄ]\w{1,20})?,\s")
#: Who is greeted, when not by name.
ADDRESSED = re.compile(
    r"""(?:коллег\w{1,2}|команд\w|\w{0,7}поддержк\w{1,2}|служб\w|специалисты|все|всем|друзья|дамы|господа|ребята|админы|уважаем\w{2}|дорогие|и|kollegi|vsem
      |pan|pani|panów|panstwu|państwu|kierownik\w?|dyrektor\w{0,3}|panie|panowie|państwo|panstwo|zespole|zespół|dziale|koledzy|koleżanki|wszystkim|serdecznie|szanown\w{1,3}|drodzy|i
      |team|to|all|everyone|everybody|there|support|sirs?|madam|mr|mrs|ms|dr|folks|guys|colleagues?|help|helpdesk|desk|service|the|dear|or|and
      |damen|herren|herr|frau|kolleg\w{1,6}|zusammen|und|monsieur|messieurs|madame|tous|équipe|et|à|tutti|todos|buenas|equipo|колеги|пане|пані|команд[оа])""",
    re.VERBOSE | re.IGNORECASE,
)
#: Words that tell something, whatever stands around them: neither a greeting nor a closing nor a card has them.
TELLS = re.compile(
    r"""\b(?:не|нет|ни|никто|ничего|нельзя|без|у|мы|я|нас|нам|наш\w{0,3}|мне|меня|работа\w{1,4}|заработа\w{1,3}|леж[иа]\w{1,2}|сто[ия]т|упал\w?|пада\w{1,3}|слома\w{1,6}
      |вис[ин]\w{1,3}|завис\w{0,4}|пропа\w{1,4}|потеря\w{1,4}|теря\w{1,4}|ошибк\w|авари\w{1,2}|отказ\w{1,4}|недоступ\w{1,4}|тормоз\w{1,3}|медленн\w{1,2}|молч[иа]т|решен[оыа]?
      |решил\w{1,3}|исправ\w{2,5}|почин\w{2,4}|прош[уе]\w?|помогите|звон[ия]\w{1,3}|дозвон\w{2,6}|открыва\w{2,5}|груз[ия]\w{1,3}|ут[её]к\w{1,3}|взлом\w{1,5}|снова|опять|уже|прост[ао]\w{1,6}
      |nie|brak\w{0,3}|bez|jest|są|mamy|nas|nam|nasz\w{0,4}|działa(?:ją|ło|ła|ł)?|dziala(?:ja|lo|la|l)?|pad[łl]\w{0,2}|leż[yą]|lezy|leza|stoi|stoją|stoja|awari\w{1,2}|błęd\w{1,3}|błąd|blad|problem\w{0,3}
      |zepsu\w{2,4}|zgin\w{2,4}|utrac\w{2,4}|straci\w{1,4}|napraw\w{2,6}|prosz[eę]|wisi|zawies\w{1,5}|dzwoni\w{0,2}|otwier\w{1,4}|wyciek\w{0,3}|włama\w{1,3}|znowu|znów|już
      |not?|nothing|nobody|none|never|\w{2,6}n['’]t|cannot|without|we|our|is|are|was|were|has|have|had|can|does|did|down|dead|los[te]|los[ie]\w{1,3}|fail\w{0,3}|brok\w{1,2}|work(?:s|ed)
      |stopp?(?:s|ed)?|crash\w{0,3}|errors?|outages?|slow\w{0,2}|hang(?:s|ing)?|frozen|stuck|gone|missing|offline|leak\w{0,3}|hack\w{0,3}|encrypt\w{0,3}|fix\w{0,3}|(?:re)?solved|sorted|again|still|please
      |nicht|kein\w{0,2}|ohne|niemand|wir|uns|unser\w{0,2}|ist|sind|ausfall|ausgefallen|geht|läuft|laufen|funktionier\w{1,3}|kaputt|tot|fehler|störung\w{0,2}|defekt|verloren|wieder|bitte|behoben|gelöst
      |працю\w{1,3}|немає|нема|зламал\w{1,3}|впа[влі]\w?|лежить|ne|nasha?|rabota\w{1,4}|zarabota\w{1,3}|upal\w?|lezhit|pomogite|oshibk\w|propal\w?|sloma\w{1,4}|uzhe|opyat|snova
      |nous|est|pas|panne|marche\w{0,2}|sin|funciona\w?|ca[ií]d[oa]s?|falla\w?|non|senza|funziona\w{0,2}|bloqu\w{1,3}|blocc\w{1,4})\b|(?-i:\bI\b(?=['’]|\s[a-z]))""",
    re.VERBOSE | re.IGNORECASE,
)
CLOSING = re.compile(
    r"""(?:
      (?:заранее\s)?(?:большое\s|огромное\s)?спасибо|благодар\w{1,4}|заранее\s(?:благодар\w{1,4}|признател\w{1,4})|с\s(?:глубоким\s|искренним\s)?уважением
      |с\sув\.|искренне\sваша?|с\sпочтением|спс|с\sблагодарностью|с\sнаилучшими(?:\sпожеланиями)?|всего\s(?:доброго|хорошего)|хорошего\sдня|s\suvazheniem|(?:zaranee\s)?(?:bolshoe\s)?spasibo|zaranee\sblagodar\w{1,4}
      |(?:z\s)?(?:góry\s|gory\s)?dzi[ęe](?:kuj\w{1,3}|ki)|(?:z\s)?(?:wyrazami\s)?(?:powa[żz]ani\w{1,3}|szacunk\w{1,3})|z\spowa[żz]aniem|pozdrawiam\w{0,1}|(?:z\s)?(?:serdecznymi\s)?pozdrowieni\w{1,3}|pozdr
      |serdecznie|ł[ąa]cz[ęe]\s(?:pozdrowienia|wyrazy)|pzdr|(?:[żz]ycz[ęe]\s)?mi[łl]ego\sdnia|uk[łl]ony|z\sszacunkiem
      |(?:many\s|with\s)?(?:thanks|thank\syou)|(?:with\s)?(?:best|kind|warm|many)?\s?(?:regards|wishes|respect)
      |thx|ta(?=,?$)|yours(?:\s(?:sincerely|faithfully|truly|respectfully))?|sincerely(?:\syours)?|respectfully|(?:all\sthe|with\sall\sgood)\s(?:best|wishes)|best(?=,?$)|cheers
      |(?:mit\s)?(?:freundliche[nm]?|beste[nm]?|viele[nm]?|herzliche[nm]?|schöne[nm]?|liebe[nm]?)\s(?:grüßen|grüssen|grüsse|grüße|gruß|gruss|dank)|danke|mfg|lg(?=,?$)|vg(?=,?$)
      |(?:bien\s)?cordialement|merci|salutations|bien\sà\svous
      |(?:un\scordial\s)?saludos?|atentamente|(?:muchas\s)?gracias|cordiali\ssaluti|distinti\ssaluti|grazie|saluti
      |з\sповагою|дякую|дякуємо|obrigad[oa]|cumprimentos|atenciosamente|s\spozdravem|děkuji
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
#: What thanks are given for, and when.
THANKED = re.compile(
    r"\s(?:за|к|и|из|z|ze|from|aus|for|za|für|pour|por|per|za)\s[^.,;:!?–—]{3,36}|\s(?:заранее|вам|всем|bardzo|z góry|kindly|very much|a lot|so much|in advance|im voraus|d['’]avance|mille|наперед)",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"[\W_]{0,3}(?:(?:i|и|and|und|et|y|e|та|oraz)\s)?", re.IGNORECASE)
#: Telephone numbers, addresses, sites, firms: what only visiting cards have.
CARD_SIGN = re.compile(
    r"""\+\d[\d\s()./-]{7,} | \(\d{2,5}\)\s?[\d\s-]{5,} | \b\d[\d\s()-]{5,}\d$ | [\w.+-]+@[\w-]+\.\w | https?:// | \bwww\.
      | \b(?:тел|моб|факс|доб|вн|tel|kom|fax|mob|mobile|phone|cell|direct|ext|tél|móvil|wew|skype|telegram|whatsapp)\b[\s.:]{0,3}(?:\w{1,12}[\s.:]{1,3})?[+(@\d]
      | \b(?:ооо|оао|зао|пао|ао|ип|гбуз|мку|мбу|sp\.|s\.a\.|z\so\.o|ltd|gmbh|llc|inc\b|plc|s\.r\.l|s\.p\.a|s\.l|nip|regon|krs|инн|огрн)\b
      | \b(?:ul|ул|пр|al|pl)\.\s\w""",
    re.VERBOSE | re.IGNORECASE,
)
#: What people are and where they work.
POSITION = re.compile(
    r"""инженер|администратор|директор|начальник|отдел|менеджер|специалист|руководител|заведующ|бухгалтер|служб|департамент|управлени|секретар|диспетчер|техник|аналитик
      |оператор|координатор|владел|председател|заместител|помощник|зам\.|сектор|компани|фирма|завод|комбинат|больниц|школ|университет|інженер|відділ|керівник
      |kierowni|administrator|dyrektor|specjalist|dzia[łl]|informaty|in[żz]ynier|w[łl]a[śs]ciciel|sekret|biur|zak[łl]ad|wydzia[łl]|koordynator|ksi[ęe]gow|prezes|szko[łl]|szpital|zesp[óo][łl]
      |urz[ąa]d|gmin|sekcj|g[łl][óo]wn|starsz|pe[łl]nomocn|engineer|manager|director|head\sof|\blead|officer|department|office|owner|technician|assistant|coordinator|analyst|operations|consultant
      |supervisor|administration|leiter|abteilung|geschäftsführ|büro|verwaltung|techniker|responsable|directeur|jefe|direttore""",
    re.VERBOSE | re.IGNORECASE,
)
#: Whole wordings of notices.
DISCLAIMER = re.compile(
    r"""предназначен\w{0,3}\s(?:только|исключительно)|(?:данное|настоящее|это)\s(?:электронное\s)?(?:письмо|сообщение)\b[^.!?]{0,90}(?:конфиденциал|предназнач|адресован|автоматически)
      |получили\s(?:это|данное|настоящее)\s[^.!?]{0,30}(?:по\sошибке|ошибочно)|попал[оа]?\sк\sвам\sпо\sошибке|не\sявляется\s(?:публичной\s)?оферт|содержани\w\sэтого\sписьма
      |берегите\sприроду|прежде\sчем\sраспечат|отправитель\sне\sнес[её]т
      |wył[ąa]cznie\s(?:dla|do)\s(?:\w{1,20}\s){0,3}(?:adresat|użytku|uzytku)|(?:ta|niniejsza|tej|niniejszej)\s(?:wiadomo[śs][ćc]\w?|korespondencj\w)\b[^.!?]{0,90}(?:poufn|adresat|przeznaczon)
      |(?:otrzyma\w{1,9}|wiadomo[śs][ćc])\s(?:\w{1,12}\s){0,3}omy[łl]kowo|administratorem\s[^.!?]{0,30}danych|zanim\swydrukujesz
      |intended\s(?:only|solely|exclusively)\sfor|intended\srecipient|(?:this|the)\s(?:e-?mail|message|communication)\b[^.!?]{0,90}(?:confidential|privileged|intended\sfor)|confidentiality\snotice
      |received\sthis\s[^.!?]{0,30}in\serror|save\spaper|before\sprinting|registered\sin\sengland|views\s(?:or\sopinions\s)?expressed|scanned\sfor\svirus
      |(?:diese|dieser)\s(?:e-?mail|nachricht)\b[^.!?]{0,90}vertraulich|irrtümlich\serhalten|ce\s(?:message|courriel|mail)\b[^.!?]{0,90}(?:confidentiel|destin)
      |este\s(?:mensaje|correo)\b[^.!?]{0,90}(?:confidencial|destinatari)|(?:questo|presente)\smessaggio\b[^.!?]{0,90}(?:riservat|destinatari)
      |(?:цей|цього|це)\s(?:лист|листа|повідомлення)\b[^.!?]{0,90}(?:конфіденц|адресат|призначен)""",
    re.VERBOSE | re.IGNORECASE,
)
#: Words of notices that also stand in what customers tell: below a closing or a card they make one.
NOTICE = re.compile(
    r"""конфиденциальн|адресат|коммерческ\w{2,3}\sтайн|получили\sэто\sписьмо|персональн\w{2,3}\sданн|подписан|отписат|электронной\sпочт|расписани|экологи|антивирус
      |poufn|adresat|omy[łl]kow|danych\sosobowych|dane\sosobowe|\brodo\b|rozpowszechni|tajemnic|prawnie\schronion|korespondencj|[śs]rodowisk|antywirus|kapita[łl]\szak
      |confidential|privileged|unauthori[sz]ed|disclos|addressee|recipient|in\serror|environment|virus|liabilit|registered|personal\sdata|gdpr|dsgvo|print|unsubscrib|scanned
      |vertraulich|irrtümlich|geschäftsführer|handelsregister|amtsgericht|confidentiel|destinataire|confidencial|destinatari|riservat|конфіденційн|адресован|персональних""",
    re.VERBOSE | re.IGNORECASE,
)
#: How a notice goes on after its first sentence.
FURTHER = re.compile(
    r"(?:if|should|any|please|если|в случае|любое|просим|je[śs]li|je[żz]eli|jakiekolwiek|prosimy|jej|wenn|falls|sollten|jede|bitte|si|se|якщо)\b",
    re.IGNORECASE,
)
RULE = re.compile(r"[-–—_=*~#+.\s]{2,}|[—–-]")
POSTSCRIPT = re.compile(r"\W{0,3}(?:p\.?\s?s\b|п\.?\s?с\b|з\.\s?и\b|пс\b|ps\b|nb\b|до речі)", re.IGNORECASE)
SENT_FROM = re.compile(
    r"\W{0,3}(?:(?:письмо )?отправлено (?:с|из)|wysłan\w z|wyslan\w z|sent (?:from|via)|von meinem|envoyé de|inviato da|enviado desde|надіслано з)\b",
    re.IGNORECASE,
)
#: Not the full stop of an initial.
SENTENCE_END = re.compile(r"(?<!\b\w)[.!?;:…]\W*$")
WORD = re.compile(r"\w{2,}")
LINE_END = re.compile(r"\r\n|[\r\n]")
