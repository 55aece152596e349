import xml.etree.ElementTree as xml

import pytest
from piste_analysis import figure_data, tables
from piste_analysis.figures.chart import nice_ticks
from piste_analysis.figures.corridor_map import NORTH, WHOLE, corridor_map, line_width
from piste_analysis.figures.drawing import text_width
from piste_analysis.figures.label_placement import place_labels
from piste_analysis.plots import drawings, write_plots


def boxes(drawing):
    found = []
    for shape in drawing.shapes:
        if shape.kind == "text":
            x, y = shape.points[0]
            long = text_width(shape.text, shape.size, shape.bold)
            left = x - {"start": 0, "middle": long / 2, "end": long}[shape.anchor]
            found.append((shape.text, left, y - 0.8 * shape.size, left + long, y))
    return found


@pytest.mark.parametrize(("width", "window"), [(360, WHOLE), (556, WHOLE), (364, NORTH)])
def test_names_on_the_map_do_not_overlap(results, width, window):
    drawing = corridor_map(tables.towns(results), tables.flows_by_stretch(results), width, window)
    names = boxes(drawing)
    assert any(name == "Gao" for name, *_ in names)
    for i, (one, left, top, right, bottom) in enumerate(names):
        assert left >= 0 and right <= width and top >= 0 and bottom <= drawing.height, one
        for other, *box in names[i + 1:]:
            assert right <= box[0] or box[2] <= left or bottom <= box[1] or box[3] <= top, (one, other)


def test_texts_stay_on_their_canvas(results):
    parts = [figure_data.fates(results), figure_data.wishes(results), figure_data.money(results),
             *figure_data.series(results), figure_data.loads(results), figure_data.waits(results)]
    for part in parts:
        for drawing in (part.narrow, part.wide):
            for text, left, top, right, bottom in boxes(drawing):
                assert left >= -1 and right <= drawing.width + 1, (part.key, drawing.width, text)
                assert top >= -1 and bottom <= drawing.height + 1, (part.key, text)


def test_width_of_a_line_grows_with_its_people():
    assert line_width(0, 100) < line_width(50, 100) < line_width(100, 100)
    assert line_width(50, 100) - line_width(0, 100) == pytest.approx(line_width(100, 100) - line_width(50, 100))


def test_labels_avoid_a_reserved_corner():
    label = place_labels([("Conakry", (20, 90))], [(20, 90)], [], 12, 200, 120, (0, 60, 90, 120))[0]
    assert label.box[3] <= 60 or label.box[0] >= 90


@pytest.mark.parametrize(("most", "ticks"), [(3400, [0, 1000, 2000, 3000, 4000]), (0, [0, 1]),
                                             (0.7, [0, 0.2, 0.4, 0.6, 0.8])])
def test_ticks_are_round_and_reach_the_top(most, ticks):
    assert nice_ticks(most) == pytest.approx(ticks)


def test_plots_are_written_as_pictures(results, tmp_path):
    written = write_plots(results, tmp_path / "plots", "both")
    assert len(written) == 2 * len(drawings(results))
    for path in written:
        if path.suffix == ".svg":
            root = xml.parse(path).getroot()
            assert root.tag == "{http://www.w3.org/2000/svg}svg"
        else:
            assert path.read_bytes().startswith(b"\x89PNG") and path.stat().st_size > 5000
