"""Whether a machine sent a mail, and what sort of machine: such mail must not be acknowledged (RFC 3834 §2).

Taking a person for a machine is the worse error, since his registration notice stays away. So one sign decides only
where no person's mail can bear it; words decide only together, and never against somebody who asks for something.
"""

import re

from intakebot.domain.message import Auto
from intakebot.reading.automatic import machine_headers, wordings
from intakebot.reading.automatic.bounces import is_bounce
from intakebot.reading.automatic.clues import Clues
from intakebot.reading.automatic.loops import looping
from intakebot.reading.mail import Mail

_NO_REPLY = re.compile(
    r"(?:^|[._+-])(?:(?:no|non|not|do[-_.]?not|dont|nao|ne|nie|nicht|keine?)[-_.]?(?:reply|replay|respond|response|answer|antwort(?:en)?|"
    r"responda|responder|odpowiadaj|otvechat|otvechaite|repondre)|nepasrepondre|ne-pas-repondre|unattended)(?:$|[._+-]|\d)"
)
_ROLES = ("support", "help", "helpdesk", "servicedesk", "service", "info", "contact", "office", "sales", "billing", "noc", "team", "admin",
    "kontakt", "pomoc", "biuro", "hello", "feedback", "customer")  # fmt: skip
_PROGRAMS = re.compile(
    r"(?:mailer-daemon|daemon|crond?|anacron|nagios|zabbix|icinga|prometheus|alertmanager|grafana|monit|munin|logwatch|mdadm|smartd|"
    r"fail2ban|jenkins|gitlab|bamboo|sonarqube|sentry|uptimerobot|pingdom|datadog|opsgenie|pagerduty|listserv|majordomo|mailman|"
    r"calendar-notification)(?:$|[._+-])"
)
#: Machines of an office, which post what somebody put into them.
_DEVICES = re.compile(
    r"(?:voice-?mail|voice|voicemessages?|pbx|phone-?system|fax|fax-?server|fax2mail|scan|scans|scanner|scan2mail|scan-?to-?(?:e-?)?mail|mfp|copier|printer|"
    r"drucker|kopierer|skaner|drukarka|faks|anrufbeantworter|messagerie-?vocale|scansioni|escaner)(?:$|[._+-]|\d)"
)
#: Behind these sits a program or a team.
_POSTS = re.compile(
    r"(?:notifications?|notify|alerts?|monitoring|root|system|backup|nobody|www-data|apache|veeam)(?:$|[._+-])"
)
_NUMBERED = re.compile(r"[#№:\[] ?[a-z-]{0,8}\d{3,}|\b[a-z]{2,8}-\d{3,}|\d{5,}")
_SHORT = 900
_BRIEF = 40
#: Two signs, of which one is nobody's but a program's.
_PROGRAM = 3


def _receipt(clues: Clues) -> Auto | None:
    """Reports that are none about delivery: read receipts (RFC 8098), complaints (RFC 5965) and others."""
    mail = clues.mail
    said = mail.parameters.get("report-type", "").lower() if mail.content_type == "multipart/report" else ""
    if said == "disposition-notification" or any(
        part.content_type == "message/disposition-notification" for part in mail.parts
    ):
        return None if clues.forwarded else "auto-reply"
    if said:
        return "auto-generated"
    read = clues.subject.startswith(wordings.READ_SUBJECTS) and len(mail.text) < _SHORT
    return "auto-reply" if read and clues.begins(wordings.READ_TEXTS) and not clues.pleading else None


def _calendar(clues: Clues) -> Auto | None:
    """A calendar program accepts or declines (RFC 5546 §3.2.3); a person who adds a word of his own stays one."""
    for part in clues.mail.parts:
        if part.content_type == "text/calendar":
            method = part.parameters.get("method", "").lower()
            if method == "reply" or (not method and "\nMETHOD:REPLY" in part.text[:2_000].replace("\r", "")):
                own = clues.own
                written = (
                    len(own) > _BRIEF and "begin:vcalendar" not in own and not clues.begins(wordings.CALENDAR_TEXTS)
                )
                return None if written else "auto-reply"
    return None


def _answerable(clues: Clues) -> bool:
    """Reply-To names one person: a web form sends for somebody, and he expects an answer."""
    if len(clues.mail.reply_to) != 1:
        return False
    address = clues.mail.reply_to[0]
    local = address.address.rpartition("@")[0].lower()
    if (
        not local
        or _NO_REPLY.search(local)
        or _PROGRAMS.match(local)
        or _POSTS.match(local)
        or address.address.lower() == clues.mail.sender.address.lower()
    ):
        return False
    return address.domain != clues.mail.sender.domain or local not in _ROLES


def _sender(clues: Clues) -> Auto | None:
    """Senders whom nobody can answer, and programs that report what programs report."""
    if _answerable(clues):
        return None
    if _NO_REPLY.search(clues.local_part):
        return "auto-reply" if _desk(clues) or _answering(clues) else "auto-generated"
    if clues.threaded or clues.forwarded:
        return None
    if _DEVICES.match(clues.local_part):
        return "auto-generated" if _device(clues) else None
    program = 2 if _PROGRAMS.match(clues.local_part) or clues.name.startswith("cron daemon") else 0
    post = _POSTS.match(clues.local_part) is not None
    title = 2 * clues.subject.startswith(wordings.MACHINE_SUBJECTS) or clues.subject.startswith(wordings.ALERT_SUBJECTS)
    if not program + title:
        return None
    score = (program or post) + title + 2 * clues.begins(wordings.MACHINE_TEXTS)
    return "auto-generated" if score >= _PROGRAM and not clues.greeted and not clues.pleading else None


def _device(clues: Clues) -> bool:
    """A scanner, fax or telephone system posts a document or a recording, and says so in subject and text."""
    told = not clues.opening or clues.begins(wordings.DEVICE_TEXTS)
    return told and clues.subject.startswith(wordings.DEVICE_SUBJECTS) and not clues.greeted and not clues.pleading


def _desk(clues: Clues) -> Auto | None:
    """Another desk confirms a request, or a filter wants its sender confirmed."""
    if clues.begins(wordings.CHALLENGES):
        return None if clues.pleading else "auto-reply"
    titled = clues.subject.startswith(wordings.RECEIPT_SUBJECTS) or _NUMBERED.search(clues.subject) is not None
    receipt = titled and clues.begins(wordings.RECEIPTS) and clues.begins(wordings.THANKS)
    return "auto-reply" if receipt and not clues.pleading else None


def _declared(clues: Clues) -> bool:
    """The text itself says, at its beginning or its end, that a machine sent it, and doesn't stop at that."""
    if not (clues.begins(wordings.SELF_DECLARED) or clues.ends(wordings.SELF_DECLARED, wordings.SELF_STEMS)):
        return False
    whole = clues.own.strip(" .!*-_")
    if clues.titled and (whole.startswith(wordings.SELF_DECLARED.all) or whole.endswith(wordings.SELF_DECLARED.all)):
        return not clues.pleading
    rest = (wordings.DO_NOT_REPLY, wordings.ABSENCES, wordings.THANKS, wordings.RECEIPTS)
    return len(clues.own) < _SHORT and any(clues.says(phrases) for phrases in rest) and not clues.pleading


def _absent(clues: Clues) -> bool:
    """Somebody's program says that he is away: two of subject, thanks and text say so, or a short answer's first words.

    What an answer quotes below doesn't count: it may be the absence notice that a person answers.
    """
    away = clues.begins(wordings.ABSENCES) and (not clues.threaded or clues.says(wordings.ABSENCES))
    thanks = (away or bool(clues.titled)) and clues.begins(wordings.THANKS)
    if away + bool(clues.titled) + thanks < 2:
        return away and _stood_in(clues) and not clues.pleading
    return not clues.pleading


def _stood_in(clues: Clues) -> bool:
    """A short answer that names a day or somebody else to turn to."""
    return clues.threaded and len(clues.own) < _SHORT and clues.says(wordings.STAND_INS)


def _answering(clues: Clues) -> bool:
    """What a machine sent answers another mail."""
    if clues.titled or clues.begins(wordings.ABSENCES) or clues.begins(wordings.CHALLENGES):
        return True
    if clues.subject.startswith(wordings.RECEIPT_SUBJECTS):
        return True
    return clues.begins(wordings.THANKS) and (clues.threaded or clues.begins(wordings.RECEIPTS))


def _machine(clues: Clues) -> Auto | None:
    """What reports, headers and the null sender say; words only tell an automatic reply from other automatic mail."""
    found = _receipt(clues) or machine_headers.submitted(clues) or _calendar(clues) or machine_headers.signed(clues)
    if found is None and clues.null_sender:
        found = "auto-reply" if clues.threaded else "auto-generated"
    return "auto-reply" if found == "auto-generated" and _answering(clues) else found


def _genuine(clues: Clues) -> bool:
    """Not an answer to an automatic reply, whose subject would end alike."""
    return not clues.marked or clues.begins(wordings.THANKS) or clues.begins(wordings.RECEIPTS)


def _worded(clues: Clues) -> Auto | None:
    """Mail without any sign in its headers, by subject and text together."""
    if clues.forwarded:
        return None
    if clues.titled == "reply" and (not clues.pleading or clues.mail.in_reply_to) and _genuine(clues):
        return "auto-reply"
    if _absent(clues) or _declared(clues):
        return "auto-reply"
    if clues.marked:
        return None
    introduced = clues.opening.startswith(wordings.SELF_DECLARED.all) and not clues.pleading
    return _desk(clues) or ("auto-generated" if introduced else None)


def _returned(clues: Clues) -> bool:
    """What a machine sent comes back to it: its own mark, and its own address at both ends."""
    address = clues.mail.sender.address.lower()
    ends = [recipient.address.lower() for recipient in clues.mail.to]
    return bool(address) and clues.headers.get("x-loop", "").strip(" <>").lower() == address and address in ends


def kind(mail: Mail, mail_from: str | None) -> Auto | None:
    """What sort of machine sent this mail; None for a person. `mail_from` is the envelope's, "" the null sender."""
    if looping(mail):
        return "loop"
    clues = Clues(mail, mail_from)
    if is_bounce(clues):
        return "bounce"
    found = _machine(clues)
    if found and _returned(clues):
        return "loop"
    if found or machine_headers.denied(clues):
        return found
    return _sender(clues) or _worded(clues)
