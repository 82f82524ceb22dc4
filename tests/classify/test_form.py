from collections.abc import Sequence

import pytest

from intakebot.classify import details, stated
from intakebot.domain.sought import Level, Sought

FIELDS = (
    Sought(id="contact", labels=("контактное лицо",)),
    Sought(id="phone", labels=("телефон",)),
    Sought(id="email", labels=("e-mail",)),
    Sought(id="environment", labels=("информация о по и окружении", "по и окружение")),
    Sought(id="severity", labels=("оцениваемая серьезность проблемы", "серьезность", "критичность")),
    Sought(id="description", labels=("описание проблемы", "описание"), words=30),
    Sought(id="pictures", attachments=("image/*",), patterns=(r"https?://\S{5,200}",)),
)
LEVELS = (
    Level(id="1", said=("критическое влияние", "критический")),
    Level(id="2", said=("серьезное влияние", "серьезный")),
    Level(id="3", said=("незначительное влияние", "незначительный")),
    Level(id="4", said=("нет влияния",)),
)
#: MAR-03's four levels, as a form of ours would list them.
CHOICES = "1. Критическое: всё стоит\n2. Серьезное: часть стоит\n3. Незначительное\n4. Без влияния"
HEAD = "Контактное лицо: Ольга Серова\nТелефон: 8 800 000-00-01, e-mail: o@example.ru\nИнформация о ПО и окружении: коробка 23, Debian\n"
TAIL = "Описание проблемы: не открываются сделки, https://portal.example/deal/7\n"
ASKED = "Оцениваемая серьёзность проблемы, влияние на бизнес (выберите нужное):"


def _read(text: str, attachments: Sequence[details.Attached] = ()) -> tuple[str | None, tuple[str, ...]]:
    """The level chosen on a form, and its fields with nothing in them."""
    told = {sign.id for sign in details.given(FIELDS, "", text, attachments)}
    level = stated.level(LEVELS, "", text)
    return level.id if level else None, tuple(field.id for field in FIELDS if field.id not in told)


@pytest.mark.parametrize(
    "choice",
    [
        f"{ASKED} 2",
        f"{ASKED} 2 – серьёзное",
        f"{ASKED}\n2. Серьезное влияние",
        f"{ASKED}\n[ ] 1. Критическое\n[x] 2. Серьезное\n[ ] 3. Незначительное\n[ ] 4. Без влияния",
        f"{ASKED}\n1. Критическое\n2. Серьезное +\n3. Незначительное\n4. Без влияния",
        f"{ASKED}\n1. Критическое\n2. Серьезное — да\n3. Незначительное\n4. Без влияния",
        f"{ASKED}\n☐ 1. Критическое\n☑ 2. Серьезное\n☐ 3. Незначительное",
        f"{ASKED}\n1) Критическое\n-> 2) Серьезное\n3) Незначительное",
        "4. Серьезность: 2 (серьезное)",
        "Критичность\n2",
    ],
)
def test_mar_02_a_filled_form_lacks_nothing_and_mar_03_tells_its_level(choice: str) -> None:
    level, missing = _read(f"{HEAD}{choice}\n{TAIL}")
    assert missing == ()
    assert level == "2"


def test_mar_02_the_form_sent_back_as_it_was_is_empty() -> None:
    blank = f"Контактное лицо:\nТелефон: e-mail:\nИнформация о ПО и окружении;\n{ASKED}\n{CHOICES}\nОписание проблемы, скриншоты:\n"
    level, missing = _read(blank)
    assert level is None
    assert missing == tuple(field.id for field in FIELDS)


def test_mar_02_each_missing_field_is_named() -> None:
    text = f"1. Контактное лицо: Ольга\n2. Телефон: —\n3. e-mail: не знаю\n4. {ASKED}\n{CHOICES}\n5. Описание проблемы: висит\n"
    attached = [("экран.png", "image/png")]
    assert _read(text, attached)[1] == ("phone", "email", "environment", "severity")
    read = details.read(FIELDS, "", text, attached)
    assert [sign.id for sign in read.unknown] == ["email"]
    assert "phone" in [sign.id for sign in read.empty]


def test_mar_02_a_table_pasted_from_a_word_processor() -> None:
    cells = ("Контактное лицо", "Ольга", "Телефон", "22-33", "e-mail", "o@example.ru", "ПО и окружение", "коробка 23")
    text = "\n\n".join((*cells, "Серьезность", "3", "Описание", "Не открывается https://portal.example/deal/7"))
    assert _read(text) == ("3", ())


def test_mar_03_two_marks_choose_nothing() -> None:
    text = f"{ASKED}\n[x] 1. Критическое\n[x] 2. Серьезное\n"
    assert stated.level(LEVELS, "", text) is None


def test_mar_03_a_numbered_list_is_no_choice() -> None:
    text = "Какое влияние на бизнес?\n1. открываю сделку\n2. нажимаю кнопку\n"
    assert stated.level(LEVELS, "", text) is None
