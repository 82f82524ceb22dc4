"""Words of consent and refusal in Russian, Polish and English, for folded text (no ё, no diacritics).

Each expression is matched on one clause from which courtesies were taken away, and must cover all of it, its object
aside: what isn't foreseen here is no answer.
"""

from intakebot.classify.listed import listed

#: Said around anything, without meaning.
COURTESIES = frozenset(
    listed("""добрый доброе доброго день дня утро утра вечер вечера суток здравствуйте здравствуй привет приветствую коллеги коллега уважаемые уважаемая уважаемый служба
    поддержки поддержка господа спасибо большое огромное благодарю благодарим пожалуйста плиз пжл всем вам хорошего дня заранее быстрый за ответ оперативность помощь
    информацию реакцию
    dzien dobry witam witajcie czesc hej szanowni panstwo panie pani dziekuje dziekujemy dzieki bardzo prosze prosimy uprzejmie za szybka reakcje odpowiedz informacje pomoc
    hello hi hey dear team support all sir madam thanks thank you thx very much many a lot please kindly pls good morning afternoon for your the quick help reply response
    sorry извините przepraszam""")
)
#: Said before or after a verdict, strengthening it at most.
STRESS = frozenset(
    listed("""я мы с со нашей своей моей стороны полностью вполне абсолютно целиком всецело конечно разумеется безусловно естественно настоящим тогда официально да ага угу ну ок окей
    хорошо ладно все верно так точно категорически совершенно это очень просто тоже давайте
    ja my z naszej mojej strony w pelni calkowicie oczywiscie jasne pewnie naturalnie niniejszym tak ok okej dobrze to jest zdecydowanie stanowczo absolutnie kategorycznie sie
    i we i'm we're am are our my from on side fully totally completely absolutely definitely certainly of course sure hereby yes yep yup yeah ok okay well then
    just also strongly sounds good do is that that's""")
)
#: A greeting with a name is one too.
GREETINGS = frozenset(
    listed(
        "добрый доброе доброго здравствуйте привет уважаемый уважаемая dzien witam czesc szanowny szanowna hi hello hey dear good"
    )
)
#: What joins clauses.
AND = frozenset(listed("и а and i oraz a"))
#: Said before a refusal, out of courtesy.
BUT = frozenset(listed("но увы сожалению к but unfortunately ale niestety however"))

_CHANGE_RU = r"(?:по|с)ниж\w+|повы[шс]\w+|измен\w+|смен\w+|перевод\w+|уров\w+|критичн\w+|критическ\w+|приоритет\w*|серьезност\w+|срочност\w+|severity|предложен\w+"
_CHANGE_PL = r"obnizeni\w+|podwyzszeni\w+|podniesieni\w+|zmian\w+|zmniejszeni\w+|poziom\w*|priorytet\w*|krytycz\w+|waznosc\w*|istotnosc\w*|uciazliwosc\w*|propozycj\w+|proponowan\w+"
_CHANGE_EN = (
    r"lower\w*|rais\w+|chang\w+|downgrad\w+|upgrad\w+|severit\w+|priorit\w+|levels?|proposal|proposed|sev|reduc\w+"
)
#: The change that was asked about.
CHANGE = rf"\b(?:{_CHANGE_RU}|{_CHANGE_PL}|{_CHANGE_EN})\b"
LEVEL = r"\d|x|sev\w*|p\d|низ[кш]\w+|средн\w+|высок\w+|серьезн\w+|незначительн\w+|обычн\w+|low\w*|medium|moderate|high\w*|minor|major|critical|normal|nisk\w+|sredni\w*|wysok\w+|normaln\w+|niz[ks]z\w+"
#: What an object may begin with.
PREPOSITIONS = frozenset(listed("с со на против до в за z ze na do w przeciw przeciwko wobec with to on of from at"))
#: The change that was asked about, or the level, and what may stand around it: each word of an object must be one of these.
OBJECT = (
    rf"(?:{_CHANGE_RU}|{_CHANGE_PL}|{_CHANGE_EN}|{LEVEL}|с|со|на|против|до|в|за|от|вашим|вашего|вашему|нового|новым|новый|этим|данным|указанн\w+|данного|данной|нашего|нашей|моей|моего|обращени\w+|заявк\w+|тикет\w*"
    r"|инцидент\w*|его|ее|это|степен\w+|категори\w+|проблем\w+|выше\w+|пожалуйста|z|ze|na|do|w|przeciw|przeciwko|wobec|tego|tej|tym|te|ten|naszego|powyzsz\w+|panstwa|nowym|nowy|zgloszeni\w+|sprawy|sprawie|problemu|ticketu|prosze"
    r"|the|this|that|a|an|its|it|to|of|from|at|with|your|our|my|new|[^\W\d_]+-\d[\d-]+|о|об|issue|ticket|case|request|incident|problem|please|down|up|here)"
)
#: Objects that point at what was asked.
DEIXIS = r"(?:с (?:вами|этим)|на это|его|ее|это|их|z (?:tym|panstwem|panem|pania|wami)|na to|to|je|it|this|that|with (?:you|that|this|it)|to (?:that|this|it)|as (?:proposed|suggested))"

#: The change itself, told or allowed; the group's name is its direction.
IMPERATIVES = (
    (
        r"(?:(?:вы )?(?:можете|можно|давайте|прошу|просим|просьба|разрешаю|разрешаем|считаем? возможным|считаю возможным|не против)\s+)?(?:(?P<lower_ru>(?:понизи|понижа|снижа|снизи|снизь|понизь|опусти|опуска)(?:йте|те|й|ть|м|ем)?)|(?P<raise_ru>(?:повы[шс]а|повыси|поднима|подними|поднять|повысь)(?:йте|те|й|ть|м)?)"
        r"|(?P<change_ru>(?:меняй(?:те)?|измените|изменяйте|изменить|менять|поменяйте|сменить|смените|переводите|переведите|перевести)))"
    ),
    r"(?:(?:mozna|mozecie|moga panstwo|moze pan|chetnie|smialo)\s+)?(?:(?P<lower_pl>o obnizenie|obniz(?:yc|ajcie|cie|aj|ac|my)?|zmniejsz(?:yc|cie)?)|(?P<raise_pl>o podwyzszenie|podwyzsz(?:yc|cie|ac)?|podnies(?:c|cie)?)|(?P<change_pl>o zmiane|zmien(?:ic|cie|iac|iajcie)?))",
    r"(?:(?:you (?:can|may)|feel free to|let's|go ahead|can|happy to|ok to|okay to|fine to)\s+)?(?:(?P<lower_en>lower|downgrade|reduce|decrease)|(?P<raise_en>raise|increase|escalate|upgrade)|(?P<change_en>change))",
)
#: Other plain agreement; an object may follow.
AGREEMENT = (
    (
        r"(?:соглас(?:ен|на|ны|енн?ы)|согласин|сагласен|сагласны|дасоглас(?:ен|ны)|согл|согласовано|согласу(?:ю|ем)|согласовыва(?:ю|ем)|дал[аи]? согласие|да(?:ю|ем) (?:свое |наше )?согласие|согласие (?:да(?:ю|ем)|есть)"
        r"|подтвержда(?:ю|ем)(?: (?:свое |наше )?согласие)?|одобр(?:яю|яем|ено)|не возража(?:ю|ем)|не против|возражени(?:й|я) (?:нет|не имею|не имеем|не имеется)|не име(?:ю|ем) возражений|нет возражений"
        r"|за|поддерживаю|поддерживаем|принимается|принимаю|принимаем|выражаю согласие|разреша(?:ю|ем))"
    ),
    (
        r"(?:zgadza(?:m|my)|zgoda|zgodzony|zgodni|wyraza(?:m|my) zgode|daje(?:my)? zgode|potwierdza(?:m|my)(?: zgode)?|akceptuje(?:my)?|zaakceptowan[eo]|nie ma(?:m|my) nic przeciwko|nie wnosz(?:e|imy) (?:sprzeciwu|zastrzezen|uwag)"
        r"|nie zglasza(?:m|my) (?:sprzeciwu|zastrzezen)|bez (?:zastrzezen|sprzeciwu)|nie ma przeciwwskazan|nie widze przeciwwskazan|nie widzimy przeciwwskazan|popieram|popieramy|moze byc|jestem za|jestesmy za)"
    ),
    (
        r"(?:agree|agreed|aggreed|agre|consent|give (?:my |our )?consent|approved?|accept(?:ed)?|confirm(?:ed)?|no objections?|have no objections?|don't object|do not object|don't mind|do not mind|go ahead|proceed|fine (?:with|by) (?:me|us)|good (?:with|by) (?:me|us)"
        r"|okay with (?:me|us)|ok with (?:me|us)|(?:i am |i'm |we are |we're )?(?:fine|ok|okay|happy|comfortable)(?= with)|acceptable|have (?:my|our) (?:consent|approval|permission)|do it)"
    ),
)
#: An agreement that names what it agrees to, or that it consents, and so may have other words beside it.
EXPLICIT = r"согласи[ея]|zgod[eay]\b|consent|approval"
#: What turns an agreement or an imperative into a refusal, before it.
NOT = r"(?:(?:(?:прошу|просим|просьба)\s+)?не(?: (?:надо|нужно|стоит|следует|можем|могу))?|нельзя|ни в коем случае не|ни за что не|nie(?: (?:moge|mozemy|nalezy|trzeba|wolno))?|absolutnie nie|not|do not|don't|dont|can't|cannot|can not|could not|couldn't|won't|never)"
#: Refusal in words of its own; an object may follow.
REFUSAL = (
    (
        r"(?:против|возражаю|возражаем|согласи[ея] не (?:даю|даем)|не (?:даю|даем) согласия|согласия нет|нет согласия|отказываюсь|отказываемся|отклоняю|отклоняем|отказ|(?:понижать|снижать|менять) (?:нельзя|не надо|не нужно|не стоит)"
        r"|не мо(?:гу|жем) согласиться|не соглас(?:ую|уем|овано)|не виж(?:у|им) (?:оснований|причин)(?: для)?|рано (?:понижать|снижать|менять)|не (?:надо|нужно)(?: ничего)?(?: менять)?|ни в коем случае|ни за что|неа)"
    ),
    r"(?:sprzeciwia(?:m|my)(?: sie)?|odmawia(?:m|my)|brak zgody|nie wyraza(?:m|my) zgody|nie ma(?: naszej)? zgody|nie daje(?:my)? zgody|jestem (?:przeciw|przeciwny|przeciwna)|jestesmy (?:przeciw|przeciwni)|przeciw|nie ma mowy|odrzucam|nie (?:moge|mozemy) (?:sie zgodzic|zgodzic sie|zgodzic)|nie widz(?:e|imy) podstaw|za wczesnie)",
    r"(?:disagree|object|declined?|reject(?:ed)?|refused?|no way|not agreed|against|no consent|not ok|not okay|not fine|not acceptable|unacceptable|too early|rather you didn't)",
)
#: It shall stay as it is: the verb ...
KEEP = (
    r"(?:(?:прошу|просим|просьба|лучше)\s+)?(?:оставьте|оставляйте|оставить|оставляем|сохраните|сохранить|пусть остается)",
    r"(?:(?:priorytet|poziom|to)\s+)?(?:(?:ma|musi|powinien|niech)\s+)?(?:zostawcie|zostawic|pozostawcie|pozostawic|zostac|pozostac|zostanie|zachowac|zachowajcie|utrzymac)",
    r"(?:keep|leave|(?:it |this )?(?:must|should|has to) (?:stay|remain))",
)
#: ... and the words that may follow, at least one of them.
KEPT = r"как|есть|было|прежн\w+|текущ\w+|без|изменени\w|jak|jest|bylo|tak|bez|zmian|obecn\w+|dotychczasow\w+|as|is|was|unchanged|current|one|ее|его"
#: A refusal may say until when, or why.
BECAUSE = r"\b(?:until|till|yet|because|since|as long|пока|до|потому|ведь|dopoki|bo|az|poniewaz)\b.*"
YES = r"(?:да|ага|угу|\+|yes|yep|yup|yeah|y|tak|jak najbardziej|конечно|разумеется|безусловно|oczywiscie|jasne|pewnie|sure|absolutely|of course|certainly|that's (?:fine|ok|okay))"
NO = r"(?:(?:нет|nie|no)(?: (?:и )?(?:нет|nie|no))*|неа|не|nope|nein|конечно нет|oczywiscie nie|of course not|absolutely not|definitely not|certainly not|absolutnie nie|zdecydowanie nie|категорически нет|точно нет)"
#: With a plain no: it is still as bad.
STILL_BAD = (
    r"(?:^|[.,!:\n–—-])\s*(?:это|она|оно|все еще|по-прежнему|для нас|it's|it is|this is|still|for us|to|dla nas|nadal|dalej)\b(?:\s+(?!не\b|нет\b|not\b|no\b|nie\b)[^\W\d_]+){0,3}"
    r"\s+(?:критичн\w+|критическ\w+|critical|krytyczn\w+)\b(?!\s+(?:ошиб|error|bled))"
)

#: Whatever else is said, somebody has yet to decide, or decides otherwise.
UNDECIDED = (
    r"\b(?:частично|не совсем|не вполне|не полностью|вроде|скорее|отчасти|подума\w+|обсудим|уточн\w+|спрошу|передума\w+|шучу|шутка|как скажете|на ваше усмотрение|все равно|не решаю|не уверен\w*"
    r"|czesciowo|nie do konca|nie calkiem|zastanowi\w+|zapyta\w+|raczej|zartuje|wszystko jedno|nie jestem pew\w+|nie wiem|не знаю|zmieni(?:am|lem|lam) zdanie"
    r"|partly|partially|not (?:quite|sure|entirely|fully)|maybe|perhaps|let me (?:check|ask|think)|get back to you|think about|up to you|kidding|joking|not my decision|i don't know|do not know|changed my mind|in theory|was wondering)\b"
)
#: Agreement under a condition is none.
CONDITION = (
    r"\b(?:если|при условии|в случае|только|лишь|но|однако|хотя|зато|пока|сначала|сперва|прежде|иначе|после того|до тех пор|кроме|условно|или|вчера|раньше|были|а вот"
    r"|jesli|jezeli|jak tylko|o ile|pod warunkiem|tylko|ale|jednak|chociaz|dopiero|najpierw|chyba|gdyby|poki|dopoki|albo|lub|czy|inaczej|wczoraj|warunkowo"
    r"|if|unless|provided|providing|as long as|only|but|however|although|though|until|till|before|first|once|when|after|otherwise|except|would|were|or|conditionally|yesterday)\b"
)
#: "Согласен, что …" agrees to something else.
OF_SOMETHING = r",\s*(?:что|чтобы|ze|zeby|that)\b"
#: Conditions that are manners of speaking.
IDIOMS = r"\b(?:если что|если потребуется|только за|w razie (?:czego|potrzeby)|jesli trzeba|jak cos|if needed|if necessary|if you (?:like|wish|want))\b"
#: Questions about what it would mean.
WHETHER = r"(?:изменит|меняет|значит|даст|дает|зачем|почему|повлияет|чем это|why|change|mean|affect|happen|zmieni|zmienia|oznacza|dlaczego|wplyn)"
CLOSING = (
    r"(?:^|(?<=[.!?,;\n]))[ \t]{0,4}(?:с уважением|с наилучшими|всего (?:доброго|хорошего)|хорошего дня|удачного дня|z powazaniem|pozdrawiam|pozdrowienia|lacze wyrazy|milego dnia|serdecznie pozdrawiam|(?:best|kind|warm|many)\s?(?:regards|wishes)"
    r"|regards|sincerely|yours|cheers|have a (?:nice|good)|br\b|rgds|--|__|sent from|get outlook|отправлено (?:с|из)|wyslan[eo] z)"
)
