"""All that members can use: cogs with their commands and menus, and what outlives a restart."""

from typing import Any, Final

from discord import ui
from discord.ext import commands

from bot.commands.allow_list import AllowButton, EmailForm
from bot.commands.buttons import Form
from bot.commands.choosing import ChoosingButton, RereadButton, VerdictSelect
from bot.commands.helping import HelpCog
from bot.commands.importing import ImportCog
from bot.commands.linking import LinkCog, PasteButton, PasteForm
from bot.commands.news import NewsCog
from bot.commands.playlists import PlaylistCog, SaveButton
from bot.commands.privacy import (
    DeleteButton,
    ExportButton,
    ForgetButton,
    PolicyButton,
    PrivacyCog,
)
from bot.commands.recommending import (
    DownButton,
    KnownButton,
    MoreSelect,
    PageButton,
    RecommendCog,
    UpButton,
    WhyButton,
)
from bot.commands.schedule import JoinButton, ScheduleCog, TakeButton
from bot.commands.settling import SettingsCog
from bot.commands.similar import SimilarCog
from bot.commands.starting import StartCog
from bot.commands.tasting import TasteCog
from bot.commands.together import TogetherCog

COGS: Final[tuple[type[commands.Cog], ...]] = (
    LinkCog,
    StartCog,
    ImportCog,
    RecommendCog,
    SimilarCog,
    TogetherCog,
    TasteCog,
    PlaylistCog,
    ScheduleCog,
    NewsCog,
    PrivacyCog,
    SettingsCog,
    HelpCog,
)
"""Each is made with the services."""

ITEMS: Final[tuple[type[ui.DynamicItem[Any]], ...]] = (
    PasteButton,
    UpButton,
    DownButton,
    KnownButton,
    WhyButton,
    PageButton,
    SaveButton,
    ChoosingButton,
    VerdictSelect,
    RereadButton,
    JoinButton,
    TakeButton,
    MoreSelect,
    AllowButton,
    ExportButton,
    PolicyButton,
    DeleteButton,
    ForgetButton,
)
"""Persistent buttons and selects; `item-NAME` says what each does."""

FORMS: Final[tuple[type[Form], ...]] = (PasteForm, EmailForm)
"""Modals; `form-NAME` says what each asks for."""

FORMS_BY_ID: Final = {form.sent_as: form for form in FORMS}
