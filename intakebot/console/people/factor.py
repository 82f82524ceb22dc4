"""Somebody's own second factor: set up, proved by a code, switched off."""

import segno
from starlette.responses import Response

from intakebot.console.call import Call
from intakebot.console.house import House
from intakebot.console.people.me import UNFIT, UNSURE, done, shown, unfit
from intakebot.console.people.sure import doubt
from intakebot.console.render import drawn, page
from intakebot.console.words import words
from intakebot.domain.user import Unfit


def begun(call: Call, house: House) -> Response:
    """A secret for the authenticator, told this once."""
    if unsure := doubt(call, house):
        return shown(call, house, {"factor": unsure}, UNSURE)
    enrolment = house.store.write(lambda desk: house.factors.begin(desk, call.me)).result()
    return page(call, "factor.html", {"enrolment": enrolment, "picture": drawn(_qr_code(enrolment.uri)), "wrong": ""})


def confirmed(call: Call, house: House) -> Response:
    """The code proves that the authenticator has the secret, which isn't shown again; then come the recovery codes."""
    keep = call.signed_in.session.id
    try:
        codes = house.store.write(
            lambda desk: house.factors.confirm(desk, call.me, call.said("code", 40), call.by, keep=keep)
        ).result()
    except Unfit as error:
        return shown(call, house, {"factor": unfit(call, error)}, UNFIT)
    if codes is None:
        wrong = words(call.language).gettext("That code isn't right. Please try the next one.")
        return page(call, "factor.html", {"enrolment": None, "wrong": wrong}, status=UNFIT)
    return page(call, "codes.html", {"codes": codes})


def codes_made(call: Call, house: House) -> Response:
    """Recovery codes in place of the former ones."""
    if unsure := doubt(call, house):
        return shown(call, house, {"factor": unsure}, UNSURE)
    codes = house.store.write(lambda desk: house.factors.new_codes(desk, call.me, call.by)).result()
    return page(call, "codes.html", {"codes": codes})


def removed(call: Call, house: House) -> Response:
    """The password alone lets in from now on."""
    if unsure := doubt(call, house):
        return shown(call, house, {"factor": unsure}, UNSURE)
    house.store.write(lambda desk: house.factors.remove(desk, call.me, call.by)).result()
    return done("factor_off")


def _qr_code(uri: str) -> str:
    """A QR code as SVG without styles; dark on light in dark mode too, or cameras don't read it."""
    code = segno.make(uri, error="m", micro=False)
    return code.svg_inline(scale=4, dark="#000", light="#fff", svgclass=None, lineclass=None)
