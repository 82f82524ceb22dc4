"""Words around a stated severity in Russian, Polish, English and their neighbours, for folded text."""

import re

from intakebot.classify.listed import listed

#: Words that introduce a severity by themselves ...
KEYS = (
    r"severity|sev|priority|prio|criticality|importance|urgency|business impact"
    r"|критичност(?:ь|и|ью)|приоритет(?:а|у|ом)?|важност(?:ь|и|ью)?|серьезност(?:ь|и|ью)|срочност(?:ь|и|ью)|тяжест(?:ь|и|ью)"
    r"|влияни(?:е|я|ем)(?: на (?:непрерывность )?бизнеса?)?|сев|крит|prioritet|kritichnost'?|vazhnost'?|srochnost'?"
    r"|priorytet(?:u|em)?|waznosc(?:i|ia)?|krytycznosc(?:i|ia)?|istotnosc(?:i|ia)?|uciazliwosc(?:i|ia)?|pilnosc(?:i|ia)?"
    r"|wplyw(?:u|em)? na (?:dzialalnosc|biznes|firme|prace)"
    r"|prioritat|dringlichkeit|kritikalitat|wichtigkeit|schweregrad|einstufung|priorite|gravite|criticite|severite|urgence"
    r"|prioridad|severidad|gravedad|urgencia|criticidad|importancia|priorita|gravita|severita|urgenza|criticita|importanza"
    r"|пріоритет|критичність|терміновість|важливість|prioridade|gravidade|severidade|zavaznost"
)
#: ... and words that do so only where a field or a sentence begins.
WEAK = (
    r"уровень|степень|категория|класс|статус|тип(?: ошибки)?|level|category|class|impact|status|type|poziom|kategoria|klasa|stopien|waga|typ"
    r"|stufe|schwere|niveau|nivel|livello|рівень|uroven"
)
#: Without one of these in it a text needs no closer look.
STEMS = listed(
    """sev prio criticality importance urgen impact критичн приоритет важност серьезност срочност тяжест
    влияни сев крит kritichn vazhn waznosc krytyczn istotno uciazliwo pilno dringlich kritikal
    gravi gravedad critici wplyw wichtigk schwere einstuf importan пріоритет терміновість важливість srochnost zavaznost уров степен категори класс статус тип
    level category class status type poziom kategori klas stop waga typ stufe
    schwere niveau nivel livello рівень uroven"""
)
#: What people put between the word and the value.
FILLER = (
    r"level|of|the|this|our|issue|ticket|case|request|problem|is|as|for|заявки|обращения|проблемы|инцидента|критичности|важности|серьезности|срочности"
    r"|влияния|уровень|это|у нас|у меня|ставлю|ставим|поставил[аи]?|указываю|думаю|считаю|наверное|видимо|на|бизнес|бизнеса|непрерывность"
    r"|zgloszenia|sprawy|problemu|krytycznosci|waznosci|istotnosci|jest|chyba|to|poziom|i think|i guess|at|na|powiedzmy|bedzie|niech bedzie"
    r"|ну|пусть|будет|скажем|этого|этой|данной|данного|у этого|declaree|vom melder|de|di|segnalata|indicada"
)
SETTING = re.compile(
    r"\b(?:став(?:лю|им|ьте)|поставил[аи]?|прошу|просим|просьба|считаем|считаю|оцениваем|оцениваю|заводите|заведите|оформите|зарегистрируйте|полагаю|думаю|у нас|у меня|присвойте"
    r"|please|treat|set|put|rate|rating|raise|register|we consider|(?:i|we)(?: would|'d)? (?:call|rate|say)|this is|it's a|prosze|prosimy|wedlug nas|naszym zdaniem|moim zdaniem|ustaw\w*|zglaszam\w*|nadaj\w*|oznacz\w*|dla nas)\b"
    r"|\b(?:это|to jest|jest to|it is)\s*$"
)
AS = (
    r"(?:\b(?:treat(?:ed)?|classif(?:y|ied)|mark(?:ed)?|rated?|count(?:ed)?|log(?:ged)?|register(?:ed)?|raised?|put|consider(?:ed)?|see|regard(?:ed)?|get|have|goes?|go)\b[^.!?\n]{0,40}?\bas (?:an? )?"
    r"|\b(?:счита\w+|оцени\w+|завод\w+|завед\w+|оформ\w+|ид[её]т|проходит|(?:за)?регистрир\w+|классифицир\w+)\b[^.!?\n]{0,30}?(?:как |(?=\w+(?:ым|им|ой|ую)\b))"
    r"|\b(?:traktuj\w*|potraktow\w+|oznacz\w*|zaklasyfikow\w+|zarejestr\w+|uznaj\w*|idzie|leci|ocenia\w*|okresla\w*|klasyfik\w+|zglasza\w*)\b[^.!?\n]{0,40}?\bjako |\bbehandeln\b[^.!?\n]{0,30}?\bals )"
)
#: What somebody does who chooses from a form; the choice follows in quotation marks, or behind the word that introduces it.
CHOOSING = (
    r"(?:\b(?:(?:по|про|вы)?став(?:лю|им|ил[аи]?|ить|ьте)|выбира(?:ю|ем)|выбрал[аи]?|выбрать|отмети(?:л[аи]?|ть)|отмеча(?:ю|ем)|указа(?:л[аи]?|ть)"
    r"|указыва(?:ю|ем)|присвои(?:ть|те)|присваива(?:ю|ем)|жму|нажал[аи]?"
    r"|zaznacz(?:am|amy|yl\w{1,4}|yc)|wybra(?:l\w{1,4}|c)|wybier(?:am|amy)|wskaz(?:uje|ujemy|al[ae]m)|ustawi(?:am|amy|l\w{1,4}|c)|ustawcie|oznacz(?:am|amy|yl\w{1,4}|yc)"
    r"|wpis(?:uje|al\w{1,4}|ac)|nada(?:je|l\w{1,4}|c)|klikn\w{2,6}|daj(?:e|emy|cie)|dal[ae]m"
    r"|chose|choose|picked|ticked|selected|marked|happy with|settled on|сошлись на|остановились на|значением|zakresl\w+|coche|choisi|elijo|elegi|marco|marque|gewahlt|wahle|seleziono|scelgo|scelto|обрав|обрала)\b)"
)
NEGATED = re.compile(
    r"\b(?:не|нет|no|not|isn't|aren't|don't|doesn't|never|nie|bez|без|zaden|никак\w+)(?:\s+[^\W\d_]{1,14}){0,2}\s*$"
)
ABOUT = re.compile(
    r"(?<!просьба )(?<!прошу )(?<!prosba )(?<!prosze )(?<!asking )(?<!ask )\b(?:просил[аи]?|prosil[ai]?|asked(?: us| me)? to|for|when|was|were|been|был[аио]?|byl[aoy]?|zosta\w{1,4}|about|with all|every|all|any|each|under|than|при|для|про|о|об|все|всех|любо\w+|кажд\w+|если|чем|dla|przy|o|wszystkie|kazd\w+|jesli|gdy|niz)\s*(?:an?\s|the\s)?$"
)
SUPPOSED = re.compile(
    r"\b(?:if|unless|in case|suppose|imagine|если|когда|в случае|допустим|предположим|jesli|jezeli|gdyby|w przypadku|zalozmy"
    r"|previous\w*|earlier|last (?:week|month|year|time)|yesterday's|used to|прошл\w+|предыдущ\w+|раньше|ранее|в тот раз|poprzedni\w*|zeszl\w+|wczesniej\w*|kiedys)\b"
)
#: Words of a question, in the same clause.
WONDERED = re.compile(
    r"\b(?:whether|ли|czy|что такое|что значит|what is|what's|what does|what are|which|how|why|co to|co oznacza|jaki|jaka|jakie|какой|какая|какие|почему|зачем|dlaczego)\b"
)
TECHNICAL = re.compile(
    r"\b(?:queue|routing|route|trunk|qos|vlan|mx|dns|process|thread|policy|rule|job|task|group|interface|packet|traffic|очеред\w+|маршрут\w*|транк\w*|процесс\w*|правил\w+|трафик\w*|групп\w+|поток\w*"
    r"|kolejk\w+|tras\w+|proces\w*|regul\w+|ruch\w*|grup\w+|zada[nń]\w*)\b"
)
AFTER_ABOUT = re.compile(
    r"[\s\"»”]*(?:means|tickets?|cases|requests|incidents|sla|response|reaction|support|hotline|alerts?|events?|errors?|findings|заявк\w+|обращени\w+|инцидент\w+|означает|это когда|zgloszen\w+|oznacza|alert\w*|событи\w+|ошиб\w+|(?:была|был|было|were|was)\b|\((?:была|был|было)\))"
)
END_OF_CLAUSE = re.compile(
    r"[\s*_\"»”\])]*(?:$|\n|[.,:;!(…–—/|-]|->|=>|(?:т\.?к|потому|так как|по|но|хотя|пожалуйста|наверное|porque|weil|parce que|perche|bo|wg|wedlug|zgodnie|ale|prosze|because|since|but|please|i think|for|from|z|od|из|от|чтоб\w*|у нас|считаю|думаю|скорее|видимо|прошу|просим|chyba|raczej|mysle|uwazam|u nas|i'd|i would|i guess|i suppose|i believe|bitte|vielleicht|chez|por favor|per favore|s'il|probably|maybe|so)\b)"
)
OPENING = re.compile(
    r"\s*(?:(?:добр\w+ (?:день|утро|вечер)|здравствуйте|коллеги|приве\w+|dzien dobry|witam|czesc|hej|szanowni panstwo|hello|hi|dear \w+|good \w+)\b[^\n.!,:]{0,30}[.!,:]\s*)?[*_#\s\-–—]{0,5}"
)
ANSWERED = re.compile(r"\s*(?:(?:re|fwd?|aw|wg|odp|pd|от|ответ|на)\s?:\s*)+", re.IGNORECASE)
ASKED = re.compile(r"[\s)\]\"»”]{0,5}\?")
#: What makes a heading of the words before it.
CUT_OFF = re.compile(
    r"[\s*_\"»”\])]{0,5}(?:$|\n|[.:!]|,\s(?!or\b|или\b|czy\b|lub\b|albo\b)|[–—-]\s|\((?!был|was|were)|(?!был|was|were)[^()\n]{0,40}(?:$|\n))"
)
#: What makes no question of a question mark: "sev 2, I'd say?"
HEDGED = re.compile(
    r"[\s,]*(?:i'd say|i guess|i think|maybe|perhaps|наверное|пожалуй|видимо|думаю|chyba|raczej|vielleicht)\s*\?"
)
#: Directly before a severity: it is asked for.
REQUESTED = re.compile(
    r"\b(?:(?:prosze|prosimy|prosba) o|(?:прошу|просим|просьба)(?: поставить| присвоить| указать| установить)?|(?:please|kindly) (?:set|assign|give it)(?: an?)?)\s*$"
)
#: Nor of a request: "could we get this as an S2?"
BEGGED = re.compile(
    r"\b(?:could|can) (?:we|you|i|this)\b|\b(?:можно|можете|нельзя ли|czy (?:mozna|moglib\w+|mozecie))\b[^.!?\n]{0,30}(?:как|jako)\b"
)
