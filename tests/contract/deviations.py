"""The one list of reasoned deviations: what may depart from the descriptions, and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.sandbox.spotify.faults import garbled
from tests.contract.problems import Api, Problem, Rule, Side

SPOTIFY_ROWS = ("/me/tracks", "/playlists/{playlist_id}/items")
REFUSALS = (400, 401, 403, 404, 413)
ADDED_AT_ONCE = 100
"""URIs that Spotify takes in one request."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """One kind of departure that has a reason."""

    name: str
    reason: str
    api: Api
    explains: Callable[[Problem], bool]
    """Whether a problem of this API is the one that is meant; narrow, or it hides others."""


def _answered_with_an_error(problem: Problem) -> bool:
    """Whether the body is Spotify's error object and says its own status."""
    error = problem.body.get("error") if isinstance(problem.body, dict) else None
    if not isinstance(error, dict) or error.keys() != {"status", "message"}:
        return False
    return error["status"] == problem.status and isinstance(error["message"], str)


def _row_of(problem: Problem) -> tuple[bool, object, object]:
    """Return whether a problem is in a row of tracks, the row, and the track in it."""
    if (
        problem.side is not Side.ANSWER
        or problem.rule is not Rule.SCHEMA
        or problem.template not in SPOTIFY_ROWS
        or problem.where[:1] != ("items",)
        or len(problem.where) < 2
    ):
        return False, None, None
    row = problem.body["items"][problem.where[1]]
    if not isinstance(row, dict):
        return len(problem.where) == 2, row, None
    named = problem.where[2:3]
    return named in {("item",), ("track",)}, row, row.get(named[0]) if named else None


def _is_null_row(problem: Problem) -> bool:
    in_row, _, track = _row_of(problem)
    return in_row and len(problem.where) <= 3 and track is None and problem.value is None


def _is_local_row(problem: Problem) -> bool:
    in_row, _, track = _row_of(problem)
    if not in_row or not isinstance(track, dict) or track.get("is_local") is not True:
        return False
    uri = str(track.get("uri"))
    inside = problem.where[3:]
    return uri.startswith("spotify:local:") and inside in {("id",), ("album",), ("album", "id")}


def _is_saved_episode(problem: Problem) -> bool:
    in_row, _, track = _row_of(problem)
    return (
        in_row
        and problem.template == "/me/tracks"
        and problem.where[3:] == ("type",)
        and isinstance(track, dict)
        and track.get("type") == "episode"
    )


def _is_bare_list(problem: Problem) -> bool:
    uris = problem.body
    return (
        (problem.method, problem.template) == ("POST", "/playlists/{playlist_id}/items")
        and problem.side is Side.REQUEST
        and problem.rule is Rule.SCHEMA
        and problem.where == ()
        and isinstance(uris, list)
        and 1 <= len(uris) <= ADDED_AT_ONCE
        and all(isinstance(uri, str) and uri.startswith("spotify:track:") for uri in uris)
    )


def _is_refused_try(problem: Problem) -> bool:
    return problem.tried and problem.side is Side.REQUEST and problem.status in REFUSALS


def _is_5xx(problem: Problem) -> bool:
    return problem.rule is Rule.STATUS and 500 <= problem.status < 600


def _is_unnamed_default(field: str, method: str, *templates: str) -> Callable[[Problem], bool]:
    """Explain a field that discord.py always sends with a value that changes nothing."""

    def explains(problem: Problem) -> bool:
        return (
            problem.side is Side.REQUEST
            and problem.rule is Rule.FIELD
            and (problem.method, problem.template in templates) == (method, True)
            and problem.where[-1:] == (field,)
            and problem.value in (False, 0)
        )

    return explains


def _is_hollow(problem: Problem) -> bool:
    if problem.side is not Side.ANSWER or problem.status != 200:
        return False
    if problem.rule is Rule.STATUS:
        return (problem.method, problem.template) in WRITES
    return problem.rule is Rule.SCHEMA and problem.body == {} and problem.where == ()


WRITES = {
    ("POST", "/me/playlists"),
    ("POST", "/playlists/{playlist_id}/items"),
    ("PUT", "/playlists/{playlist_id}/images"),
}
"""Requests whose description knows 201 or 202 but no 200."""

APPLICATION = "/applications/{application_id}"
WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
EDITS = (f"{WEBHOOK}/messages/@original", f"{WEBHOOK}/messages/{{message_id}}")
POSTS = (WEBHOOK, *EDITS, CALLBACK, "/channels/{channel_id}/messages")

DEVIATIONS = (
    Deviation(
        "a server's failure",
        "Discord's description declares no 5xx; the stand-in answers them on demand.",
        Api.DISCORD,
        _is_5xx,
    ),
    Deviation(
        "a request that tries the stand-in",
        "Its own tests break Discord's rules on purpose, and it refuses what they send.",
        Api.DISCORD,
        _is_refused_try,
    ),
    Deviation(
        "numbers for booleans",
        "discord.py writes the booleans of a query as 1 and 0, which Discord takes.",
        Api.DISCORD,
        lambda problem: (
            problem.rule is Rule.QUERY
            and problem.where[0] in ("with_response", "wait", "with_components")
            and problem.value in ("0", "1")
        ),
    ),
    Deviation(
        "numbers for attachments",
        "discord.py numbers new attachments 0, 1, 2; the description wants these ids as text.",
        Api.DISCORD,
        lambda problem: (
            problem.side is Side.REQUEST
            and problem.rule is Rule.SCHEMA
            and problem.template in POSTS
            and problem.where[-3:-2] == ("attachments",)
            and problem.where[-1] == "id"
            and type(problem.value) is int
            and 0 <= problem.value < 10
        ),
    ),
    Deviation(
        "a number for a recipient",
        "discord.py sends the id of whom it writes to as a number; the description wants text.",
        Api.DISCORD,
        lambda problem: (
            problem.side is Side.REQUEST
            and problem.rule is Rule.SCHEMA
            and problem.template == "/users/@me/channels"
            and problem.where == ("recipient_id",)
            and type(problem.value) is int
        ),
    ),
    Deviation(
        "tts of an edit",
        "discord.py always sends tts: false; the description has it for new messages only.",
        Api.DISCORD,
        _is_unnamed_default("tts", "PATCH", *EDITS),
    ),
    Deviation(
        "tts of an answer",
        "discord.py sends tts: false where an interaction is answered by an edit or a form too.",
        Api.DISCORD,
        _is_unnamed_default("tts", "POST", CALLBACK),
    ),
    Deviation(
        "nsfw of a command",
        "discord.py sends nsfw: false with every command; Discord knows it, its description not.",
        Api.DISCORD,
        _is_unnamed_default(
            "nsfw", "PUT", f"{APPLICATION}/commands", f"{APPLICATION}/guilds/{{guild_id}}/commands"
        ),
    ),
    Deviation(
        "flags of an embed",
        "discord.py sends flags: 0 with every embed, as it came in answers.",
        Api.DISCORD,
        _is_unnamed_default("flags", "POST", *POSTS),
    ),
    Deviation(
        "files of an answer",
        "The description's form of an interaction's answer names no files; Discord's guide does.",
        Api.DISCORD,
        lambda problem: (
            (problem.rule, problem.template, problem.side) == (Rule.BODY, CALLBACK, Side.REQUEST)
            and problem.what.startswith("the part files[")
        ),
    ),
    Deviation(
        "a server's failure",
        "Spotify's description declares no 5xx; the stand-in answers them on demand.",
        Api.SPOTIFY,
        _is_5xx,
    ),
    Deviation(
        "a garbled answer",
        "What is no JSON is answered on demand: proxies do so in front of the real service.",
        Api.SPOTIFY,
        lambda problem: (
            (problem.side, problem.rule) == (Side.ANSWER, Rule.MEDIA)
            and problem.value == garbled().body
        ),
    ),
    Deviation(
        "a request that tries the stand-in",
        "Its own tests ask for what is refused or gone on purpose, and it refuses.",
        Api.SPOTIFY,
        _is_refused_try,
    ),
    Deviation(
        "a client's fault",
        "The description declares 401, 403 and 429; the service also answers 400, 404 and 413.",
        Api.SPOTIFY,
        lambda problem: (
            (problem.side, problem.rule) == (Side.ANSWER, Rule.STATUS)
            and problem.status in (400, 404, 413)
            and _answered_with_an_error(problem)
        ),
    ),
    Deviation(
        "a status never heard of",
        "418 is answered on demand, to see what the bot says to a refusal it does not know.",
        Api.SPOTIFY,
        lambda problem: (
            (problem.side, problem.rule, problem.status) == (Side.ANSWER, Rule.STATUS, 418)
            and _answered_with_an_error(problem)
        ),
    ),
    Deviation(
        "the reason of a 429",
        "QUOTA_EXCEEDED stands in a field beside the two that the description has.",
        Api.SPOTIFY,
        lambda problem: (
            (problem.rule, problem.status) == (Rule.FIELD, 429)
            and problem.where == ("error", "reason")
            and problem.value == "QUOTA_EXCEEDED"
        ),
    ),
    Deviation(
        "no token",
        "spotipy leaves Authorization out where it is given an empty token, as one test does.",
        Api.SPOTIFY,
        lambda problem: (problem.rule, problem.status) == (Rule.AUTHORISATION, 401),
    ),
    Deviation(
        "me/ with a slash",
        "spotipy asks for me/ where the description has /me; the service takes both.",
        Api.SPOTIFY,
        lambda problem: (problem.rule, problem.path) == (Rule.PATH, "/me/"),
    ),
    Deviation(
        "a bare list of items",
        "spotipy sends the list of URIs itself; the description has it in an object, under uris.",
        Api.SPOTIFY,
        _is_bare_list,
    ),
    Deviation(
        "null rows",
        "The service sends null for a row, or for its track, where a track was withdrawn.",
        Api.SPOTIFY,
        _is_null_row,
    ),
    Deviation(
        "local files",
        "Rows of local files have no id, and an album with a name alone.",
        Api.SPOTIFY,
        _is_local_row,
    ),
    Deviation(
        "saved episodes",
        "An episode can stand where the description of saved tracks has tracks only.",
        Api.SPOTIFY,
        _is_saved_episode,
    ),
    Deviation(
        "the end of the last plays",
        "The service ends them with next: null; the description forgets that next can be null.",
        Api.SPOTIFY,
        lambda problem: (
            (problem.side, problem.template) == (Side.ANSWER, "/me/player/recently-played")
            and (problem.where, problem.value) == (("next",), None)
        ),
    ),
    Deviation(
        "a hollow answer",
        "Faults have the stand-in answer 200 with an empty object or no JSON, which the bot must "
        "not take for a library that holds nothing, nor for a playlist that was made.",
        Api.SPOTIFY,
        _is_hollow,
    ),
)


def explain(problem: Problem, deviations: Iterable[Deviation] = DEVIATIONS) -> Deviation | None:
    """Return the deviation that explains a problem, or None."""
    same = (one for one in deviations if one.api is problem.api)
    return next((one for one in same if one.explains(problem)), None)
