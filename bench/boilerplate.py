"""What people and their mail programs put around a request, in three languages."""

GREETINGS = {
    "ru": ("Здравствуйте!", "Добрый день, уважаемые коллеги.", "Приветствую,"),
    "pl": ("Dzień dobry,", "Szanowni Państwo,", "Witam,"),
    "en": ("Hello,", "Dear support team,", "Good morning,"),
}
SIGNATURES = {
    "ru": (
        "С уважением,\nАнна Петрова\nведущий специалист\nООО «Ромашка»\nтел. +7 495 000-11-22",
        "Заранее спасибо!\nИгорь",
    ),
    "pl": (
        "Z poważaniem\nAnna Nowak\nspecjalista ds. informatyki\nABC Sp. z o.o.\ntel. +48 22 000 11 22",
        "Pozdrawiam\nTomek",
    ),
    "en": ("Kind regards,\nAnna Smith\nIT Specialist\nExample Ltd\nPhone: +44 20 0000 1122", "Thanks,\nTom"),
}
DISCLAIMERS = {
    "ru": "Это сообщение конфиденциально и предназначено только для адресата. Если вы получили его по ошибке, сообщите отправителю и удалите его.",
    "pl": "Wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Jeżeli otrzymali ją Państwo omyłkowo, prosimy o jej usunięcie.",
    "en": "This message is confidential and intended only for its recipient. If you received this e-mail in error, please delete it.",
}
LOG = (
    "2026-11-20 07:41:02,113 ERROR [worker-3] c.e.Service - request failed\n"
    "java.net.SocketTimeoutException: Read timed out\n"
    "\tat com.example.Client.call(Client.java:118)\n"
    "\tat com.example.Main.main(Main.java:22)\n"
    "2026-11-20 07:41:05,201 WARN [worker-3] retrying in 5 s"
)
QUOTES = {
    "ru": "> 12 ноября 2026 г., 10:15, Служба поддержки пишет:\n> Система полностью остановлена, никто не может работать.\n> Мы занимаемся этим.",
    "pl": "> W dniu 12.11.2026 o 10:15, Pomoc techniczna pisze:\n> System całkowicie stoi, nikt nie może pracować.\n> Zajmujemy się tym.",
    "en": "> On 12 Nov 2026, at 10:15, Support wrote:\n> The system is completely down, nobody can work.\n> We are looking into it.",
}
