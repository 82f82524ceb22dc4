"""What the tests of the Matrix channel share; each file says who its bot and anna are."""

import pytest

from tests.servers.synapse import Person


@pytest.fixture
def room(bot: Person, anna: Person) -> str:
    """A room for two, in which the bot is already."""
    made = anna.opens(bot.id)
    bot.joins(made)
    return made
