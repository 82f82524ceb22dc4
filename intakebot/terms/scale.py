"""The ordinary scale of ticket forms: what people call its four rungs, in the languages that customers write."""

from typing import Literal, TypeAlias

#: The rung that a level stands for.
Rung: TypeAlias = Literal["critical", "high", "medium", "low"]

#: Words that name a rung by themselves. Cases, genders and diacritics needn't be listed.
SAID: dict[Rung, tuple[str, ...]] = {
    "critical": (
        "критический", "критичный", "критично", "крит", "блокер", "блокирующий", "наивысший", "высший", "максимальный",
        "самый высокий", "krytyczny", "krytycznie", "najwyższy", "maksymalny", "bloker", "blokujący",
        "critical", "crit", "blocker", "blocking", "showstopper", "highest", "maximum",
        "kritisch", "critique", "crítico", "критичний",
    ),
    "high": ("высокий", "wysoki", "high"),
    "medium": ("средний", "średni", "umiarkowany", "medium", "moderate", "med"),
    "low": ("низкий", "низший", "самый низкий", "минимальный", "niski", "najniższy", "minimalny", "low", "lowest", "minimal"),
}  # fmt: skip

#: Words that name a rung where something introduces them ("Priorytet: zwykły"), and mean other things elsewhere;
#: separated by blanks, joined by underscores.
ENTERED: dict[Rung, str] = {
    "critical": """авария аварийный катастрофа немедленно немедленный очень_высокий предельный экстремальный kriticheskiy kriticheskaya
        kritichno awaria awaria_krytyczna natychmiast natychmiastowy bardzo_wysoki ekstremalny disaster emergency immediate
        extreme very_high kritische kritischer sehr_hoch höchste höchster höchste_stufe bloquant bloquante
        maximale très_haute très_élevée crítica máximo máxima muy_alta critica massimo massima altissima
        критична найвищий найвища максимальна критичне kritická""",
    "high": """большой vysokiy vysokaya duży hoch hohe hoher haute élevé élevée major alto alta elevata високий висока vysoká""",
    "medium": """обычный нормальный стандартный стандарт обыкновенный рядовой sredniy srednyaya obychnyy normalny zwykły zwyczajny
        standardowy normal normalna standard regular mittel mittlere mittlerer normale moyen moyenne medio media середній
        середня звичайний звичайна střední""",
    "low": """маленький небольшой незначительный nizkiy nizkaya mały nieduży niewielki drobny nieistotny nieznaczny minor trivial niedrig
        niedrige niedriger gering geringe bas basse faible mineur mineure bajo baja basso bassa низький низька мала nízká""",
}
