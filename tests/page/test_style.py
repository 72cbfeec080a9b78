import pytest

from panelpack.page.style import DARK, FORCED, LIGHT

TEXT, MARK = 4.5, 3.0
"""The least contrasts of WCAG 2.2: of text (1.4.3), and of what a chart is made of (1.4.11)."""


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_stand_out_from_every_ground_they_stand_on(colours):
    for words in ("ink", "soft", "link", "better", "worse", "amber"):
        for ground in ("paper", "wash"):
            assert contrast(colours[words], colours[ground]) >= TEXT, (words, ground)
    assert contrast(colours["chart-ink"], colours["chart-paper"]) >= TEXT


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_stand_out_from_the_paper_and_from_the_band_behind_them(colours):
    for line in ("council", "neighbours", "region", "england", "line"):
        for ground in ("chart-paper", "chart-band"):
            assert contrast(colours[f"chart-{line}"], colours[ground]) >= MARK, (line, ground)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_stand_out_from_the_paper_and_the_councils_from_the_others(colours):
    assert contrast(colours["chart-other"], colours["chart-paper"]) >= MARK
    assert contrast(colours["chart-other"], colours["chart-council"]) >= MARK


def test_day_night_and_chosen_colours_have_the_same_names():
    assert LIGHT.keys() == DARK.keys()
    assert FORCED.keys() <= LIGHT.keys()
    assert {name for name in LIGHT if name.startswith("chart-")} <= FORCED.keys()
