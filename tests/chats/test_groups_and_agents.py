"""Groups: those where the bot takes no requests, one where it does, and that of the agents."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa

from intakebot.domain import number
from intakebot.store.tables import contact, received, ticket
from tests.chats.conftest import configured, someone
from tests.running import Bot, event, kinds, language, running
from tests.servers.botapi import BotApi, Group, Heard, Person
from tests.servers.ports import wait_until

SECONDS = 20.0
ALLOWED, AGENTS, OLGA = -100_500, -100_900, 900_001
BOT = "@intake_test_bot"
URGENT = "Здравствуйте. С 8 утра не звонит ни один телефон: ни входящих, ни исходящих, у всех 120 сотрудников. Другой связи нет."
_GROUPS = count(-100_600, -1)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The bot, Telegram, and an allowed group."""

    api: BotApi
    bot: Bot
    group: Group
    agents: Group
    olga: Person

    def settled(self) -> None:
        wait_until(lambda: self.api.pending == 0, "everything to be fetched", SECONDS)
        self.bot.settled()

    def tickets(self, person: Person) -> list[str]:
        address = f"telegram:{person.id}"
        query = sa.select(ticket.c.number).join(contact).where(contact.c.address == address).order_by(ticket.c.id)
        return [row["number"] for row in self.bot.rows(query)]

    def reasons(self, chat: int) -> list[str]:
        """What became of all that came from a chat, oldest first: why it was filed, "" for what was taken in."""
        query = sa.select(received.c.reason).where(received.c.mail_from == f"telegram:{chat}").order_by(received.c.id)
        return [row["reason"] for row in self.bot.rows(query)]

    def evidence(self, ticket_number: str) -> dict[str, Any]:
        found: dict[str, Any] = self.bot.evidence(ticket_number)
        return found


@pytest.fixture(scope="module")
def desk(api: BotApi) -> Iterator[Desk]:
    own = f'groups = [{ALLOWED}]\nagents_chat = {AGENTS}\nagents = {{ "{OLGA}" = "Olga" }}'
    group, agents = api.group(ALLOWED, "Бухгалтерия"), api.group(AGENTS, "Agents")
    olga = agents.member(api.person(OLGA, "Olga", "ru"))
    config = f"[severity]\npropose = true\n{configured(api, telegram=own)}"
    with running(config, INTAKEBOT_SEVERITY__PROPOSE="true") as bot:
        yield Desk(api=api, bot=bot, group=group, agents=agents, olga=olga)


@pytest.fixture
def elsewhere(api: BotApi) -> Group:
    """A group of which nobody told us."""
    return api.group(next(_GROUPS), "Чужие")


def _within_an_hour() -> None:
    wait_until(lambda: time.time() % 3600 < 3560, "the next hour, as caps count by the hour", 60)


class TestElsewhere:
    def test_chatter_is_none_of_our_business(self, desk: Desk, elsewhere: Group) -> None:
        member = elsewhere.member(someone(desk.api, "Ivan", "ru"))
        for text in ("Привет всем", "у нас не работает база", "Спасибо!"):
            member.says(text)
        member.sends_photo(b"\xff\xd8\xff", "смотрите")
        desk.settled()
        assert elsewhere.hears() == []
        assert desk.tickets(member) == []

    @pytest.mark.parametrize("how", ["command", "reply", "mention"])
    def test_who_speaks_to_it_is_sent_to_the_private_chat(self, desk: Desk, elsewhere: Group, how: str) -> None:
        member = elsewhere.member(someone(desk.api, "Ivan", "ru"))
        _within_an_hour()
        said = _spoken(member, how, desk.api.id)
        (refusal,) = elsewhere.waits_for(1, SECONDS)
        assert refusal.reply_to == said
        assert language(refusal.text) == "ru"
        assert "/" not in refusal.text
        assert not number.find(refusal.text)
        desk.settled()
        assert desk.tickets(member) == []

    def test_it_says_so_once_an_hour_whoever_speaks(self, desk: Desk, elsewhere: Group) -> None:
        _within_an_hour()
        for name in ("Ivan", "Pyotr", "Oleg"):
            member = elsewhere.member(someone(desk.api, name, "ru"))
            member.says(f"/help{BOT}")
            member.says(f"/new{BOT} Не работает касса")
        desk.settled()
        assert len(elsewhere.hears()) == 1
        other = desk.api.group(next(_GROUPS), "Ещё одна")
        other.member(someone(desk.api, "Max", "ru")).says(f"/status{BOT}")
        assert len(other.waits_for(1, SECONDS)) == 1

    def test_nothing_of_private_requests_is_told_there(self, desk: Desk, elsewhere: Group) -> None:
        person = someone(desk.api, "Ivan", "ru")
        person.says("Не открывается отчёт")
        person.waits_for(1, SECONDS)
        elsewhere.member(person).says(f"/tickets{BOT}")
        desk.settled()
        assert not any(number.find(heard.text) for heard in elsewhere.hears())

    def test_being_thrown_out_is_no_trouble(self, desk: Desk, elsewhere: Group) -> None:
        person = someone(desk.api, "Ivan", "ru")
        elsewhere.adds_bot(person)
        elsewhere.removes_bot(person)
        desk.settled()
        assert desk.reasons(elsewhere.chat_id)[-1]
        person.says("Не печатает принтер")
        assert number.find(person.waits_for(1, SECONDS)[0].text)


def _spoken(member: Person, how: str, api_id: int) -> int:
    """Speak to the bot in a group; the message's id."""
    if how == "command":
        return member.says(f"/help{BOT}").message_id
    if how == "mention":
        return _mentions(member, "помогите, не работает касса")
    bot = {"id": api_id, "is_bot": True, "first_name": "intakebot", "username": BOT[1:]}
    group = {"id": member.chat_id, "title": "Чужие", "type": "group"}
    earlier = {"message_id": 1, "from": bot, "chat": group, "date": int(time.time()) - 9_000, "text": "…"}
    return member.sends({"text": "помогите, не работает касса", "reply_to_message": earlier}).message_id


def _mentions(member: Person, words: str) -> int:
    """`@bot words`, with the entity that Telegram gives for it."""
    text = f"{BOT} {words}"
    return member.sends({"text": text, "entities": [{"type": "mention", "offset": 0, "length": len(BOT)}]}).message_id


class TestAllowed:
    def test_a_request_is_made_by_command_and_answered_there(self, desk: Desk) -> None:
        member = desk.group.member(someone(desk.api, "Nina", "ru"))
        said = member.says(f"/new{BOT} Не печатает принтер в бухгалтерии")
        desk.settled()
        (opened,) = desk.tickets(member)
        (notice,) = (heard for heard in desk.group.hears() if heard.reply_to == said.message_id)
        assert number.find(notice.text) == (opened,)
        assert language(notice.text) == "ru"
        assert desk.evidence(opened)["letters"][0]["handed_over_to"] == f"telegram chat {ALLOWED}"

    def test_a_reply_to_the_notice_goes_on_about_it(self, desk: Desk) -> None:
        member = desk.group.member(someone(desk.api, "Nina", "ru"))
        notice = _opened(desk, member, "Не открывается база")
        member.says("пишет «нет доступа»", reply_to=notice.message_id)
        desk.settled()
        (opened,) = desk.tickets(member)
        assert [one["reply"] for one in desk.evidence(opened)["messages"]][-1] == "пишет «нет доступа»"

    def test_a_mention_makes_a_request(self, desk: Desk) -> None:
        member = desk.group.member(someone(desk.api, "Nina", "ru"))
        _mentions(member, "у нас не работает касса номер два")
        desk.settled()
        assert len(desk.tickets(member)) == 1

    def test_after_the_command_alone_the_next_message_makes_the_request(self, desk: Desk) -> None:
        """The bot says there that it will."""
        member = desk.group.member(someone(desk.api, "Nina", "ru"))
        asked = member.says(f"/new{BOT}")
        desk.group.waits_for(lambda heard: any(one.reply_to == asked.message_id for one in heard), SECONDS)
        member.says("Не работает касса номер три")
        desk.settled()
        assert len(desk.tickets(member)) == 1

    def test_what_others_say_after_the_command_is_theirs(self, desk: Desk) -> None:
        member, other = (desk.group.member(someone(desk.api, name, "ru")) for name in ("Nina", "Boris"))
        member.says(f"/new{BOT}")
        desk.settled()
        other.says("я на обед")
        desk.settled()
        assert desk.tickets(other) == desk.tickets(member) == []

    def test_chatter_opens_nothing_and_isnt_answered(self, desk: Desk) -> None:
        member = desk.group.member(someone(desk.api, "Nina", "ru"))
        desk.settled()
        heard = len(desk.group.hears())
        for text in ("Коллеги, у кого ключ от склада?", "не работает кофемашина", "спасибо"):
            member.says(text)
        desk.settled()
        assert desk.tickets(member) == []
        assert len(desk.group.hears()) == heard

    def test_a_colleague_doesnt_see_anothers_requests(self, desk: Desk) -> None:
        member, colleague = (desk.group.member(someone(desk.api, name, "ru")) for name in ("Nina", "Boris"))
        notice = _opened(desk, member, "Не проводится зарплата директора")
        (theirs,) = number.find(notice.text)
        heard = len(desk.group.hears())
        colleague.says(f"/status{BOT} {theirs}")
        desk.group.waits_for(heard + 1, SECONDS)
        desk.settled()
        said = [one for one in desk.group.hears()[heard:] if one.reply_to]
        assert said
        assert not any(theirs in one.text for one in said)

    def test_a_press_of_somebody_else_changes_nothing(self, desk: Desk) -> None:
        member, colleague = (desk.group.member(someone(desk.api, name, "ru")) for name in ("Nina", "Boris"))
        _opened(desk, member, "Не открывается отчёт по продажам")
        (theirs,) = desk.tickets(member)
        below = desk.group.waits_for(lambda heard: _with_levels(heard, theirs), SECONDS)
        note = _with_levels(below, theirs)[0]
        before = desk.evidence(theirs)["severity"]
        colleague.presses(note.message_id, f"level:{theirs}:critical")
        desk.settled()
        assert desk.evidence(theirs)["severity"] == before
        assert "severity_stated" not in kinds(desk.evidence(theirs))


def _opened(desk: Desk, member: Person, words: str) -> Heard:
    """A request in the group; its notice."""
    said = member.says(f"/new{BOT} {words}")
    heard = desk.group.waits_for(lambda heard: any(one.reply_to == said.message_id for one in heard), 40)
    return next(one for one in heard if one.reply_to == said.message_id)


def _with_levels(heard: list[Heard], theirs: str) -> list[Heard]:
    return [one for one in heard if any(d.startswith(f"level:{theirs}:") for d in one.buttons.values())]


def _news(desk: Desk, about: str) -> Heard:
    """What the agents' group hears of a ticket, with its buttons."""
    heard = desk.agents.waits_for(lambda heard: [one for one in heard if about in one.text and one.rows], 40)
    return next(one for one in heard if about in one.text and one.rows)


def _urgent(desk: Desk) -> tuple[Person, str, Heard]:
    """An urgent request: who made it, its number, what the agents hear of it."""
    person = someone(desk.api, "Ivan", "ru")
    person.says(URGENT)
    (its,) = number.find(person.waits_for(1, SECONDS)[0].text)
    return person, its, _news(desk, its)


class TestAgents:
    def test_hear_of_urgent_requests_with_buttons_and_none_of_the_customers_words(self, desk: Desk) -> None:
        _, its, news = _urgent(desk)
        assert set(news.buttons.values()) == {f"confirm:{its}:{level}" for level in ("critical", "medium", "low")}
        assert "телефон" not in news.text
        desk.settled()
        assert desk.evidence(its)["severity_by"] == "proposed"

    def test_a_listed_agents_press_confirms_the_severity_in_his_name(self, desk: Desk) -> None:
        _, its, news = _urgent(desk)
        press = desk.olga.presses(news.message_id, f"confirm:{its}:critical")
        desk.settled()
        confirmed = event(desk.evidence(its), "severity_confirmed")
        assert (confirmed["actor"], confirmed["through"]) == ("Olga", f"telegram:{desk.olga.user['id']}")
        assert confirmed["evidence"]["now"] == "critical"
        assert (desk.evidence(its)["severity"], desk.evidence(its)["severity_by"]) == ("critical", "confirmed")
        assert desk.olga.answers(press) is not None
        assert "urgent" not in [task["kind"] for task in desk.bot.tasks(its)]

    def test_another_level_is_told_to_the_customer(self, desk: Desk) -> None:
        person, its, news = _urgent(desk)
        desk.olga.presses(news.message_id, f"confirm:{its}:medium")
        person.waits_for(lambda heard: any("средний" in one.text and not one.rows for one in heard), SECONDS)
        desk.settled()
        assert event(desk.evidence(its), "severity_changed")["actor"] == "Olga"

    def test_a_press_of_anybody_else_does_nothing(self, desk: Desk) -> None:
        _, its, news = _urgent(desk)
        before = kinds(desk.evidence(its))
        guest = desk.agents.member(someone(desk.api, "Guest", "ru"))
        guest.presses(news.message_id, f"confirm:{its}:low")
        desk.settled()
        assert "who is no agent" in desk.reasons(AGENTS)[-1]
        evidence = desk.evidence(its)
        assert evidence["severity_by"] == "proposed"
        assert not {"severity_confirmed", "severity_changed"} & set(kinds(evidence))
        assert len(kinds(evidence)) - len(before) <= 2, "the note after silence aside"

    def test_a_press_of_an_agent_who_is_disabled_at_the_console_does_nothing(self, desk: Desk) -> None:
        _, its, news = _urgent(desk)
        assert desk.bot.configured("user", "add", "olga", "--role", "agent", stdin=b"seven quiet otters\n").code == 0
        assert desk.bot.configured("user", "disable", "olga").code == 0
        desk.olga.presses(news.message_id, f"confirm:{its}:low")
        desk.settled()
        assert "who is no agent" in desk.reasons(AGENTS)[-1]
        assert desk.evidence(its)["severity_by"] == "proposed"
        assert desk.bot.configured("user", "enable", "olga").code == 0
        desk.olga.presses(news.message_id, f"confirm:{its}:low")
        desk.settled()
        assert event(desk.evidence(its), "severity_changed")["actor"] == "Olga"

    def test_the_press_of_an_agents_button_in_another_chat_does_nothing(self, desk: Desk) -> None:
        """What a button stands for can be sent by any client: who presses where decides."""
        person, its, _ = _urgent(desk)
        note = person.waits_for(lambda heard: _with_levels(heard, its), SECONDS)
        person.presses(note[-1].message_id, f"confirm:{its}:low")
        desk.settled()
        assert desk.evidence(its)["severity_by"] == "proposed"

    def test_an_agent_whose_press_came_to_nothing_is_told(self, desk: Desk) -> None:
        _, its, news = _urgent(desk)
        assert desk.bot.configured("ticket", "close", its, "--by", "Borys").code == 0
        heard = len(desk.agents.hears())
        press = desk.olga.presses(news.message_id, f"confirm:{its}:low")
        desk.settled()
        answer = desk.olga.answers(press) or {}
        told = answer.get("text") or [one for one in desk.agents.hears()[heard:] if its in one.text]
        assert told, "a press that did nothing looks like one that did"

    def test_chatter_there_opens_nothing_and_isnt_answered(self, desk: Desk) -> None:
        desk.settled()
        heard = len(desk.agents.hears())
        for text in ("Кто возьмёт?", "не работает кофемашина", f"/tickets{BOT}", f"/new{BOT} Не работает касса"):
            desk.olga.says(text)
        desk.olga.sends_photo(b"\xff\xd8\xff", "вот")
        desk.settled()
        assert desk.tickets(desk.olga) == []
        assert len(desk.agents.hears()) == heard
        assert set(desk.reasons(AGENTS)[-5:]) == {"said among agents"}

    def test_privacy_mode_takes_no_requests_away(self, desk: Desk) -> None:
        """BotFather's default: in groups the bot gets commands and answers only."""
        desk.api.reads_groups(False)
        member = desk.group.member(someone(desk.api, "Nina", "ru"))
        assert member.says("не работает кофемашина").update_id is None
        notice = _opened(desk, member, "Не печатает принтер на складе")
        desk.api.reads_groups(True)
        assert number.find(notice.text) == tuple(desk.tickets(member))
