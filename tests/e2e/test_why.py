"""Why under a song: the list's reason and, where another like carried it too, a second one."""

from tests.e2e.conftest import Scene


async def test_why_tells_a_second_contribution_where_there_is_one(scene: Scene) -> None:
    await scene.link()
    page = await (await scene.ana.run("recommend", count=4)).settled()
    assert " · " not in "".join(line for line in page.text.splitlines() if line.startswith("-# "))
    answers = [
        (await (await scene.ana.press(page, "Why", nth=nth)).settled()).text for nth in range(1, 5)
    ]
    both = [answer for answer in answers if " · " in answer]
    assert both, answers
    begins = ("Because you like ", "Sounds ", "From the ")
    for answer in both:
        first, second = next(line for line in answer.splitlines() if " · " in line).split(" · ")
        assert first.lstrip("│ ").startswith(begins) or "one of your genres" in first
        assert second.startswith(begins) or "one of your genres" in second
        assert first != second
