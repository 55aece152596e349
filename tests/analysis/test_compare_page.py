"""The comparison in the report: what an adviser meets first, and what must not stand there."""

import re

import pytest
import synthetic
from piste_analysis.__main__ import main
from test_compare import fewer, write  # noqa: F401
from test_figures import boxes
from test_report import Page


def page_of(path, *more):
    assert main(["report", str(path), *more]) == 0
    return (path.parent / "levers.report.html").read_text(encoding="utf-8")


@pytest.fixture
def page(write):  # noqa: F811
    return page_of(write())


def test_interventions_come_before_the_base_and_the_map_beside_them(page):
    text = Page(page).text.replace("\u00a0", " ")
    order = ["What this cannot do", "What each intervention changes", "Died, per 1,000", "P12 at 0.5", "assumed, no finding",
             "for the model to find", "Where people are instead", "The corridor", "95 % interval of the number"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.count("The corridor The width") == 1 and "Three findings on the base" in text
    assert "at the scenario's own values: one point of 4" in text
    assert "harm met there is not counted" in text


def test_it_is_one_page_with_sound_anchors(page):
    found = Page(page)
    identifiers = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    for tag, attributes in found.tags:
        assert tag not in ("script", "link", "img", "iframe")
        if tag == "a":
            assert attributes["href"][1:] in identifiers
    assert not re.search(r"url\(|https?:", page)
    assert "nan" not in re.findall(r"[a-z]+", page.lower().split("<body>")[1])


def test_both_spreads_and_the_share_of_points_stand_by_every_harm(page):
    text = Page(page).text.replace("\u00a0", " ")
    robbed = text.split("Were robbed by bandits")[1][:250]
    assert re.search(r"chance ±\S+, ignorance (±\S+|none seen); same sign in \d+ % of points", robbed)
    assert "two doubts that are never merged" in text


def test_one_point_gives_directions_and_no_figure(write):  # noqa: F811
    page = page_of(write(points=1, replicates=4))
    section = Page(page).text.split("What each intervention changes")[1].split("The corridor The width")[0]
    assert section.strip().startswith("One parameter point only.")
    assert "▼ down" in section and not re.search(r"[−+]\d", section)
    assert "the assumptions may be wrong; this page does not show it" in Page(page).text


def test_a_file_without_interventions_has_no_such_section(results_path, tmp_path):
    output = tmp_path / "plain.html"
    assert main(["report", str(results_path), "-o", str(output)]) == 0
    text = Page(output.read_text(encoding="utf-8")).text
    assert "What each intervention changes" not in text and text.count("The corridor The width") == 1


def test_texts_of_the_figure_stay_on_their_canvas(write):  # noqa: F811
    from piste_analysis.compare import comparisons_of
    from piste_analysis.compare_page import PAGE, PHONE, figure_groups
    from piste_analysis.figures.intervals import intervals
    from piste_analysis.levers import read_trials

    def every(named, lever, point, replicate):
        fewer(named, lever, point, replicate)
        for name in synthetic.TALLIES:
            named[name] = int(named[name] * (1.1 + 0.3 * point * (name == "robbed"))) + replicate
    one = comparisons_of(read_trials(write(change=every)))[0]
    groups = figure_groups(one)
    assert len(groups[0][1]) >= 10
    for width in (PHONE, PAGE):
        drawing = intervals(groups, width, "change")
        for words, left, top, right, bottom in boxes(drawing):
            assert left >= -1 and right <= width + 1 and top >= -1 and bottom <= drawing.height + 1, words


def test_another_case_can_be_described(write):  # noqa: F811
    text = Page(page_of(write(), "--point", "1")).text
    assert "The rest of the page describes case 1." in text
