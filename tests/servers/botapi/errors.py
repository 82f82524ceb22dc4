"""What the server answers when it doesn't do as it was asked."""

from typing import Any


class ApiError(Exception):
    """An answer with `ok: false`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters

    def written(self) -> dict[str, Any]:
        """As the body of the answer ("ResponseParameters" only where there are some)."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": str(self)}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad(description: str) -> ApiError:
    """The request can't be done as it is."""
    return ApiError(400, f"Bad Request: {description}")
