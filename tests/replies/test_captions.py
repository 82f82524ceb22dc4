import pytest

from intakebot.classify import consent
from intakebot.replies.captions import MENU, caption
from intakebot.replies.catalogue import SHIPPED

LANGUAGES = ("ru", "pl", "en")
NAMES = ("agree", "refuse", "details", "skip", "stop", "confirm", "ru", "pl", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_caption_at_a_buttons_length(language: str) -> None:
    captions = [caption(name, language) for name in NAMES]
    assert all(said == said.strip() and 0 < len(said) <= 30 and said.isprintable() for said in captions)
    assert len(set(captions)) == len(NAMES)


def test_languages_are_named_in_themselves_whichever_is_spoken() -> None:
    for language in (*LANGUAGES, "de"):
        assert [caption(name, language) for name in LANGUAGES] == ["Русский", "Polski", "English"]


def test_other_languages_read_english() -> None:
    assert [caption(name, "de") for name in NAMES] == [caption(name, "en") for name in NAMES]
    assert caption("skip", "ru") != caption("skip", "pl") != caption("skip", "en")


def test_a_name_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        caption("unknown", "ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answers_caption_means_the_same_when_it_is_typed(language: str) -> None:
    for name, meant in {"agree": "agreed", "confirm": "agreed", "refuse": "refused"}.items():
        heard = consent.answer(caption(name, language), None)
        assert heard is not None
        assert heard.id == meant


def test_the_menu_has_the_same_commands_in_every_language() -> None:
    assert set(MENU) == set(LANGUAGES)
    for commands in MENU.values():
        assert [name for name, _ in commands] == ["new", "status", "tickets", "language", "link", "notices", "help"]
        assert all(said == said.strip() and 0 < len(said) <= 60 and said.isprintable() for _, said in commands)


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_tells_every_command_of_the_menu(language: str) -> None:
    told = (SHIPPED / language / "help.chat.liquid").read_text("utf-8")
    assert [line.split()[0] for line in told.splitlines() if line.startswith("/")] == [
        f"/{name}" for name, _ in MENU[language]
    ]
