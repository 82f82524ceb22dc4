"""Distinct support mails in three languages."""

import random
from email.message import EmailMessage
from email.policy import SMTP

_TEXTS = {
    "en": ("Cannot sign in", "Since this morning nobody of us can sign in, the page only shows error {n}."),
    "pl": ("Nie działa logowanie", "Od rana nikt z nas nie może się zalogować, strona pokazuje tylko błąd {n}."),
    "ru": ("Не получается войти", "С самого утра никто из нас не может войти, страница показывает ошибку {n}."),
}


def make(number: int, run: str, dice: random.Random) -> tuple[str, str, bytes]:
    """Message-ID, sender, and the mail; a tenth bears an attachment."""
    subject, text = _TEXTS[("en", "pl", "ru")[number % 3]]
    message_id, sender = f"k{number}.{run}@customers.example", f"c{number}.{run}@customers.example"
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = f"Customer {number} <{sender}>", "support@desk.example", subject
    mail["Message-ID"], mail["Date"] = f"<{message_id}>", "Mon, 23 Nov 2026 12:00:00 +0000"
    mail.set_content(text.format(n=dice.randrange(10_000)) + f"\n\n{run}-{number}\n")
    if dice.random() < 0.1:
        mail.add_attachment(dice.randbytes(20_000), maintype="application", subtype="pdf", filename="screen.pdf")
    return message_id, sender, mail.as_bytes()
