"""What the shorter commands do with the store; `looks.py` has those that only look.

Writing goes through the running process where there is one (SQLite), else straight to the store.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from intakebot import parts
from intakebot.acts import act
from intakebot.amending import wire as amending_wire
from intakebot.binding import wire as binding_wire
from intakebot.casework.work import NotDone
from intakebot.config import Config
from intakebot.domain.errors import Permanent, StoreUnavailable
from intakebot.domain.kept import revived
from intakebot.domain.template import Draft, Kind, Place
from intakebot.domain.times import utc_now
from intakebot.drafting import wire
from intakebot.drafting.editing import Editing
from intakebot.ops.control import ask
from intakebot.publications import library_of, published_letters
from intakebot.replies.acknowledgement import language_for
from intakebot.replies.carried import carried
from intakebot.replies.catalogue import Catalogue
from intakebot.replies.differences import compare
from intakebot.replies.proof import preview
from intakebot.store import revisions
from intakebot.store.desk import Desk
from intakebot.store.engines import sqlite_file
from intakebot.store.lock import FileLock, InUse
from intakebot.store.store import Store, exists, looking
from intakebot.terms.faults import BadTerms

T = TypeVar("T")


def control_socket(config: Config) -> Path | None:
    """Where the running process listens; None for PostgreSQL, where every process may write."""
    file = sqlite_file(config.store.url)
    return file.with_suffix(".sock") if file else None


def replay_set_aside(config: Config, only: tuple[int, ...]) -> list[int]:
    """Queue set-aside messages to be taken in again; the ids that were queued."""
    return list(written(config, {"verb": "replay", "only": list(only)})["replayed"])


def request_made(config: Config, received_id: int, by: str) -> None:
    """Have a filed mail taken in as a request; NotDone."""
    written(config, {"verb": "make_request", "id": received_id, "by": by})


def decided(config: Config, request: dict[str, Any]) -> str:
    """Keep an agent's decision; NotDone when it can't be."""
    return str(written(config, {"verb": "triage", **request})["done"])


def announced(
    config: Config, terms: str | None, said: dict[str, str], starts_at: str | None, ends_at: str | None
) -> int:
    """Announce maintenance; its id. BadTerms for terms that don't exist."""
    if terms is not None:
        library_of(config.terms.folder, config.store.url).of(terms)
    request = {"verb": "announce", "terms": terms, "said": said, "starts_at": starts_at, "ends_at": ends_at}
    return int(written(config, request)["announced"])


def ended_maintenance(config: Config, key: int) -> bool:
    """End maintenance; False when none of this id goes on."""
    return bool(written(config, {"verb": "end_maintenance", "id": key})["ended"])


def user_changed(config: Config, do: str, name: str, **more: Any) -> dict[str, Any]:
    """Change a user (guard/commanded.py); Unfit or NotDone when it can't be. Secrets go along as their digests alone."""
    return dict(written(config, {"verb": "user", "do": do, "name": name, **more})["done"])


def looked(config: Config, work: Callable[[Desk], T], without: T) -> T:
    """What stands in the store; `without` while there is none yet."""
    return looking(config.store.url, work) if exists(config.store.url) else without


def written(config: Config, request: dict[str, Any]) -> dict[str, Any]:
    """Write by ourselves, or have the running process do it."""
    try:
        store = Store(config.store.url, utc_now)
    except InUse as busy:
        return _by_the_running(config, request, busy)
    try:
        return _by_ourselves(config, store, request)
    finally:
        store.close()


def _by_ourselves(config: Config, store: Store, request: dict[str, Any]) -> dict[str, Any]:
    try:
        rooms = parts.rooms(config, store.secret, utc_now)
    except BadTerms:
        if (answer := amending_wire.withdrawn_unread(store, request, utc_now)) is None:
            raise
        return answer
    if request.get("verb") == binding_wire.VERB:  # also where what is set doesn't fit: this mends it
        return binding_wire.asked(parts.unbound(rooms, store, utc_now), request)
    parts.binding(rooms, store, utc_now)
    editing = Editing.opened(store, rooms.terms, rooms.catalogue, rooms.mailboxes, utc_now)
    match request.get("verb"):
        case wire.VERB:
            return wire.asked(editing, request)
        case amending_wire.VERB:
            return amending_wire.asked(editing, request)
        case _:
            return store.write(lambda desk: act(desk, request, utc_now(), rooms.office.triage)).result()


def _by_the_running(config: Config, request: dict[str, Any], busy: InUse) -> dict[str, Any]:
    socket = control_socket(config)
    assert socket is not None  # noqa: S101 -- only SQLite is locked
    try:
        answer = ask(socket, request)
    except (OSError, ValueError):  # another command, or a process that is just starting or ending
        raise busy from None
    if refused := answer.get("refused"):
        raise NotDone("{why}", why=revived(refused))
    if "error" in answer:
        raise StoreUnavailable(answer["error"])
    return answer


def upgrade_store(config: Config) -> None:
    """Bring the schema to the newest revision; InUse (Temporary) while another process writes."""
    file = sqlite_file(config.store.url)
    lock = FileLock(file.with_suffix(".lock")) if file else None
    try:
        revisions.upgrade(config.store.url)
    finally:
        if lock:
            lock.release()


def catalogue_of(config: Config) -> Catalogue:
    """All letters as customers get them: files, and what managers published, if there is a store yet."""
    catalogue = Catalogue(config.replies.templates)
    catalogue.publish(published_letters(config.store.url))
    return catalogue


def template_asked(config: Config, request: dict[str, Any]) -> dict[str, Any]:
    """One of the verbs of managers (drafting/wire.py); NotDone."""
    return written(config, {"verb": wire.VERB, **request})


def drafted(
    config: Config, place: Place, parts: Mapping[Kind, str], by: str, note: str, *, alike: bool
) -> dict[str, Any]:
    """Keep a draft of these parts, the others as customers get them now; `alike`: with the changes of the text."""
    reply = catalogue_of(config).reply(place.event, place.language, place.terms)
    present = {kind: source.text for kind, source in reply.sources.items()} if reply else {}
    given = {**present, **parts}
    more = carried(given, present) if alike else {}
    draft = Draft(place=place, parts={**given, **{kind: more[kind] for kind in more if kind not in parts}}, note=note)
    return template_asked(config, {"do": "draft", "by": by, **wire.request_of(draft)})


def template_history(config: Config, place: Place) -> list[dict[str, Any]]:
    """All versions for a place, the latest first."""
    return [wire.told(each) for each in looking(config.store.url, lambda desk: desk.templates.history(place))]


def template_differences(config: Config, version_id: int, other_id: int | None) -> dict[Kind, tuple[str, ...]]:
    """What a version has otherwise than another, else than the letter of the files; NoSuchVersion."""
    version = looking(config.store.url, lambda desk: desk.templates.of(version_id))
    if other_id is not None:
        other = looking(config.store.url, lambda desk: desk.templates.of(other_id)).draft.parts
        return compare(version.draft.parts, other, new_name=str(version_id), old_name=str(other_id))
    place = version.draft.place
    reply = Catalogue(config.replies.templates).reply(place.event, place.language)
    other = {kind: source.text for kind, source in reply.sources.items()} if reply else {}
    return compare(version.draft.parts, other, new_name=str(version_id), old_name="files")


def terms_asked(config: Config, request: dict[str, Any]) -> dict[str, Any]:
    """One of the verbs upon support documents (amending/wire.py); NotDone."""
    return written(config, {"verb": amending_wire.VERB, **request})


def terms_history(config: Config, id_: str) -> list[dict[str, Any]]:
    """All versions of a document, the latest first."""
    return [amending_wire.told(each) for each in looking(config.store.url, lambda desk: desk.terms_texts.history(id_))]


def previewed(config: Config, name: str, terms: str | None, written: str) -> dict[str, str]:
    """A letter with sample values, in the language that a customer under these terms would get it in."""
    catalogue = catalogue_of(config)
    available = catalogue.languages(name)
    language = language_for(
        written,
        (library_of(config.terms.folder, config.store.url).languages(terms) if terms else ()) or available,
        available,
    )
    reply = catalogue.reply(name, language, terms)
    if reply is None:
        raise Permanent(f"there is no letter {name!r}")
    content = preview(reply)
    return {
        "template": reply.name,
        "language": language,
        "subject": content.subject,
        "text": content.text,
        "html": content.html,
    }
