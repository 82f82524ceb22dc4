"""What an operation of the API is, and one call of it, once it is known who calls."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypeVar

from intakebot.console.api.shapes import Shape
from intakebot.console.call import Call, Needs
from intakebot.console.house import House
from intakebot.domain.by import API, By
from intakebot.domain.session import Bearer
from intakebot.domain.user import User

S = TypeVar("S", bound=Shape)
Method: TypeAlias = Literal["GET", "POST", "PUT", "DELETE"]


class Bytes:
    """Stands for an answer that is a file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiCall(Call):
    """A call that was let in. The fields of its body stand in the form, too: acts are the same for pages and programs."""

    #: None only where anybody may call.
    bearer: Bearer | None
    body: Shape
    wanted: Shape

    @property
    def me(self) -> User:
        """Who calls, with the role of the token."""
        return self.holder.user

    @property
    def by(self) -> By:
        """Likewise, for history and audit."""
        return By.user(self.me, self.address, f"{API}{self.holder.token_name}")

    @property
    def holder(self) -> Bearer:
        """Likewise, with the token."""
        if self.bearer is None:
            raise AssertionError("an operation for nobody asked who calls")
        return self.bearer

    @property
    def number(self) -> str:
        """The ticket's number in the path, as numbers are kept."""
        return self.path["number"].upper()

    def given(self, shape: type[S]) -> S:
        """The body, which has the shape that the operation takes."""
        return _of(shape, self.body)

    def sought(self, shape: type[S]) -> S:
        """What stands behind "?", likewise."""
        return _of(shape, self.wanted)


def _of(shape: type[S], found: Shape) -> S:
    if not isinstance(found, shape):
        raise TypeError(f"the table has {type(found).__name__}, not {shape.__name__}")
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """A line of the table: routes and their description are both made from it."""

    method: Method
    #: Below /api/v1.
    path: str
    needs: Needs
    does: Callable[[ApiCall, House], Any]
    #: In a sentence, for whoever reads the description.
    summary: str
    #: What the answer is, by its type; Bytes for a file.
    gives: Any
    #: The shape of the body; without one, there may be none.
    takes: type[Shape] | None = None
    #: What may stand behind "?".
    wants: type[Shape] = field(default=Shape)
    #: Bytes of a body.
    most: int = 256 * 1024

    @property
    def name(self) -> str:
        """A name of its own: "post_tickets_number_close"."""
        words = self.path.replace("{", "").replace("}", "").replace("-", "_").replace(".", "_").strip("/")
        return f"{self.method.lower()}_{words.replace('/', '_')}"
