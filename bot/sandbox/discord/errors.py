"""Refusals, in the shape in which Discord words them."""

from bot.sandbox.discord.payloads import Json


class ApiError(Exception):
    """An answer other than 2xx: HTTP status, Discord's code and message, what was wrong where."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> Json:
        """Return the JSON body of the answer."""
        body: Json = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body


class ClientRefused(Exception):
    """Discord's own client would not let the member do this; nothing reaches the bot."""


def unauthorised() -> ApiError:
    """The token is missing or wrong."""
    return ApiError(401, 0, "401: Unauthorized")


def unknown_channel() -> ApiError:
    """No such channel, or none that the bot can see."""
    return ApiError(404, 10003, "Unknown Channel")


def unknown_message() -> ApiError:
    """No such message, or deleted."""
    return ApiError(404, 10008, "Unknown Message")


def unknown_member() -> ApiError:
    """The user is not, or no longer, in this guild."""
    return ApiError(404, 10007, "Unknown Member")


def unknown_interaction() -> ApiError:
    """No such interaction, or its three seconds are over."""
    return ApiError(404, 10062, "Unknown interaction")


def unknown_webhook() -> ApiError:
    """No interaction with this token, or none that was answered yet."""
    return ApiError(404, 10015, "Unknown Webhook")


def already_acknowledged() -> ApiError:
    """The first response was given before."""
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def token_expired() -> ApiError:
    """The interaction's fifteen minutes are over."""
    return ApiError(401, 50027, "Invalid Webhook Token")


def missing_access() -> ApiError:
    """The bot cannot see the channel or is not in the guild."""
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    """The bot sees the channel but may not do this there."""
    return ApiError(403, 50013, "Missing Permissions")


class Problems:
    """Collects what is wrong with a body and where, and raises all of it as one 50035.

    The published description gives the inner codes as integers (the documentation shows words);
    the description decides.
    """

    def __init__(self) -> None:
        self._errors: Json = {}

    def add(self, path: tuple[str | int, ...], message: str) -> None:
        """Note one problem at a path of field names and list positions."""
        place = self._errors
        for step in path:
            place = place.setdefault(str(step), {})
        place.setdefault("_errors", []).append({"code": 50035, "message": message})

    def raise_if_any(self) -> None:
        """Raise the 50035 that names every problem noted."""
        if self._errors:
            raise ApiError(400, 50035, "Invalid Form Body", _innermost(self._errors))


def _innermost(errors: Json) -> Json:
    """Leave out what is said of a place where something inside it is wrong as well."""
    inside = {name: _innermost(part) for name, part in errors.items() if name != "_errors"}
    return inside or errors
