"""Short answers and the progress of a link: within Discord's limits, whatever the names."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import LinkExpired, NotAllowListed, SpotifyLimited
from bot.render import notes
from bot.render.wording import wording
from bot.results.linking import Progress, Stage
from bot.results.songs import Explanation, NamedReason, Song
from bot.sandbox.discord.components import Kind
from models.explain import ReasonKind
from tests.unit.test_render_songs import TEXT, check
from tests.unit.test_render_text import PING

NUMBERS = st.integers(0, 10**7)


def text_of(step: Progress) -> str:
    parts = check(notes.progress(wording(), replace(step, reference="0badcafe")))
    return "\n".join(part["content"] for part in parts if part["type"] == Kind.TEXT_DISPLAY)


@settings(max_examples=100)
@given(
    st.builds(
        Progress,
        stage=st.sampled_from([stage for stage in Stage if stage is not Stage.FAILED]),
        name=TEXT,
        part=st.sampled_from(["saved", "top", "recent", "playlist", "new"]),
        done=NUMBERS,
        total=NUMBERS,
        likes=NUMBERS,
        place=NUMBERS,
        percent=st.integers(0, 99),
        known=NUMBERS,
        unmatched=NUMBERS,
        learning=st.booleans(),
    )
)
def test_every_step_is_a_short_message(step: Progress) -> None:
    text = text_of(step)
    assert text
    assert not PING.search(text)


def test_the_last_step_ends_in_the_next_command() -> None:
    assert text_of(Progress(Stage.READY, known=9)).endswith("try `/recommend`.")


def test_a_failure_a_member_can_mend_is_said_and_another_has_an_id() -> None:
    assert "six months" in text_of(Progress(Stage.FAILED, error=LinkExpired()))
    assert "60 minutes" in text_of(Progress(Stage.FAILED, error=SpotifyLimited(seconds=3600)))
    fault = text_of(Progress(Stage.FAILED, error=RuntimeError("secret detail")))
    assert "0badcafe" in fault
    assert "secret detail" not in fault


def test_each_cause_of_a_refusal_is_named() -> None:
    causes = {
        cause: text_of(Progress(Stage.FAILED, error=NotAllowListed(cause=cause)))
        for cause in ("unlisted", "premium", "scope", "unknown")
    }
    assert len(set(causes.values())) == 4
    assert "Premium" in causes["premium"]
    assert "e-mail" in causes["unlisted"]
    assert all("/link`" in text for text in causes.values())


@settings(max_examples=60)
@given(TEXT, TEXT, st.floats(0, 1) | st.none(), NUMBERS)
def test_any_explanation_is_within_limits(
    title: str, artist: str, auc: float | None, likes: int
) -> None:
    reason = NamedReason(kind=ReasonKind.ARTIST.value, artist=artist)
    song = Song("track", title, (artist,), 0.5, 0.5, reason)
    why = Explanation(song=song, times=3, likes=likes, auc=auc)
    parts = check(notes.explanation(wording(), why, "Because"))
    texts = [part["content"] for part in parts if part["type"] == Kind.TEXT_DISPLAY]
    assert not any(PING.search(text) for text in texts)
