"""/schedule for administrators, /weekly for members, and the buttons under a weekly post."""

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.board import genre_picture
from bot.commands.buttons import Action
from bot.commands.localising import localised
from bot.commands.places import BY_SERVERS, IN_SERVERS
from bot.commands.playlists import make_wish, show_steps
from bot.commands.replies import Interaction, answer, defer, language, replace
from bot.render import ids, notes
from bot.render.posts import PICTURE, weekly_post
from bot.render.schedules import plan_choices, plan_list, plan_set, plan_text
from bot.services.app import Services
from bot.services.zones import find_zones, shown_now

_DAYS = [app_commands.Choice(name=localised("weekday", day=day), value=day) for day in range(7)]
_Typed = app_commands.Range[str, 1, 100]


class ScheduleCog(commands.Cog):
    """The weekly post of a server."""

    schedule = app_commands.Group(
        name="schedule",
        description=localised("command-schedule"),
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
    )
    weekly = app_commands.Group(
        name="weekly",
        description=localised("command-weekly"),
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
    )

    def __init__(self, services: Services) -> None:
        self._scheduling = services.scheduling

    @schedule.command(name="set", description=localised("command-schedule-set"))
    @app_commands.describe(
        channel=localised("command-schedule-set-channel"),
        day=localised("command-schedule-set-day"),
        time=localised("command-schedule-set-time"),
        zone=localised("command-schedule-set-zone"),
    )
    @app_commands.choices(day=_DAYS)
    async def plan(
        self,
        interaction: Interaction,
        channel: discord.TextChannel,
        day: int,
        time: _Typed,
        zone: _Typed,
    ) -> None:
        """Post in a channel every week."""
        await defer(interaction)
        plan = await self._scheduling.set(
            channel.guild.id, channel.id, day, time, zone, interaction.user.id
        )
        await answer(interaction, plan_set(language(interaction), plan))

    @plan.autocomplete("zone")
    async def complete_zone(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer time zones with what their clocks show."""
        now = self._scheduling.now
        found = await asyncio.to_thread(find_zones, typed)
        return [app_commands.Choice(name=shown_now(zone, now), value=zone) for zone in found]

    @schedule.command(name="preview", description=localised("command-schedule-preview"))
    async def preview(self, interaction: Interaction) -> None:
        """Show the administrator what a post would say now."""
        await defer(interaction)
        post = await self._scheduling.preview(_guild(interaction))
        say = language(interaction)
        view = weekly_post(say, post, pictured=bool(post.genres))
        files = {PICTURE: await genre_picture(post)} if post.genres else {}
        await replace(interaction, view, files)

    @schedule.command(name="list", description=localised("command-schedule-list"))
    async def show(self, interaction: Interaction) -> None:
        """Show the server's schedules and what troubles them."""
        plans = await self._scheduling.plans(_guild(interaction))
        await answer(interaction, plan_list(language(interaction), plans))

    @schedule.command(name="pause", description=localised("command-schedule-pause"))
    @app_commands.describe(which=localised("command-schedule-which"))
    async def pause(self, interaction: Interaction, which: _Typed | None = None) -> None:
        """Post no more until resumed."""
        plan = await self._scheduling.pause(_guild(interaction), which)
        await answer(interaction, notes.note(plan_text(language(interaction), "paused", plan)))

    @schedule.command(name="resume", description=localised("command-schedule-resume"))
    @app_commands.describe(which=localised("command-schedule-which"))
    async def resume(self, interaction: Interaction, which: _Typed | None = None) -> None:
        """Post again from now on."""
        await defer(interaction)
        plan = await self._scheduling.resume(_guild(interaction), which)
        await answer(interaction, plan_set(language(interaction), plan))

    @schedule.command(name="remove", description=localised("command-schedule-remove"))
    @app_commands.describe(which=localised("command-schedule-which"))
    async def remove(self, interaction: Interaction, which: _Typed | None = None) -> None:
        """Forget a schedule."""
        plan = await self._scheduling.remove(_guild(interaction), which)
        await answer(interaction, notes.note(plan_text(language(interaction), "removed", plan)))

    @pause.autocomplete("which")
    @resume.autocomplete("which")
    @remove.autocomplete("which")
    async def complete_schedule(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the server's schedules."""
        plans = await self._scheduling.plans(_guild(interaction))
        guild = interaction.guild
        names = {channel.id: channel.name for channel in guild.channels} if guild else {}
        return plan_choices(language(interaction), plans, names, typed)

    @weekly.command(name="join", description=localised("command-weekly-join"))
    async def join(self, interaction: Interaction) -> None:
        """Take part in this server's post."""
        await _join(interaction, interaction.client.services)

    @weekly.command(name="leave", description=localised("command-weekly-leave"))
    async def leave(self, interaction: Interaction) -> None:
        """Take part no longer."""
        left = await self._scheduling.leave(_guild(interaction), interaction.user.id)
        say = language(interaction)
        await answer(interaction, notes.note(say("weekly-left", known="yes" if left else "no")))


class JoinButton(Action, template=ids.JOIN):
    """Lets whoever presses it take part."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Take part."""
        await _join(interaction, services)


class TakeButton(Action, template=ids.TAKE):
    """Saves a post's list as a playlist of whoever presses it."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Save, and show how far it is."""
        await defer(interaction)
        member_id = interaction.user.id
        list_id = await services.scheduling.take(self.values["claim"], member_id)
        steps = services.playlists.save(
            member_id, list_id, lambda kind: make_wish(interaction, kind)
        )
        await show_steps(interaction, steps)


async def _join(interaction: Interaction, services: Services) -> None:
    new, known = await services.scheduling.join(_guild(interaction), interaction.user.id)
    say = language(interaction)
    values = {"new": "yes" if new else "no", "known": "yes" if known else "no"}
    await answer(interaction, notes.note(say("weekly-joined", **values)))


def _guild(interaction: Interaction) -> int:
    """Return the server; none of these commands is offered elsewhere."""
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild_id
