"""Pages from their templates: every value is escaped, every missing one is an error."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from intakebot.console.call import Call
from intakebot.console.people.called import Called
from intakebot.console.said import Said
from intakebot.console.telling import sentence, told
from intakebot.console.whence import history_at, message_at, original_at
from intakebot.console.words import words
from intakebot.domain.sentence import Sentence

_FOLDER = Path(__file__).with_name("pages")
_LIQUID = re.compile(r"\{\{[^{}]{0,200}\}\}|\{%[^{}]{0,200}%\}")


def page(call: Call, name: str, facts: Mapping[str, Any] | None = None, *, status: int = 200) -> HTMLResponse:
    """A page in the language of whoever asked."""
    told = (
        _environment(call.language)
        .get_template(name)
        .render(call=call, user=call.user, now=call.now, zone=call.zone, language=call.language, **(facts or {}))
    )
    return HTMLResponse(told, status_code=status)


def drawn(svg: str) -> Markup:
    """A picture of our own for a page, which doesn't escape it again."""
    return Markup(svg)  # noqa: S704 -- only what the house draws comes here, by writers of XML that escape every word in it


@pass_context
def _told(context: Context, said: str) -> str:
    """What a room below says, to the reader of the page; what isn't a sentence of ours is marked as English."""
    language = context["language"]
    if said and not isinstance(said, Sentence) and language != "en":
        return Markup('<span lang="en">{}</span>').format(said)
    return _with_code(told(said, language, context["zone"]))


def _with_code(said: str) -> str:
    """What stands in a template stands as code, in every language."""
    if not (found := _LIQUID.findall(said)):
        return said
    code = (Markup("<code>{}</code>").format(one) for one in found)
    words = map(escape, _LIQUID.split(said))
    return Markup().join(one for pair in zip_longest(words, code, fillvalue="") for one in pair)


@pass_context
def _sentence(context: Context, said: str) -> str:
    return _with_code(sentence(said, context["language"], context["zone"]))


@lru_cache
def _environment(language: str) -> Environment:
    said = words(language)
    made = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, extensions=["jinja2.ext.i18n"], auto_reload=False,
    )  # fmt: skip
    made.install_gettext_callables(said.gettext, said.ngettext, newstyle=True)  # type: ignore[attr-defined]  # the extension, asked for above, adds it to the instance
    names, people = Said(language), Called(language)
    made.globals |= {
        "words": said, "pages": names.pages, "place_said": names.place, "message_at": message_at, "history_at": history_at, "original_at": original_at, "view_said": names.view, "languages_said": names.languages, "language_said": names.language,
        "channel_said": names.channel, "clock_said": names.clock, "promised_said": names.promised, "what_said": names.done, "by_said": names.by,
        "facet_said": names.facet, "mark_said": names.mark, "way_said": names.way,
        "event_said": names.event, "through_said": names.through, "waits_said": names.waits, "delivery_said": names.delivery,
        "role_said": people.role, "act_said": people.act, "browser_said": people.browser,
        "told": _told, "sentence": _sentence, "actor_said": names.actor, "task_said": names.task, "settles_said": names.settles, "promise_said": names.promise,
    }  # fmt: skip
    return made
