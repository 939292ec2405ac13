"""What is said about schedules to those who set them."""

from collections.abc import Mapping, Sequence

from discord import app_commands, ui

from bot.render.notes import note
from bot.render.parts import ACCENT, WARNING, layout, text
from bot.render.wording import Wording
from bot.weekly import Plan


def plan_set(say: Wording, plan: Plan) -> ui.LayoutView:
    """A schedule that was set or resumed, and what the bot lacks to serve it well."""
    lines = [plan_text(say, "set", plan)]
    if plan.lacks_history:
        lines.append(say("schedule-lacks-history"))
    if plan.lacks_pictures:
        lines.append(say("schedule-lacks-pictures"))
    lacks = plan.lacks_history or plan.lacks_pictures
    return layout(text("\n".join(lines)), accent=WARNING if lacks else ACCENT)


def plan_list(say: Wording, plans: Sequence[Plan]) -> ui.LayoutView:
    """All schedules of a server."""
    if not plans:
        return note(say("schedule-none"))
    lines = [say("schedule-list")]
    for plan in plans:
        lines.append(plan_text(say, "paused" if plan.next_at is None else "entry", plan))
        if plan.trouble is not None:
            lines.append("-# " + say("schedule-trouble", trouble=plan.trouble.value))
    return note("\n".join(lines))


def plan_text(say: Wording, what: str, plan: Plan) -> str:
    """One schedule in a sentence: set, entry, paused or removed."""
    return say(
        f"schedule-{what}",
        channel=f"<#{plan.channel_id}>",
        day=plan.weekday,
        time=_time(plan),
        zone=plan.zone.replace("_", " "),
        next="" if plan.next_at is None else f"<t:{plan.next_at.timestamp():.0f}:F>",
    )


def plan_choices(
    say: Wording, plans: Sequence[Plan], channels: Mapping[int, str], typed: str
) -> list[app_commands.Choice[str]]:
    """The schedules as choices of an autocomplete."""
    names = {
        plan.schedule_id: say(
            "schedule-choice",
            channel=channels.get(plan.channel_id, "?")[:60],
            day=plan.weekday,
            time=_time(plan),
        )
        for plan in plans
    }
    return [
        app_commands.Choice(name=name[:100], value=schedule_id)
        for schedule_id, name in names.items()
        if typed.casefold() in name.casefold()
    ]


def _time(plan: Plan) -> str:
    return f"{plan.minute // 60:02}:{plan.minute % 60:02}"
