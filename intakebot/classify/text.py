"""Preparation of strangers' text: made safe for models, and reduced to the words that its writer wrote as prose.

Every step is linear in a capped input, whatever the input is (design.md 5, "Input safety").
"""

import re
import unicodedata

#: Characters that are looked at: from the beginning, and from the end of what is longer.
_HEAD, _TAIL = 16_000, 8_000
#: Characters of prose that are kept: more tell no more about the language.
_CAP = 700
#: Longest word in characters; the rest of a longer one is dropped.
_LONGEST = 40
#: Words that are looked at; more tell no more.
_MOST_WORDS = 60
#: With fewer words than this before it, a closing formula or a mark of history ends nothing.
_ENOUGH = 3

_UNPRINTABLE = re.compile(r"[\ud800-\udfff\x00-\x09\x0b-\x1f\x7f-\x9f]+")
_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]+"
)

#: Lines that no person composed, by how they begin.
_MACHINE_LINE = re.compile(
    r"""(?:
      [>|]                                                              # quoted
    | [-_=*\#~+.]{3,}                                                   # rules between blocks
    | \[?\(?\d{1,4}[-./]\d{1,2}[-./]\d{1,4}[\sT]+\d{1,2}:\d\d:\d\d      # dated log lines
    | \[?\d{1,2}:\d\d:\d\d
    | [A-Z][a-z]{2}\s+\d{1,2}\s+\d\d:\d\d:\d\d\s                        # syslog
    | \d{1,3}(?:\.\d{1,3}){3}\s+-                                       # access logs
    | (?:\[[^\]\n]{0,40}\]\s*)?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE|NOTICE|CRITICAL|SEVERE|STDERR)\b\s*[:\]|\[\d-]
    | \[(?:error|warn|warning|info|debug|fatal|trace|notice)\]
    | at\s+[\w.$<>/]+\(                                                 # stack traces: Java, JavaScript
    | (?:at|в|w|bei|à|en)\s+[A-Za-z_][\w`]*(?:\.[\w`<>\[\],]+)+\(       # .NET in its languages
    | File\s".{1,300}?",\sline\s\d | Traceback\s\( | Caused\sby: | \.\.\.\s\d+\smore
    | (?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Exception|Error)\b\s*(?::|$|\()
    | (?:Sent|Get\sOutlook)\sfrom\s | Отправлено\s(?:с|из)\s | Wysłan[oe]\sz\s | Von\smeinem\s | Надіслано\sз\s
    | (?:From|To|Cc|Bcc|От|Кому|Копия|Od|Do|DW)\s?:\s.*@                # headers of forwarded mail
    | (?:Sent|Date|Дата|Отправлено|Data|Wysłano)\s?:\s.*\d\d:\d\d
    | (?:\$|\#|C:\\[^>\n]{0,100}>|PS\s[^>\n]{1,100}>)\s*[\w./-]+\s      # command lines
    | (?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|EXEC)\s+[\w*\[(].*\b(?:FROM|INTO|SET|TABLE|WHERE|VALUES)\b
    | [}\])]+[;,]?\s*$ | <[?!/\w] | [\w.\-\[\]"']{1,60}\s?[=]\s?\S      # code, markup, settings
    | \#include\b | (?:def|class|function|import|const|var|public|private)\s[\w.]+\s?[({=;:]
    )""",
    re.VERBOSE,
)
#: From here on stands what others wrote before, or the signature (RFC 3676 §4.3); matched at the beginning of a line.
_END = re.compile(
    r"""(?:
      --$
    | -{3,}\s?\w
    | _{10,}$
    | (?:с\sуважением|с\sнаилучшими|з\sповагою|best\sregards|kind\sregards|warm\sregards|regards\b|sincerely|yours\s
      |best\swishes|many\sthanks,?\s*$|z\spoważaniem|z\spowazaniem|pozdrawiam|pozdrowienia|mit\sfreundlichen
      |viele\sgrüße|cordialement|bien\sà\svous|cordiali\ssaluti|distinti\ssaluti|un\ssaludo|saludos|atentamente
      |s\spozdravem|s\spozdravom|с\sуважение|met\svriendelijke|atenciosamente|cumprimentos|con\sun\scordial)
    | this\s(?:e-?mail|message)\b.{0,80}\bconfidential | confidentiality\snotice | if\syou\sare\snot\sthe\sintended
    | the\sinformation\s(?:contained\s)?in\sthis\s(?:e-?mail|message)
    | (?:on|le|el|il)\s.{4,120}\s(?:wrote|a\sécrit|escribió|ha\sscritto)\s?:
    | (?:w\sdniu|dnia|am)\s.{4,120}\s(?:napisał|napisała|pisze|schrieb)\b.{0,80}:
    )""",
    re.VERBOSE | re.IGNORECASE,
)
#: The same for lines that end with a colon.
_WROTE = re.compile(r".{4,120}\s(?:пишет|писал|писала|написал|написала|пише)\b.{0,60}:$", re.IGNORECASE)
#: Inside lines: markup, addresses, paths, identifiers, anything with digits.
_MARKUP = re.compile(r"<[A-Za-z/!][^<>\n]{0,200}>|`[^`\n]{1,200}`|&[a-z]{2,8};")
_MACHINE_WORD = re.compile(
    r"""
      (?<!\S)[^\s\d@\\=_{}<>|$%^~+/]*+                    # up to the first character that words don't have
      (?:[\d@\\={}<>|$%^~+]|_(?=\w)|/(?=/|\S*[/.\d]))\S*+
    | (?<!\S)/\S++
    | (?<![\w.-])[A-Za-z][A-Za-z-]*+(?>(?:\.[A-Za-z][A-Za-z-]++)+)     # dotted names
    | \b(?:[a-z]++[A-Z]|[A-Z]{2,}+[a-z]++[A-Z])[A-Za-z]*+           # camelCase
    """,
    re.VERBOSE,
)
#: What each of those has somewhere: looked for first, since few words do.
_SUSPECT = re.compile(r"[\d@\\=_{}<>|$%^~+/.A-Z](?:(?<![.A-Z])|(?<=\.)(?=[A-Za-z])|(?<=[a-z][A-Z]))")
#: Somebody else's words within the text; short runs only, so that two stray marks don't swallow a paragraph.
_QUOTED = re.compile(r"[«„“\"]([^«»„”“\"\n]{1,240})[»”“\"]")
#: A capitalised Latin word within a sentence; one with diacritics is likely a name.
_NAME = re.compile(r"(?<=[a-zß-öø-ÿ] )[A-ZÀ-ÖØ-ÞĄĆČĎĘĚŁŃŇŐŘŚŞŠŤŮŰŹŻŽ][^\W\d_]{1,40}")
_WORD = re.compile(r"[^\W\d_]++(?>(?:'[^\W\d_]++)*)")
#: What mostly stands beside a word.
_POINTS = '.,;:!?()"-'
_APOSTROPHES = "’ʼ‘"


def machine_line(line: str) -> bool:
    """Whether no person composed this line: logs, traces, headers, code, rules. `line` is stripped."""
    return _MACHINE_LINE.match(line) is not None


def safe(text: str) -> str:
    """The text capped, without lone surrogates, control and invisible characters; still with its lines."""
    if len(text) > _HEAD + _TAIL:
        text = f"{text[:_HEAD]}\n{text[-_TAIL:]}"
    text = _UNPRINTABLE.sub(" ", text.replace("\r", "\n"))
    return text if text.isascii() else _INVISIBLE.sub("", text)


def prose(text: str) -> str:
    """What is left of a safe text without logs, quotes, signature, code, addresses and numbers: NFKC, at most 700 characters."""
    kept: list[str] = []
    seen = size = 0
    for line in filter(None, map(str.strip, text.split("\n"))):
        if seen >= _ENOUGH and (_END.match(line) or (line[-1] == ":" and _WROTE.match(line))):
            break
        if not _MACHINE_LINE.match(line):
            kept.append(line[:_CAP])
            seen += line.count(" ") + 1
            size += len(line)
        if size > _CAP:
            break
    return _normal(_without_machine_words(_MARKUP.sub(" ", "\n".join(kept)[:_CAP])))


def _without_machine_words(text: str) -> str:
    kept: list[str] = []
    done = 0
    for suspect in _SUSPECT.finditer(text):
        if suspect.start() >= done:
            start = max(done, text.rfind(" ", done, suspect.start()) + 1)
            end = text.find(" ", suspect.end())
            end = len(text) if end < 0 else end
            kept += (text[done:start], _MACHINE_WORD.sub(" ", text[start:end]))
            done = end
    return "".join([*kept, text[done:]])


def unquoted(text: str) -> str:
    """The text without what stands in quotation marks, mostly messages of programs, and without foreign names."""
    text = _QUOTED.sub(" ", text)
    return text if text.isascii() else _NAME.sub(lambda name: name[0] if name[0].isascii() else " ", text)


def words(text: str) -> list[str]:
    """The first 60 words of letters, lower-cased, each at most 40 characters long."""
    found: list[str] = []
    for token in text.lower().split():
        bare = token.strip(_POINTS)
        found += (bare,) if bare.isalpha() else _WORD.findall(token)
        if len(found) >= _MOST_WORDS:
            break
    return [word[:_LONGEST] for word in found[:_MOST_WORDS]]


def _normal(text: str) -> str:
    """NFKC with both ends capped: one character may become eighteen (U+FDFA)."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text.replace("№", " "))
    for apostrophe in _APOSTROPHES:
        text = text.replace(apostrophe, "'")
    return text[:_CAP]
