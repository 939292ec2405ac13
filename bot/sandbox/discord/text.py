"""A message or a modal as readable text, as one member sees it."""

import re
from collections.abc import Iterator

from bot.sandbox.discord.components import ENTITY_SELECTS, LINK_STYLE, Kind
from bot.sandbox.discord.payloads import Json, part
from bot.sandbox.discord.shapes import modal_fields
from bot.sandbox.discord.state import Attachment, Message, MessageFlag, World

MENTION = re.compile(r"<(@!?|#|@&)(\d+)>")
COMMAND_LINK = re.compile(r"</([^:>]+):\d+>")


class Reader:
    """Turns messages into text: buttons in brackets, pictures by their alt text."""

    def __init__(self, world: World) -> None:
        self._world = world

    def read(self, message: Message) -> str:
        """Return a message as lines of text, without its author."""
        return "\n".join(line.rstrip() for line in self._lines(message)).strip("\n")

    def signed(self, message: Message) -> str:
        """Return a message as text under the name of its author."""
        return f"{message.author.display_name}:\n{self.read(message)}"

    def modal(self, modal: Json) -> str:
        """Return a modal as text: its title, its explanations, its fields."""
        lines = [f"(form) {modal['title']}"]
        lines += [row["content"] for row in modal["components"] if row["type"] == Kind.TEXT_DISPLAY]
        for label, field in modal_fields(modal["components"]):
            needed = "" if field.get("required") else " (optional)"
            lines.append(f"  {label}{needed}: {_field(field)}")
        return "\n".join(lines)

    def _lines(self, message: Message) -> Iterator[str]:
        if message.has(MessageFlag.EPHEMERAL):
            yield "(only you can see this)"
        if message.has(MessageFlag.LOADING):
            yield f"({message.author.display_name} is thinking…)"
        if message.content:
            yield from self._plain(message.content).split("\n")
        for embed in message.embeds:
            yield from self._embed(embed)
        for component in message.components:
            yield from self._component(component)
        if not message.has(MessageFlag.IS_COMPONENTS_V2):
            for attachment in message.attachments:
                yield _file(attachment)
        yield from self._pings(message)

    def _component(self, component: Json) -> Iterator[str]:
        match component["type"]:
            case Kind.TEXT_DISPLAY:
                yield from self._plain(component["content"]).split("\n")
            case Kind.CONTAINER:
                for part in component["components"]:
                    yield from ("│ " + line for line in self._component(part))
            case Kind.SECTION:
                for part in (*component["components"], component["accessory"]):
                    yield from self._component(part)
            case Kind.ACTION_ROW:
                yield " ".join(_control(part) for part in component["components"])
            case Kind.BUTTON:
                yield _control(component)
            case Kind.THUMBNAIL:
                yield _picture(component)
            case Kind.MEDIA_GALLERY:
                yield from (_picture(item) for item in component["items"])
            case Kind.FILE:
                yield f"(file: {component['name']}, {component['size']} bytes)"
            case Kind.SEPARATOR:
                yield "─────" if component["divider"] else ""
            case _:
                yield f"(component of type {component['type']})"

    def _embed(self, embed: Json) -> Iterator[str]:
        for text in (embed.get("title"), embed.get("description")):
            if text:
                yield from self._plain(text).split("\n")
        for field in embed.get("fields") or ():
            yield self._plain(f"{field['name']}: {field['value']}")
        if embed.get("image") or embed.get("thumbnail"):
            yield "(picture)"
        if embed.get("footer"):
            yield self._plain(embed["footer"]["text"])

    def _pings(self, message: Message) -> Iterator[str]:
        names = [f"@{self._world.users[user].display_name}" for user in message.mentioned]
        names += ["everyone"] if message.mentions_everyone else []
        if names:
            yield f"(notifies {', '.join(names)})"

    def _plain(self, text: str) -> str:
        return COMMAND_LINK.sub(r"/\1", MENTION.sub(self._name, text))

    def _name(self, mention: re.Match[str]) -> str:
        number = int(mention[2])
        if mention[1] == "#":
            channel = self._world.channels.get(number)
            return f"#{channel.name}" if channel else mention[0]
        user = self._world.users.get(number)
        return f"@{user.display_name}" if user else mention[0]


def button_label(button: Json) -> str:
    """Return what stands on a button: its emoji, its label, or both."""
    emoji = part(button, "emoji").get("name") or ""
    return " ".join(text for text in (emoji, button.get("label") or "") if text)


def _control(component: Json) -> str:
    off = ", disabled" if component.get("disabled") else ""
    if component["type"] == Kind.BUTTON:
        if component["style"] == LINK_STYLE:
            return f"[{button_label(component)}: {component['url']}]"
        return f"[{button_label(component)}{off}]"
    holder = component.get("placeholder") or "choose"
    if component["type"] in ENTITY_SELECTS:
        return f"[▾ {holder}{off}]"
    options = ", ".join(option["label"] for option in component["options"])
    return f"[▾ {holder}: {options}{off}]"


def _field(field: Json) -> str:
    if field["type"] == Kind.FILE_UPLOAD:
        return "[choose a file]"
    if field["type"] != Kind.TEXT_INPUT:
        return _control(field)
    return f"[{field.get('value') or field.get('placeholder') or ''}]"


def _picture(picture: Json) -> str:
    return f"(picture: {picture.get('description') or 'without alt text'})"


def _file(attachment: Attachment) -> str:
    if attachment.content_type.startswith("image/"):
        return f"(picture: {attachment.description or attachment.filename})"
    return f"(file: {attachment.filename}, {len(attachment.content)} bytes)"
