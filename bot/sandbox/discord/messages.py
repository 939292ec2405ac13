"""Messages of the bot: what Discord checks before it takes one, and what becomes of it."""

import re
from dataclasses import dataclass

from bot.sandbox.discord.changes import Change, ChangeKind, Changes
from bot.sandbox.discord.components import ComponentCheck, media_of, walk
from bot.sandbox.discord.errors import ApiError, Problems
from bot.sandbox.discord.payloads import Json, is_list, is_object, part, parts
from bot.sandbox.discord.shapes import Shaper
from bot.sandbox.discord.state import (
    Attachment,
    Channel,
    Message,
    MessageFlag,
    Upload,
    User,
    World,
)
from bot.sandbox.discord.wire import Wire

MOST_CONTENT = 2000
MOST_EMBEDS = 10
MOST_EMBED_TEXT = 6000
MOST_FILES = 10
MOST_FILE_BYTES = 10 * 1024 * 1024
NONCE_SECONDS = 180
"""How long a nonce makes a post idempotent: Discord speaks of a few minutes."""

SETTABLE = (
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.IS_COMPONENTS_V2
)
FIELD_TYPES: dict[str, type | tuple[type, ...]] = {
    "content": str,
    "embeds": list,
    "components": list,
    "attachments": list,
    "flags": int,
    "allowed_mentions": dict,
    "nonce": (str, int),
}
LEGACY_FIELDS = ("content", "embeds", "poll", "sticker_ids")
USER_MENTION = re.compile(r"<@!?(\d+)>")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a message comes from, beyond its body."""

    kind: int = 0
    audience: int | None = None
    from_interaction: Json | None = None
    reference: Json | None = None


class Messages:
    """Creates, edits and deletes messages, each after Discord's checks."""

    def __init__(self, world: World, wire: Wire, changes: Changes) -> None:
        self._world = world
        self._wire = wire
        self._changes = changes

    def create(
        self,
        channel: Channel,
        author: User,
        body: Json,
        uploads: list[Upload],
        origin: Origin | None = None,
    ) -> Message:
        """Take a new message; raises `ApiError` where Discord would refuse it."""
        _check_types(body)
        if earlier := self._posted_before(channel, author, body):
            return earlier
        origin = origin or Origin()
        v2 = bool(int(body.get("flags") or 0) & MessageFlag.IS_COMPONENTS_V2)
        self._check(body, uploads, [], v2=v2)
        message = Message(
            id=self._world.ids.next(),
            channel=channel,
            author=author,
            kind=origin.kind,
            created_at=self._world.now(),
            flags=int(body.get("flags") or 0) & SETTABLE,
            nonce=body.get("nonce"),
            audience=origin.audience,
            from_interaction=origin.from_interaction,
            reference=origin.reference,
        )
        if origin.audience is not None:
            message.flags |= MessageFlag.EPHEMERAL
        message.attachments = self._attach(message, body, uploads)
        self._write(message, body)
        self._world.keep(message)
        self._changes.publish(Change(ChangeKind.CREATED, message))
        return message

    def placeholder(self, channel: Channel, origin: Origin) -> Message:
        """Show that the bot is thinking: the message of a deferred response."""
        message = Message(
            id=self._world.ids.next(),
            channel=channel,
            author=self._world.bot,
            kind=origin.kind,
            created_at=self._world.now(),
            flags=int(MessageFlag.LOADING),
            audience=origin.audience,
            from_interaction=origin.from_interaction,
        )
        if origin.audience is not None:
            message.flags |= MessageFlag.EPHEMERAL
        self._world.keep(message)
        self._changes.publish(Change(ChangeKind.CREATED, message))
        return message

    def edit(self, message: Message, body: Json, uploads: list[Upload]) -> Message:
        """Change a message in place; raises `ApiError` where Discord would refuse it."""
        _check_types(body)
        flags = body.get("flags")
        was_v2 = message.has(MessageFlag.IS_COMPONENTS_V2)
        v2 = was_v2 or bool(int(flags or 0) & MessageFlag.IS_COMPONENTS_V2)
        if was_v2 and flags is not None and not flags & MessageFlag.IS_COMPONENTS_V2:
            problems = Problems()
            problems.add(("flags",), "IS_COMPONENTS_V2 cannot be removed")
            problems.raise_if_any()
        kept = self._kept(message, body)
        merged = self._as_it_would_be(message, body)
        self._check(merged, uploads, kept, v2=v2)
        if flags is not None:
            message.flags = (message.flags & ~SETTABLE) | (int(flags) & SETTABLE)
        if not message.has(MessageFlag.LOADING):
            message.edited_at = self._world.now()
        message.flags &= ~MessageFlag.LOADING
        message.attachments = kept + self._attach(message, body, uploads)
        self._write(message, body)
        message.revision += 1
        self._changes.publish(Change(ChangeKind.EDITED, message))
        return message

    def delete(self, message: Message) -> None:
        """Take a message away."""
        self._world.drop(message)
        self._changes.publish(Change(ChangeKind.DELETED, message))

    def _posted_before(self, channel: Channel, author: User, body: Json) -> Message | None:
        nonce = body.get("nonce")
        if nonce is None or not body.get("enforce_nonce"):
            return None
        since = self._world.now() - NONCE_SECONDS
        for message in self._world.messages(channel):
            if message.nonce == nonce and message.author is author and message.created_at >= since:
                return message
        return None

    def _as_it_would_be(self, message: Message, body: Json) -> Json:
        before: Json = {
            "content": message.content,
            "embeds": message.embeds,
            "components": message.components if "components" not in body else None,
        }
        return {**before, **body}

    def _kept(self, message: Message, body: Json) -> list[Attachment]:
        if "attachments" not in body:
            return list(message.attachments)
        wanted = {str(entry.get("id")) for entry in body["attachments"] or ()}
        return [attachment for attachment in message.attachments if str(attachment.id) in wanted]

    def _check(
        self, body: Json, uploads: list[Upload], kept: list[Attachment], *, v2: bool
    ) -> None:
        self._check_files(uploads, kept)
        problems = Problems()
        components = parts(body, "components")
        ComponentCheck(problems).message(components, v2=v2)
        if v2:
            for name in LEGACY_FIELDS:
                if body.get(name):
                    problems.add((name,), f"{name} cannot be used with IS_COMPONENTS_V2")
        else:
            self._check_legacy(body, problems)
        if len(str(body.get("nonce") or "")) > 25:
            problems.add(("nonce",), "Must be 25 or fewer in length.")
        problems.raise_if_any()
        self._check_references(components, uploads, kept, problems)
        problems.raise_if_any()
        filled = ("components",) if v2 else ("content", "embeds", "components", "sticker_ids")
        files = bool(uploads or kept) and not v2
        if not files and not any(body.get(name) for name in filled):
            raise ApiError(400, 50006, "Cannot send an empty message")

    def _check_files(self, uploads: list[Upload], kept: list[Attachment]) -> None:
        if len(uploads) + len(kept) > MOST_FILES:
            raise ApiError(400, 30015, "Maximum number of attachments in a message reached (10)")
        if any(len(upload.content) > MOST_FILE_BYTES for upload in uploads):
            raise ApiError(413, 40005, "Request entity too large")

    def _check_legacy(self, body: Json, problems: Problems) -> None:
        if len(body.get("content") or "") > MOST_CONTENT:
            problems.add(("content",), f"Must be {MOST_CONTENT} or fewer in length.")
        embeds: list[Json] = body.get("embeds") or []
        if len(embeds) > MOST_EMBEDS:
            problems.add(("embeds",), f"Must be {MOST_EMBEDS} or fewer in length.")
        if sum(_embed_length(embed) for embed in embeds) > MOST_EMBED_TEXT:
            problems.add(("embeds",), "Embed size exceeds maximum size of 6000")
        for place, embed in enumerate(embeds):
            if len(embed.get("description") or "") > 4096:
                problems.add(("embeds", place, "description"), "Must be 4096 or fewer in length.")
            if len(embed.get("title") or "") > 256:
                problems.add(("embeds", place, "title"), "Must be 256 or fewer in length.")

    def _check_references(
        self,
        components: list[Json],
        uploads: list[Upload],
        kept: list[Attachment],
        problems: Problems,
    ) -> None:
        names = {file.filename for file in (*uploads, *kept)}
        for component in walk(components):
            for media in media_of(component):
                url = str(media["url"])
                scheme, _, name = url.partition("://")
                if scheme == "attachment" and name not in names:
                    message = f"The referenced attachment {url} was not found"
                    problems.add(("components",), message)

    def _attach(self, message: Message, body: Json, uploads: list[Upload]) -> list[Attachment]:
        described = {str(entry.get("id")): entry for entry in body.get("attachments") or ()}
        attached: list[Attachment] = []
        for upload in uploads:
            ephemeral = message.has(MessageFlag.EPHEMERAL)
            attachment = self._world.store(message.channel, upload, ephemeral=ephemeral)
            entry = described.get(str(upload.index), {})
            attachment.description = entry.get("description")
            attachment.filename = entry.get("filename") or attachment.filename
            attached.append(attachment)
        return attached

    def _write(self, message: Message, body: Json) -> None:
        if "content" in body:
            message.content = body["content"] or ""
        if "embeds" in body:
            message.embeds = [{"type": "rich", **embed} for embed in body["embeds"] or ()]
        if "components" in body:
            shaper = Shaper(lambda url: self._media(message, url))
            message.components = shaper.shape(body["components"] or [])
        message.allowed_mentions = body.get("allowed_mentions")
        self._notify(message)

    def _media(self, message: Message, url: str) -> Json:
        media: Json = {"id": str(self._world.ids.next()), "url": url, "proxy_url": url}
        if not url.startswith("attachment://"):
            return media
        name = url.removeprefix("attachment://")
        attachment = next(file for file in message.attachments if file.filename == name)
        address = self._wire.url(attachment)
        return {
            **media,
            "url": address,
            "proxy_url": address,
            "content_type": attachment.content_type,
            "attachment_id": str(attachment.id),
            "name": name,
            "size": len(attachment.content),
        }

    def _notify(self, message: Message) -> None:
        text = text_of(message)
        allowed = message.allowed_mentions
        users = [int(user) for user in USER_MENTION.findall(text)]
        parse: list[str] = ["everyone", "users", "roles"]
        named: set[int] = set()
        if allowed is not None:
            parse = allowed.get("parse") or []
            named = {int(user) for user in allowed.get("users") or ()}
        message.mentions_everyone = "everyone" in parse and bool(re.search("@everyone|@here", text))
        message.mentioned = tuple(
            user
            for user in dict.fromkeys(users)
            if user in self._world.users and ("users" in parse or user in named)
        )


def _check_types(body: Json) -> None:
    problems = Problems()
    for name, wanted in FIELD_TYPES.items():
        value = body.get(name)
        if value is not None and not isinstance(value, wanted):
            problems.add((name,), "Value is not of the type this field takes.")
    for name in ("embeds", "attachments"):
        if is_list(entries := body.get(name)) and not all(is_object(entry) for entry in entries):
            problems.add((name,), "Only dictionaries may be used in a DictType")
    problems.raise_if_any()


def text_of(message: Message) -> str:
    """Return all text in which Discord looks for mentions."""
    parts = [part["content"] for part in walk(message.components) if "content" in part]
    return "\n".join([message.content, *parts])


def _embed_length(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [part(embed, "footer").get("text"), part(embed, "author").get("name")]
    for field in embed.get("fields") or ():
        texts += [field.get("name"), field.get("value")]
    return sum(len(text or "") for text in texts)
