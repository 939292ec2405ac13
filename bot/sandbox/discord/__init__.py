"""A Discord of our own on a loopback port, for the demo and the tests."""

from bot.sandbox.discord.errors import ClientRefused
from bot.sandbox.discord.faults import Faults
from bot.sandbox.discord.record import Exchange
from bot.sandbox.discord.server import DiscordStandIn, redirect
from bot.sandbox.discord.state import Channel, ChannelKind, Guild, Member, Permission, Upload, User

__all__ = [
    "Channel",
    "ChannelKind",
    "ClientRefused",
    "DiscordStandIn",
    "Exchange",
    "Faults",
    "Guild",
    "Member",
    "Permission",
    "Upload",
    "User",
    "redirect",
]
