"""Words around a stated severity in Russian, Polish, English and their neighbours, for folded text."""

import re

from intakebot.classify.listed import listed

#: Words that introduce a severity by themselves ...
KEYS = (
    r"severity|sev|priority|prio|criticality|importance|urgency|business impact"
    r"|критичност(?:ь|и|ью)|приоритет(?:а|у|ом)?|важност(?:ь|и|ью)?|серьезност(?:ь|и|ью)|срочност(?:ь|и|ью)|тяжест(?:ь|и|ью)"
    r"|влияни(?:е|я|ем)(?: на (?:непрерывность )?бизнеса?)?|сев|крит|prioritet|kritichnost'?|vazhnost'?"
    r"|priorytet(?:u|em)?|waznosc(?:i|ia)?|krytycznosc(?:i|ia)?|istotnosc(?:i|ia)?|uciazliwosc(?:i|ia)?|pilnosc(?:i|ia)?"
    r"|prioritat|dringlichkeit|kritikalitat|priorite|gravite|criticite|severite|urgence|prioridad|severidad|gravedad|urgencia"
    r"|priorita|gravita|severita|urgenza|пріоритет|критичність|терміновість|prioridade|gravidade|severidade|zavaznost"
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
    gravi gravedad criticite пріоритет терміновість zavaznost уров степен категори класс статус тип
    level category class status type poziom kategori klas stop waga typ stufe
    schwere niveau nivel livello рівень uroven"""
)
#: What people put between the word and the value.
FILLER = (
    r"level|of|the|this|our|issue|ticket|case|request|problem|is|as|for|заявки|обращения|проблемы|инцидента|критичности|важности|серьезности|срочности"
    r"|влияния|уровень|это|у нас|у меня|ставлю|ставим|поставил[аи]?|указываю|думаю|считаю|наверное|видимо|на|бизнес|бизнеса|непрерывность"
    r"|zgloszenia|sprawy|problemu|krytycznosci|waznosci|istotnosci|jest|chyba|to|poziom|i think|i guess"
)
SETTING = re.compile(
    r"\b(?:став(?:лю|им|ьте)|поставил[аи]?|прошу|просим|просьба|считаем|считаю|оцениваем|оцениваю|заводите|заведите|оформите|зарегистрируйте|полагаю|думаю|у нас|у меня|присвойте"
    r"|please|treat|set|put|rate|rating|raise|register|we consider|(?:i|we)(?: would|'d)? (?:call|rate|say)|this is|it's a|prosze|prosimy|wedlug nas|naszym zdaniem|moim zdaniem|ustaw\w*|zglaszam\w*|nadaj\w*|oznacz\w*|dla nas)\b"
    r"|\b(?:это|to jest|jest to|it is)\s*$"
)
AS = (
    r"(?:\b(?:treat|classify|mark|rate|count|log|register|raise|put|consider|see|regard)\b[^.!?\n]{0,40}?\bas (?:an? )?"
    r"|\b(?:счита\w+|оцени\w+|заводите|заведите|оформите|зарегистрируйте|классифицир\w+)\b[^.!?\n]{0,30}?(?:как |(?=\w+(?:ым|им|ой|ую)\b))"
    r"|\b(?:traktuj\w*|potraktow\w+|oznacz\w*|zaklasyfikow\w+|zarejestr\w+|uznaj\w*)\b[^.!?\n]{0,40}?\bjako )"
)
NEGATED = re.compile(
    r"\b(?:не|нет|no|not|isn't|aren't|don't|doesn't|never|nie|bez|без|zaden|никак\w+)(?:\s+[^\W\d_]{1,14}){0,2}\s*$"
)
ABOUT = re.compile(
    r"\b(?:for|when|about|with all|every|all|any|each|under|than|при|для|про|о|об|все|всех|любо\w+|кажд\w+|если|чем|dla|przy|o|wszystkie|kazd\w+|jesli|gdy|niz)\s*(?:an?\s|the\s)?$"
)
SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|in case|suppose|imagine|если|ли|когда|в случае|допустим|предположим|jesli|jezeli|gdyby|czy|w przypadku|zalozmy"
    r"|previous\w*|earlier|last (?:week|month|year|time)|yesterday's|used to|прошл\w+|предыдущ\w+|раньше|ранее|в тот раз|poprzedni\w*|zeszl\w+|wczesniej\w*|kiedys"
    r"|что такое|что значит|what is|what's|what does|what are|which|how|why|co to|co oznacza|jaki|jaka|jakie|какой|какая|какие|почему|зачем|dlaczego)\b"
)
TECHNICAL = re.compile(
    r"\b(?:queue|routing|route|trunk|qos|vlan|mx|dns|process|thread|policy|rule|job|task|group|interface|packet|traffic|очеред\w+|маршрут\w*|транк\w*|процесс\w*|правил\w+|трафик\w*|групп\w+|поток\w*"
    r"|kolejk\w+|tras\w+|proces\w*|regul\w+|ruch\w*|grup\w+|zada[nń]\w*)\b"
)
AFTER_ABOUT = re.compile(
    r"[\s\"»”]*(?:means|tickets?|cases|requests|incidents|sla|response|reaction|support|hotline|alerts?|events?|errors?|findings|заявк\w+|обращени\w+|инцидент\w+|означает|это когда|zgloszen\w+|oznacza|alert\w*|событи\w+|ошиб\w+|(?:была|был|было|were|was)\b|\((?:была|был|было)\))"
)
END_OF_CLAUSE = re.compile(
    r"[\s*_\"»”\])]*(?:$|\n|[.,:;!(…–—/|-]|->|=>|(?:т\.?к|потому|так как|по|но|хотя|пожалуйста|наверное|bo|wg|wedlug|zgodnie|ale|prosze|because|since|but|please|i think|for|from|z|od|из|от|чтоб\w*|i'd)\b)"
)
OPENING = re.compile(
    r"\s*(?:(?:добр\w+ (?:день|утро|вечер)|здравствуйте|коллеги|приве\w+|dzien dobry|witam|czesc|hej|szanowni panstwo|hello|hi|dear \w+|good \w+)\b[^\n.!,:]{0,30}[.!,:]\s*)?[*_#\s\-–—]{0,5}"
)
ANSWERED = re.compile(r"\s*(?:(?:re|fwd?|aw|wg|odp|pd|от|ответ|на)\s?:\s*)+", re.IGNORECASE)
ASKED = re.compile(r"[\s)\]\"»”]{0,5}\?")
#: What makes a heading of the words before it.
CUT_OFF = re.compile(r"[\s*_\"»”\])]{0,5}(?:$|\n|[.:!]|[–—-]\s|\(?(?!был|was|were)[^()\n]{0,40}\)?(?:$|\n))")
