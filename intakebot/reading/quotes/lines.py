"""How quoted lines look: their marks, and what only resembles them (prompts, code, comparisons, diffs)."""

import re

#: Blanks of people and of programs: zero-width characters, direction marks and byte order marks too.
_BLANK = "".join(
    map(chr, (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010), *range(0x2028, 0x2030)))
)
_BLANK += "\u205f\u2060\u2066\u2067\u2068\u2069\u3000\ufeff"
_BOLD = _BLANK + "*"

_MARKS = re.compile(r"(?:[>＞][ \t\xa0]?)+")
_INITIALS = re.compile(r"\s?([A-ZА-ЯЁ][A-Za-zА-Яа-яЁё]{0,3})>{1,9}(?!\S{30})")
_PROMPTS = re.compile(
    r"(?:\$|#|sudo|npm|npx|yarn|pnpm|node|git|docker|kubectl|helm|pip3?|python3?|java|mvn|gradle|cd|ls|dir|grep|ping|curl|wget|ssh|scp"
    r"|systemctl|journalctl|ipconfig|ifconfig|tracert|traceroute|nslookup|dig|telnet|apt(?:-get)?|yum|dnf|psql|mysql|sqlcmd|tsc|vite|"
    r"select|insert into|update \w+ set|delete from|show \w+|use \w+|create \w+|alter \w+|drop \w+|exec|begin|commit|rollback|describe|explain|"
    r"import \w|from \w+ import|def \w+\(|class \w+|print|console\.|db\.|var \w|let \w|const \w|(?:get|set|new|test|start|stop)-\w|echo|exit|quit|help)(?!\w)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"[;{}\\]\s*$|\w\([^()]{0,200}\)[;:{]?$|</\w|/>|[=!<>]=|::|\|\||&&|^\w+\s*=\s*\S|^\S+@\d[\d.]*(?:\s|$)|^\W*$"
)
_COUNT = re.compile(r"\d+(?:[.,]\d+)?(?:\s?%|\s?[^\W\d]|\s*$)")
_SHELL = re.compile(r"[\w.-]{1,60}@[\w.-]{1,60}:\S{0,100}[#$]|(?:PS )?[A-Za-z]:\\[^>]{0,200}>|\$ \w")
_DIFF = re.compile(r"\d+(?:,\d+)?[acd]\d+(?:,\d+)?$")


def bare(line: str) -> str:
    """A line without blanks and the asterisks of bold text around it."""
    return line.strip(_BOLD)


def marked(line: str) -> int:
    """Depth of a quoted line: how many ">" it begins with; 0 for any other."""
    found = _MARKS.match(line.lstrip(_BLANK)[:200])
    return sum(found[0].count(mark) for mark in ">＞") if found else 0


def initials(line: str) -> str:
    """Initials that The Bat! and others put before the mark ("IP> text"), "" when there are none."""
    found = _INITIALS.match(line)
    return found[1] if found else ""


def piped(line: str) -> bool:
    """A line quoted with a bar, not a row of a table, which has several."""
    return line.lstrip(_BLANK).startswith("|") and line.count("|") == 1


def content(line: str) -> str:
    """What follows the marks."""
    text = line.strip(_BLANK)
    found = _MARKS.match(text[:200])
    return text[found.end() :].strip(_BLANK) if found else text


def resembles_text(block: list[str], before: list[str]) -> bool:
    """Whether a run of ">" lines without attribution is the customer's own: prompts, code, a diff, a comparison."""
    if before and (_DIFF.match(before[-1].strip()) or (before[-1].strip() == "---" and _is_diff(before[:-1]))):
        return True
    if before and _SHELL.match(before[-1].strip()):
        return True
    if len(block) == 1 and block[0].startswith(">From "):
        return True  # mbox escaping of an own line, RFC 4155
    texts = [content(line) for line in block]
    if len(block) == 1 and marked(block[0]) == 1 and _COUNT.match(texts[0]):
        return True
    if all(marked(line) == 3 for line in block):
        return True
    told = [text for text in texts if text]
    return bool(told) and 2 * sum(map(_is_code, told)) >= len(told)


def _is_diff(before: list[str]) -> bool:
    return bool(before) and before[-1].startswith("<")


def _is_code(text: str) -> bool:
    head = text[:300]
    if _PROMPTS.match(head):
        return not _is_sentence(head)
    return _CODE.search(head) is not None and not head.endswith((".", "?", "!"))


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "?", "!")) or (len(text.split()) > 6 and not re.search(r"[;=(){}*'\"/]", text))
