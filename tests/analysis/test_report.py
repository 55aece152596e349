import html.parser
import re

import pytest
import synthetic
from piste_analysis import comparisons, evidence, load
from piste_analysis.figures.drawing import DARK, LIGHT
from piste_analysis.findings import findings
from piste_analysis.report import report
from piste_analysis.statistics import CHANCE_ONLY, NO_INTERVAL
from piste_analysis.summary import ASSUMED_LEVEL, summary
from test_measures import set_tally


class Page(html.parser.HTMLParser):
    """Tags with their attributes, and the text that a reader sees."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.hidden = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.hidden += tag == "style"

    def handle_endtag(self, tag):
        self.hidden -= tag == "style"

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.fixture(scope="module")
def page_text(results, facts):
    return report(results, facts)


@pytest.fixture(scope="module")
def page(page_text):
    return Page(page_text)


def test_page_refers_to_nothing_outside_itself(page, page_text):
    for tag, attributes in page.tags:
        assert tag not in ("script", "link", "img", "iframe", "object", "embed", "base", "form")
        for name, value in attributes.items():
            if name in ("src", "href", "xlink:href", "srcset", "action", "data", "poster"):
                assert value.startswith("#"), (tag, name, value)
            assert not name.startswith("on")
    assert not re.search(r"url\(|@import|@font-face|https?:|//[a-z]", page_text)


def test_anchors_lead_somewhere_and_ids_are_unique(page):
    identifiers = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    targets = {attributes["href"][1:] for tag, attributes in page.tags if tag == "a"}
    assert targets and targets <= set(identifiers)


def test_figures_have_words_and_tables(page, page_text):
    drawings = [attributes for tag, attributes in page.tags if tag == "svg"]
    identifiers = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    assert len(drawings) >= 20
    for drawing in drawings:
        assert drawing["role"] == "img"
        assert set(drawing["aria-labelledby"].split()) <= identifiers
    assert "nan" not in re.findall(r"[a-z]+", page_text.lower().split("<body>")[1])
    assert sum(tag == "details" for tag, _ in page.tags) >= 11


def test_first_screen_says_what_it_cannot_do(page):
    before_harm = page.text.split("Harm to people")[0]
    for words in ("12 simulated worlds", "Three findings", "predict what will happen to any one person",
                  "time or place an operation", "decide an asylum claim", "assumed, not found", ASSUMED_LEVEL):
        assert words in before_harm


def test_harm_is_the_first_table_and_marked(page):
    first = page.text.split("Harm to people", 1)[1]
    assert first.index(ASSUMED_LEVEL) < first.index("died on the way")
    assert first.index("died on the way") < first.index("How journeys end")


def test_nobody_is_said_to_have_reached_libya_or_europe(page, results, facts):
    for text in (page.text, summary(results, facts), " ".join(findings(results))):
        assert not re.search(r"(arriv|reached|enter)\w* (in |to )?(Libya|Europe|Italy|Spain|France)", text)
        assert "in Europe" not in text and "in Libya" not in text
        assert "risk by" not in text.lower()


def test_required_labels_stand_in_both_outputs(page, results, facts):
    text = summary(results, facts)
    for words in (CHANCE_ONLY, "nput reproduced: a check of the program, not a validation", ASSUMED_LEVEL, "no source"):
        assert words in page.text.replace("\u00a0", " ")
        assert words in text.replace("Chance only", "chance only")


def test_terms_are_explained(page):
    for word in ("Passeur", "Ghetto", "Droit de passage", "Wishing to reach", "Replicate"):
        assert word in page.text.split("Words used here")[1]


def test_findings_are_three_sentences_with_two_digits(results):
    sentences = findings(results)
    assert len(sentences) == 3
    for sentence in sentences:
        assert sentence.endswith(".")
        for number in re.findall(r"\d[\d,.]*", sentence):
            digits = number.rstrip(".,").replace(",", "").replace(".", "").strip("0")
            assert len(digits) <= 2 or number.rstrip(".,") == "100", sentence


def test_findings_follow_the_numbers(load_with):
    def slow(content):
        set_tally(content, "hub_minutes", content["tallies"][:, synthetic.TALLIES.index("hub_stays")] * 14400)
        set_tally(content, "entered_main_hub", 1000)
        set_tally(content, "ran_out_of_money_hub", 250)
        set_tally(content, "ghetto_stays", 1000)
        set_tally(content, "worked_for_fare", 400)
    text = findings(load_with(slow))[2]
    assert text.startswith("Gao is where journeys slow down: a stay there lasts about 10 days")
    assert "for every 100 who enter there are about 25 cases of being unable to pay" in text
    assert "in about 40 of every 100 stays" in text

    def quick(content):
        set_tally(content, "hub_minutes", content["tallies"][:, synthetic.TALLIES.index("hub_stays")] * 1440)
    assert findings(load_with(quick))[2].startswith("A stay in Gao lasts about 24 hours")


def test_small_cells_are_suppressed_everywhere(load_with, facts):
    def change(content):
        set_tally(content, "robbed", 7)
        content["exits"][..., list(synthetic.WISHES).index("france")] = 0
        content["fates"][..., synthetic.FATES.index("dead")] = 0
        content["fates"][:, 0, 0, synthetic.FATES.index("dead")] = 3
    found = load_with(change)
    page = Page(report(found, facts))
    robbed = page.text.split("were robbed by bandits")[1].split("were")[0]
    assert "<10" in robbed and "not shown" in robbed and "7" not in robbed
    assert "Wishing to reach France <10" in page.text
    assert "(assumed) not shown" in page.text
    assert "0.0086" not in page.text


def test_no_share_or_mean_undoes_the_suppression(load_with, facts):
    """300 people, of whom 3 died, 4 have paid a ransom and 8 tried again: no output tells these numbers."""
    def change(content):
        for name in synthetic.TALLIES:
            set_tally(content, name, 9)
        for name, count in {"departures": 300, "entered_main_hub": 250, "left_northward": 200, "arrived": 190,
                            "returned": 80, "dead": 3, "stranded": 12, "settled": 15, "under_way": 0,
                            "held_for_ransom": 30, "ransom_paid": 4, "people_retrying": 8}.items():
            set_tally(content, name, count)
        content["fates"][:] = 0
        for fate, count in {"arrived": 190, "returned": 80, "dead": 3, "stranded": 12, "settled": 15}.items():
            content["fates"][:, 0, 0, synthetic.FATES.index(fate)] = count
        content["exits"][:] = 0
        content["exits"][:, 0, 0, :] = [100, 60, 20, 7, 1, 1, 1]
        content["crossings"][:] = 0
        content["crossings"][:, :, 0] = [120, 60, 14, 6]
    found = load_with(change)
    page, text = Page(report(found, facts)).text.replace("\u00a0", " "), summary(found, facts)
    for words in (page, text):
        assert "13.3 %" not in words
    assert re.search(r"Died on the way \(assumed level, not a finding\) +not shown +not shown +not shown", page)
    assert re.search(r"Settled on the way +not shown +not shown +not shown", page)
    lines = {line.strip().split("  ")[0]: line for line in text.splitlines() if line.strip()}
    ends = text.split("How journeys ended")[1].split("Time by leg")[0]
    assert ends.count("not shown") == 6 and "63.3 %" in ends and "4 %" in ends  # dead, settled, under way
    assert "not shown" in lines["crossed at In Khalil, of those who crossed into Algeria"]
    assert "not shown" in lines["crossed at Tin Zaouatene, of those who crossed into Algeria"]
    assert "30 %" in lines["crossed at Timiaouine, of those who crossed into Algeria"]
    assert "not shown" in text.split("of those held for ransom")[1].splitlines()[0]
    assert "not shown" in text.split("tried a crossing more than once")[1].splitlines()[0]
    for line in text.split("Time by leg")[1].split("Paid by")[0].splitlines()[3:6]:
        assert "not shown" in line, line


def test_every_estimate_lies_in_its_interval(results, facts):
    pattern = re.compile(r"([\d,.]+)(?: %)?(?: [a-zA-Z ]+)? \(([\d,.]+) to ([\d,.]+)(?: %)?\)")
    found = [[float(part.replace(",", "")) for part in parts] for parts in pattern.findall(summary(results, facts))]
    assert len(found) >= 20
    for mean, low, high in found:
        assert low <= mean <= high


def test_one_replicate_gives_no_interval(load_with, facts):
    found = load_with(runs=1)
    page = Page(report(found, facts))
    assert NO_INTERVAL in page.text and NO_INTERVAL in summary(found, facts)
    assert "one simulated world" in page.text


def test_a_world_in_which_nothing_happens_is_reported(load_with, facts):
    def change(content):
        for name in synthetic.AXES:
            content[name][:] = 0
    found = load_with(change)
    page = Page(report(found, facts))
    assert "nothing to count" in page.text and "No findings" in page.text
    assert summary(found, facts)


def test_a_world_without_crossings_is_reported(tmp_path, facts):
    content = synthetic.typical(2)
    del content["labels"]["crossing"]
    found = load(synthetic.write(tmp_path / "inland.h5", content))
    assert "Share crossing at Tal Handak" in report(found, facts)
    assert summary(found, facts)


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_contrast_meets_the_accessibility_guidelines(palette):
    for role in ("ink", "muted"):
        assert contrast(palette[role], palette["paper"]) >= 4.5
    for role in ("south", "hub", "north"):
        assert contrast(palette[role], palette["paper"]) >= 3.0


def test_the_same_results_give_the_same_page(results_path, facts, page_text):
    assert report(load(results_path), facts) == page_text


def test_disagreement_with_a_source_is_named(load_with, facts):
    page = Page(report(load_with(lambda content: set_tally(content, "truck_passengers", 4200)), facts))
    assert "disagrees with its source on: people aboard a truck that leaves Gao northward" in page.text
    assert "✗ does not agree: lower than the source" in page.text


def test_agreements_that_follow_from_assumptions_are_not_counted(page, results, facts):
    rows = [row for row in comparisons.emergent(results, facts) if not row.assumed]
    agree = sum(row.verdict == evidence.AGREES for row in rows)
    text = page.text.replace("\u00a0", " ")
    assert f"Of {len(rows)} quantities, {agree} agree with what a source says" in text
    told, follows = text.split("The model was not told these")[1].split("Follows largely from what was assumed")
    for words in ("Mean toll paid at a state post", "Attempts at the border that were refused", "Paid to passeurs"):
        assert words not in told and words in follows
    assert "Follows largely from what was assumed\n" in summary(results, facts)


def test_the_middle_leg_has_one_name(page, results, facts):
    for text in (page.text, summary(results, facts)):
        assert "Gao and Kidal" in text and "Gao, Kidal" not in text and "towns of the trade" not in text
