"""What Discord accepts as components, in messages and in modals."""

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.discord.errors import Problems
from bot.sandbox.discord.payloads import Json, is_list, is_object, part

MOST_COMPONENTS = 40
MOST_TEXT = 4000
MOST_ROWS = 5

Path = tuple[str | int, ...]


class Kind(IntEnum):
    """Discord's numbers of the component types."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19


LINK_STYLE = 5
PREMIUM_STYLE = 6
ENTITY_SELECTS = frozenset(
    {Kind.USER_SELECT, Kind.ROLE_SELECT, Kind.MENTIONABLE_SELECT, Kind.CHANNEL_SELECT}
)
SELECTS = ENTITY_SELECTS | {Kind.STRING_SELECT}
IN_CONTAINER = frozenset(
    {
        Kind.ACTION_ROW,
        Kind.SECTION,
        Kind.TEXT_DISPLAY,
        Kind.MEDIA_GALLERY,
        Kind.FILE,
        Kind.SEPARATOR,
    }
)
TOP_LEVEL = IN_CONTAINER | {Kind.CONTAINER}
IN_LABEL = SELECTS | {Kind.TEXT_INPUT, Kind.FILE_UPLOAD}


def children(component: Json) -> Iterator[Json]:
    """Go through the components directly inside one, accessory and labelled one included."""
    yield from component.get("components") or ()
    for name in ("accessory", "component"):
        if component.get(name):
            yield component[name]


def walk(components: list[Json]) -> Iterator[Json]:
    """Go through components and everything inside them, in reading order."""
    for component in components:
        yield component
        yield from walk(list(children(component)))


def media_of(component: Json) -> Iterator[Json]:
    """Go through the media that one component shows."""
    if component["type"] == Kind.THUMBNAIL:
        yield component["media"]
    elif component["type"] == Kind.FILE:
        yield component["file"]
    elif component["type"] == Kind.MEDIA_GALLERY:
        for item in component["items"]:
            yield item["media"]


class ComponentCheck:
    """Checks components against Discord's limits and notes each problem where it is."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._custom_ids: set[str] = set()
        self._ids: set[int] = set()
        self._count = 0
        self._text = 0
        self._checks: dict[int, Callable[[Json, Path], None]] = {
            Kind.ACTION_ROW: self._action_row,
            Kind.BUTTON: self._button,
            Kind.STRING_SELECT: self._string_select,
            Kind.TEXT_INPUT: self._text_input,
            Kind.SECTION: self._section,
            Kind.TEXT_DISPLAY: self._text_display,
            Kind.THUMBNAIL: self._thumbnail,
            Kind.MEDIA_GALLERY: self._gallery,
            Kind.FILE: self._file,
            Kind.SEPARATOR: self._separator,
            Kind.CONTAINER: self._container,
            Kind.LABEL: self._label,
            Kind.FILE_UPLOAD: self._entity_select,
            **dict.fromkeys(ENTITY_SELECTS, self._entity_select),
        }

    def message(self, components: Any, *, v2: bool) -> None:
        """Check the components of a message, with or without IS_COMPONENTS_V2."""
        path: Path = ("components",)
        if not is_list(components):
            self._problems.add(path, "Only iterables may be used in a ListType")
            return
        allowed = TOP_LEVEL if v2 else frozenset({Kind.ACTION_ROW})
        most = MOST_COMPONENTS if v2 else MOST_ROWS
        self._each(components, path, allowed, least=0, most=most)
        if self._count > MOST_COMPONENTS and v2:
            self._problems.add(path, f"Must be {MOST_COMPONENTS} or fewer in length.")
        if self._text > MOST_TEXT:
            self._problems.add(path, f"The text of all components is limited to {MOST_TEXT}.")

    def modal(self, data: Json) -> None:
        """Check a modal: its title, custom_id and one to five rows."""
        self._string(data, "title", (), most=45)
        self._string(data, "custom_id", (), most=100)
        allowed = frozenset({Kind.ACTION_ROW, Kind.LABEL, Kind.TEXT_DISPLAY})
        components = data.get("components")
        self._each(components, ("components",), allowed, least=1, most=MOST_ROWS)
        for place, row in enumerate(self._objects(components)):
            if row.get("type") != Kind.ACTION_ROW:
                continue
            for inner in self._objects(row.get("components")):
                if inner.get("type") != Kind.TEXT_INPUT:
                    self._wrong_type(("components", place, "components", 0))
                elif not inner.get("label"):
                    self._required(("components", place, "components", 0, "label"))

    def _each(
        self, value: Any, path: Path, allowed: frozenset[Kind], *, least: int, most: int
    ) -> None:
        if not is_list(value):
            self._required(path)
            return
        if not least <= len(value) <= most:
            self._problems.add(path, f"Must be between {least} and {most} in length.")
        for place, component in enumerate(value):
            self._component(component, (*path, place), allowed)

    def _component(self, component: Any, path: Path, allowed: frozenset[Kind]) -> None:
        if not is_object(component):
            self._problems.add(path, "Only dictionaries may be used in a DictType")
            return
        if component.get("type") not in allowed:
            self._wrong_type((*path, "type"))
            return
        self._count += 1
        number = component.get("id")
        if number:
            if number in self._ids:
                self._problems.add((*path, "id"), "Component id cannot be duplicated")
            self._ids.add(number)
        self._checks[component["type"]](component, path)

    def _action_row(self, row: Json, path: Path) -> None:
        inner = self._objects(row.get("components"))
        if any(control.get("type") == Kind.BUTTON for control in inner):
            allowed, most = frozenset({Kind.BUTTON}), 5
        else:
            allowed, most = SELECTS | {Kind.TEXT_INPUT}, 1
        self._each(row.get("components"), (*path, "components"), allowed, least=1, most=most)

    def _button(self, button: Json, path: Path) -> None:
        self._string(button, "label", path, most=80, required=False)
        if not button.get("label") and not button.get("emoji") and button.get("style") != 6:
            self._required((*path, "label"))
        style = button.get("style")
        if style == LINK_STYLE:
            self._url(button.get("url"), (*path, "url"), most=512)
            self._forbidden(button, "custom_id", path)
        elif style in (1, 2, 3, 4):
            self._custom_id(button, path)
            self._forbidden(button, "url", path)
        elif style == PREMIUM_STYLE:
            self._string(button, "sku_id", path, most=20)
        else:
            self._wrong_type((*path, "style"))

    def _string_select(self, select: Json, path: Path) -> None:
        self._entity_select(select, path)
        options = self._objects(select.get("options"))
        if not 1 <= len(options) <= 25:
            self._problems.add((*path, "options"), "Must be between 1 and 25 in length.")
        if (select.get("max_values") or 1) > len(options):
            self._problems.add((*path, "max_values"), "Must not exceed the number of options.")
        values: set[str] = set()
        for place, option in enumerate(options):
            here = (*path, "options", place)
            self._string(option, "label", here, most=100)
            self._string(option, "value", here, most=100)
            self._string(option, "description", here, most=100, required=False)
            if option.get("value") in values:
                self._problems.add((*here, "value"), "The specified option value is already used")
            values.add(str(option.get("value")))

    def _entity_select(self, select: Json, path: Path) -> None:
        self._custom_id(select, path)
        self._string(select, "placeholder", path, most=150, required=False)
        least, most = select.get("min_values"), select.get("max_values")
        self._number(least, (*path, "min_values"), 0, 25)
        self._number(most, (*path, "max_values"), 1, 25)
        if (1 if least is None else least) > (1 if most is None else most):
            self._problems.add((*path, "min_values"), "Must not be more than max_values.")

    def _text_input(self, field: Json, path: Path) -> None:
        self._custom_id(field, path)
        self._string(field, "label", path, most=45, required=False)
        self._string(field, "placeholder", path, most=100, required=False)
        self._string(field, "value", path, most=4000, required=False)
        self._number(field.get("min_length"), (*path, "min_length"), 0, 4000)
        self._number(field.get("max_length"), (*path, "max_length"), 1, 4000)
        if field.get("style") not in (1, 2):
            self._wrong_type((*path, "style"))

    def _label(self, label: Json, path: Path) -> None:
        self._string(label, "label", path, most=45)
        self._string(label, "description", path, most=100, required=False)
        self._component(label.get("component"), (*path, "component"), IN_LABEL)

    def _section(self, section: Json, path: Path) -> None:
        texts = frozenset({Kind.TEXT_DISPLAY})
        self._each(section.get("components"), (*path, "components"), texts, least=1, most=3)
        accessory = frozenset({Kind.BUTTON, Kind.THUMBNAIL})
        if section.get("accessory") is None:
            self._required((*path, "accessory"))
        else:
            self._component(section["accessory"], (*path, "accessory"), accessory)

    def _text_display(self, text: Json, path: Path) -> None:
        self._string(text, "content", path, most=MOST_TEXT)
        self._text += len(str(text.get("content") or ""))

    def _thumbnail(self, thumbnail: Json, path: Path) -> None:
        self._media(thumbnail.get("media"), (*path, "media"))
        self._string(thumbnail, "description", path, most=1024, required=False)

    def _gallery(self, gallery: Json, path: Path) -> None:
        items = self._objects(gallery.get("items"))
        if not 1 <= len(items) <= 10:
            self._problems.add((*path, "items"), "Must be between 1 and 10 in length.")
        for place, item in enumerate(items):
            self._thumbnail(item, (*path, "items", place))

    def _file(self, file: Json, path: Path) -> None:
        self._media(file.get("file"), (*path, "file"))
        url = str(part(file, "file").get("url"))
        if not url.startswith("attachment://"):
            self._problems.add((*path, "file", "url"), "Must be an attachment:// reference.")

    def _separator(self, separator: Json, path: Path) -> None:
        self._number(separator.get("spacing"), (*path, "spacing"), 1, 2)

    def _container(self, container: Json, path: Path) -> None:
        here = (*path, "components")
        self._each(container.get("components"), here, IN_CONTAINER, least=1, most=MOST_COMPONENTS)
        self._number(container.get("accent_color"), (*path, "accent_color"), 0, 0xFFFFFF)

    def _custom_id(self, component: Json, path: Path) -> None:
        self._string(component, "custom_id", path, most=100)
        custom_id = component.get("custom_id")
        if custom_id in self._custom_ids:
            message = "Component custom id cannot be duplicated"
            self._problems.add((*path, "custom_id"), message)
        self._custom_ids.add(str(custom_id))

    def _media(self, media: Any, path: Path) -> None:
        url = media.get("url") if is_object(media) else None
        self._url(url, (*path, "url"), most=2048, schemes=("http", "https", "attachment"))

    def _url(
        self, url: Any, path: Path, *, most: int, schemes: tuple[str, ...] = ("http", "https")
    ) -> None:
        if not isinstance(url, str) or not url:
            self._required(path)
        elif len(url) > most:
            self._problems.add(path, f"Must be {most} or fewer in length.")
        elif urlsplit(url).scheme not in schemes or not urlsplit(url).netloc:
            self._problems.add(path, "Not a well formed URL.")

    def _string(
        self, shape: Json, name: str, path: Path, *, most: int, required: bool = True
    ) -> None:
        value = shape.get(name)
        if value is None and not required:
            return
        if not isinstance(value, str) or (required and not value):
            self._required((*path, name))
        elif len(value) > most:
            self._problems.add((*path, name), f"Must be {most} or fewer in length.")

    def _number(self, value: Any, path: Path, least: int, most: int) -> None:
        if value is not None and (not isinstance(value, int) or not least <= value <= most):
            self._problems.add(path, f"Must be between {least} and {most}.")

    def _forbidden(self, shape: Json, name: str, path: Path) -> None:
        if shape.get(name):
            self._problems.add((*path, name), f"A button of this style cannot have a {name}")

    def _required(self, path: Path) -> None:
        self._problems.add(path, "This field is required")

    def _wrong_type(self, path: Path) -> None:
        self._problems.add(path, "Value is not one of the types allowed here.")

    def _objects(self, value: Any) -> list[Json]:
        if not is_list(value):
            return []
        return [entry for entry in value if is_object(entry)]
