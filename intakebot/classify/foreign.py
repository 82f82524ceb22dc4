"""Whether a place in a text is somebody else's words: quoted lines, forwarded mail, logs, alarms of monitoring."""

import re

#: From such a line on stands what others wrote.
_HISTORY = re.compile(
    r"^[ \t]*(?:-{2,}\s?(?:original|forwarded|исходное|пересыла|пересланн|oryginaln|wiadomosc|przekazan|begin forwarded|ursprung)"
    r"|begin forwarded message|начало переадресованного)",
    re.MULTILINE,
)
_MACHINE_LINE = re.compile(
    r"\s*(?:[>|]\s?(?!\s*[^\W\d_]{3,20}\s*\|)"
    r"|\[?\(?\d{1,4}[-./]\d{1,2}[-./]\d{1,4}[\st]+\d{1,2}:\d\d|\[?\d{1,2}:\d\d:\d\d|[a-z]{3}\s+\d{1,2}\s\d\d:\d\d:\d\d\s"
    r"|(?:\[[^\]\n]{0,40}\]\s*)?\[?(?:error|warn|warning|info|debug|fatal|trace|notice)\]?[:\s\]|]"
    r"|(?:(?:fwd?|pd|wg)\s?:\s*)?(?:\[(?:firing|resolved|problem|recovery|alert)\b[^\]\n]{0,20}\]|(?:resolved|recovery|firing)\s)\s?\S"
    r"|at\s[\w.$<>/]+\(|traceback\s|caused\sby:|[{}\]\"]|\w{1,40}=\S)"
)
#: Keys and words that only alarms have.
_ALARM = re.compile(
    r"^[^\n]{0,20}\b(?:trigger|last value|operational data|item value|item|annotations|labels|rule|event id|problem started|trigger status|alertname|alert|alarm"
    r"|threshold|metric|signature|problem name|код события|elemento|objekt|правило|триггер|событие|подія|узел|регистрация|original)\s*(?:status|name|state|id)?\s*[:=]"
    r"|\b(?:alertmanager|zabbix|nagios|icinga|prometheus|grafana|falco|wazuh|monit|siem)\b|\balert #\d|\bok\b\s*:|\bduration: \d"
    r"|\*\*\W{0,3}(?:problem|recovery)\b|^\W{0,5}host\s[^\n]{0,60}\bis (?:down|up)\b",
    re.MULTILINE,
)


def foreign(text: str, start: int) -> bool:
    """Whether what stands at this place of a folded text wasn't said by its writer."""
    begin = text.rfind("\n", 0, start) + 1
    if _MACHINE_LINE.match(text, begin) or _quoted(text[begin:start]):
        return True
    return _in_alarm(text, start) or bool(_HISTORY.search(text, 0, start))


def _quoted(before: str) -> bool:
    """Whether a quotation is still open."""
    opened = max(before.rfind(mark) for mark in "«„“")
    return opened > max(before.rfind(mark) for mark in "»”") or before.count('"') % 2 == 1 or before.count("`") % 2 == 1


def _in_alarm(text: str, start: int) -> bool:
    """Whether the lines around it, up to blank ones, are those of an alarm."""
    begin = max(text.rfind("\n\n", 0, start), start - 600, 0)
    end = text.find("\n\n", start)
    return bool(_ALARM.search(text[begin : min(end if end >= 0 else len(text), start + 600)]))
