"""Components as Discord answers them: numbered, defaults filled in, media resolved."""

from collections.abc import Callable
from itertools import count

from bot.sandbox.discord.components import ENTITY_SELECTS, Kind, children, walk
from bot.sandbox.discord.payloads import Json

KEPT = {
    Kind.BUTTON: ("custom_id", "label", "url", "sku_id"),
    Kind.STRING_SELECT: ("custom_id", "placeholder"),
    Kind.TEXT_INPUT: ("custom_id", "value", "placeholder"),
    Kind.LABEL: ("label", "description"),
    Kind.FILE_UPLOAD: ("custom_id",),
    **dict.fromkeys(ENTITY_SELECTS, ("custom_id", "placeholder", "default_values")),
}
"""Optional fields that are answered as they came, where they came."""


class Shaper:
    """Turns checked components of a request into those of an answer."""

    def __init__(self, resolve: Callable[[str], Json], *, modal: bool = False) -> None:
        self._resolve = resolve
        self._modal = modal
        self._taken: set[int] = set()
        self._numbers = count(1)

    def shape(self, components: list[Json]) -> list[Json]:
        """Return the components numbered from 1, keeping the numbers the bot gave."""
        self._taken = {part["id"] for part in walk(components) if part.get("id")}
        return [self._one(component) for component in components]

    def _one(self, component: Json) -> Json:
        kind = Kind(component["type"])
        shape: Json = {"type": int(kind), "id": component.get("id") or self._next()}
        for name in KEPT.get(kind, ()):
            if component.get(name) is not None:
                shape[name] = component[name]
        shape |= self._details(kind, component)
        if "components" in component:
            shape["components"] = [self._one(part) for part in component["components"]]
        for name in ("accessory", "component"):
            if component.get(name):
                shape[name] = self._one(component[name])
        return shape

    def _details(self, kind: Kind, component: Json) -> Json:
        spoiler = {"spoiler": bool(component.get("spoiler"))}
        match kind:
            case Kind.BUTTON:
                return self._button(component)
            case Kind.TEXT_DISPLAY:
                return {"content": component["content"]}
            case Kind.THUMBNAIL:
                return self._picture(component)
            case Kind.MEDIA_GALLERY:
                return {"items": [self._picture(item) for item in component["items"]]}
            case Kind.FILE:
                file = self._resolve(component["file"]["url"])
                name, size = file.pop("name", None), file.pop("size", None)
                return {"file": file, "name": name, "size": size, **spoiler}
            case Kind.SEPARATOR:
                divider = component.get("divider")
                return {"spacing": component.get("spacing") or 1, "divider": divider is not False}
            case Kind.CONTAINER:
                return {"accent_color": component.get("accent_color"), **spoiler}
            case Kind.STRING_SELECT:
                return {**self._select(component), "options": self._options(component)}
            case Kind.TEXT_INPUT:
                return self._text_input(component)
            case _ if kind in ENTITY_SELECTS or kind is Kind.FILE_UPLOAD:
                return self._select(component)
            case _:
                return {}

    def _button(self, button: Json) -> Json:
        shape: Json = {"style": button["style"], "disabled": bool(button.get("disabled"))}
        if button.get("emoji"):
            shape["emoji"] = self._emoji(button["emoji"])
        return shape

    def _picture(self, picture: Json) -> Json:
        media = self._resolve(picture["media"]["url"])
        media.pop("name", None)
        media.pop("size", None)
        description = picture.get("description")
        spoiler = bool(picture.get("spoiler"))
        return {"media": media, "description": description, "spoiler": spoiler}

    def _select(self, select: Json) -> Json:
        least, most = select.get("min_values"), select.get("max_values")
        shape: Json = {
            "min_values": 1 if least is None else least,
            "max_values": 1 if most is None else most,
            "disabled": bool(select.get("disabled")),
        }
        # Discord answers this of a modal's select only.
        return {**shape, "required": select.get("required") is not False} if self._modal else shape

    def _options(self, select: Json) -> list[Json]:
        options: list[Json] = []
        for option in select["options"]:
            shape = {name: value for name, value in option.items() if value is not None}
            if "emoji" in shape:
                shape["emoji"] = self._emoji(shape["emoji"])
            options.append(shape)
        return options

    def _text_input(self, field: Json) -> Json:
        return {
            "style": field["style"],
            "label": field.get("label"),
            "min_length": field.get("min_length"),
            "max_length": field.get("max_length"),
            "required": field.get("required") is not False,
        }

    def _emoji(self, emoji: Json) -> Json:
        return {name: value for name, value in emoji.items() if value is not None}

    def _next(self) -> int:
        return next(number for number in self._numbers if number not in self._taken)


def find_custom_id(components: list[Json], custom_id: str) -> Json | None:
    """Return the component with a custom_id, or None."""
    return next((part for part in walk(components) if part.get("custom_id") == custom_id), None)


def modal_fields(components: list[Json]) -> list[tuple[str, Json]]:
    """Return the fields of a modal as (label shown, component), in order."""
    fields: list[tuple[str, Json]] = []
    for row in components:
        for field in children(row):
            fields.append((str(row.get("label") or field.get("label") or ""), field))
    return fields
