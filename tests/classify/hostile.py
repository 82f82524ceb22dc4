"""A megabyte of anything must cost less than a second."""

import time
from collections.abc import Callable

UNITS = (
    *(
        "a",
        "я",
        " ",
        "\n",
        "\t",
        ":",
        "*",
        "@",
        "-",
        "«",
        '"a ',
        "\u0301",
        "é",
        "\u200b",
        "İ",
        "\ud800",
        "😀",
        "аaа",
        "ааа",
    ),
    *(
        "a:",
        "a, ",
        "a b ",
        "( ",
        "| ",
        "> ",
        "1. ",
        "1.1.",
        "x*y* ",
        "a1",
        "[x] ",
        "[ ] 1\n",
        "f u ",
        "ok ",
        "да, ",
        "не ",
        "и ",
    ),
    *(
        "Версия: ",
        "Версия:\n",
        "версия, ",
        "не знаю ",
        "severity ",
        "severity: ",
        "priority (",
        "приоритет 1? ",
        "sev 1 ",
        "уровень ",
    ),
    *(
        "серьезность:\n[ ] 1\n",
        "критичность ",
        "treat as critical ",
        "fwd: ",
        "согласен ",
        "согласен, ",
        "нет нет и ",
        "оставьте ",
        "keep it as ",
    ),
    *("еб", "пизд", "вы все ", "remote session ", "не выезд "),
)


def slowest(recogniser: Callable[[str], object]) -> tuple[float, str]:
    """Processor seconds of the worst text, and what it was made of."""
    spent = []
    for unit in UNITS:
        text = unit * (1_000_000 // len(unit))
        begun = time.process_time()
        recogniser(text)
        spent.append((time.process_time() - begun, unit))
    return max(spent)
