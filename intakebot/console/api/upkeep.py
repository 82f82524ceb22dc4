"""What managers announce and operators look after: maintenance, channels."""

from intakebot.console import channels, maintenance
from intakebot.console.api.answers import Id, Maintenances
from intakebot.console.api.operation import ApiCall
from intakebot.console.api.problem import Problem
from intakebot.console.channels import Channels
from intakebot.console.house import House


def planned(call: ApiCall, house: House) -> Maintenances:
    """What goes on and what is to come."""
    return Maintenances(maintenance=house.store.read(lambda desk: desk.maintenances.planned(call.now)))


def announced(call: ApiCall, house: House) -> Id:
    """Customers are told of it."""
    form = maintenance.Filled.of(call, house)
    if form.faults:
        told = [{"field": name, "reason": why} for name, why in form.faults.items()]
        raise Problem(422, f"{told[0]['field']}: {told[0]['reason']}", errors=told)
    return Id(id=maintenance.announce(call, house, form), done="announced")


def ended(call: ApiCall, house: House) -> Id:
    """It is over."""
    maintenance.end(call, house)
    return Id(id=call.id(), done="ended")


def standing(_call: ApiCall, house: House) -> Channels:
    """Where mail and chats come in."""
    return channels.standing(house)
