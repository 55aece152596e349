"""Writes a small synthetic results file in the form of docs/results.md: fixtures for the tests of the analysis only.

The names of metrics, parties and fates are read from model/outcome_names.cpp, so that a renamed one fails a test here.
"""

from __future__ import annotations

import re
from pathlib import Path

import h5netcdf.legacyapi as netcdf
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
NAMES = (ROOT / "model" / "outcome_names.cpp").read_text(encoding="utf-8")


def entries(array: str) -> list[tuple[str, str]]:
    """(name, unit) of each entry of one of the arrays of model/outcome_names.cpp."""
    block = NAMES.split(f"const {array}{{{{", 1)[1].split("}};", 1)[0]
    return re.findall(r'\{"([^"]+)", "([^"]*)"', block)


PARTIES = [name for name, _ in entries("party_entries")]
FATES = [name for name, _ in entries("fate_entries")]
TALLIES = [name for name, _ in entries("tally_entries")]
SERIES = [name for name, _ in entries("series_entries")]

PLACES = {  # label, kind, latitude, longitude
    "conakry": ("Conakry", "origin", 9.64, -13.58), "banjul": ("Banjul", "origin", 13.45, -16.58),
    "dakar": ("Dakar", "origin", 14.72, -17.47), "abidjan": ("Abidjan", "origin", 5.36, -4.01),
    "nouakchott": ("Nouakchott", "origin", 18.08, -15.98), "bamako": ("Bamako", "origin", 12.64, -8.0),
    "kayes": ("Kayes", "town", 14.45, -11.44), "sikasso": ("Sikasso", "town", 11.32, -5.67),
    "segou": ("Ségou", "town", 13.43, -6.26), "mopti": ("Mopti (Sévaré)", "town", 14.53, -4.09),
    "douentza": ("Douentza", "town", 15.0, -2.95), "bassikounou": ("Bassikounou", "town", 15.87, -5.95),
    "ber": ("Ber", "town", 16.84, -2.53), "gao": ("Gao", "hub", 16.27, -0.05),
    "anefis": ("Anéfis", "town", 18.05, 0.6), "kidal": ("Kidal", "hub", 18.44, 1.41),
    "aguelhok": ("Aguelhok", "town", 19.47, 0.86), "tal_handak": ("Tal Handak", "crossing", 20.55, 1.6),
    "timiaouine": ("Timiaouine", "crossing", 20.44, 1.8), "tin_zaouatene": ("Tin Zaouatene", "crossing", 19.95, 2.97),
    "in_khalil": ("In Khalil", "crossing", 21.2, 1.0), "tamanrasset": ("Tamanrasset", "beyond", 22.79, 5.53),
    "bordj_badji_mokhtar": ("Bordj Badji Mokhtar", "beyond", 21.33, 0.95), "niamey": ("Niamey", "beyond", 13.51, 2.11),
}
LINKS = [  # from, to, leg, people per year
    ("conakry", "bamako", "south", 17000), ("banjul", "kayes", "south", 4500), ("dakar", "kayes", "south", 1700),
    ("kayes", "bamako", "south", 6100), ("abidjan", "sikasso", "south", 1400), ("sikasso", "bamako", "south", 1390),
    ("bamako", "segou", "south", 33000), ("segou", "mopti", "south", 32500), ("mopti", "douentza", "south", 32200),
    ("douentza", "gao", "south", 31800), ("nouakchott", "bassikounou", "south", 900),
    ("bassikounou", "ber", "south", 880), ("ber", "gao", "south", 860), ("gao", "niamey", "hub", 3000),
    ("gao", "anefis", "north", 26000), ("anefis", "kidal", "north", 11000), ("anefis", "aguelhok", "north", 14300),
    ("kidal", "aguelhok", "north", 600), ("aguelhok", "tal_handak", "north", 14700),
    ("kidal", "timiaouine", "north", 5900), ("kidal", "tin_zaouatene", "north", 4500),
    ("anefis", "in_khalil", "north", 500), ("tal_handak", "tamanrasset", "north", 14000),
    ("timiaouine", "tamanrasset", "north", 5800), ("tin_zaouatene", "tamanrasset", "north", 4400),
    ("in_khalil", "bordj_badji_mokhtar", "north", 480),
]
NATIONALITIES = {"guinea": 0.49, "mali": 0.27, "gambia": 0.13, "senegal": 0.05, "ivory_coast": 0.04,
                 "other_africa": 0.02}
WISHES = {"algeria": 0.39, "libya": 0.14, "niger": 0.09, "other_africa": 0.03, "italy": 0.17, "spain": 0.15,
          "france": 0.03}
CROSSINGS = {"tal_handak": 14000, "timiaouine": 5800, "tin_zaouatene": 4400, "in_khalil": 480}
BEYOND = {"bordj_badji_mokhtar": 480, "tamanrasset": 24200, "niamey": 3000}
MONITORING = {"gao-arriving": 2700, "gao-returning": 12}  # who pass in 30 days
LEGS = ["south", "hub", "north"]

TYPICAL = {  # tallies of a plausible year
    "candidates": 280000, "chose_mali": 36000, "chose_niger": 244000, "unable_to_leave": 900, "departures": 35000,
    "entered_main_hub": 32400, "left_northward": 25800, "left_to_niger": 3000, "arrived": 27600, "settled": 900,
    "returned": 5100, "stranded": 700, "dead": 180, "under_way": 520, "tolls_paid": 310000,
    "northern_tolls_paid": 85000, "papers_rented": 2700, "papers_bought": 450, "ransom_paid": 420,
    "ghetto_stays": 26000, "forced_into_ghetto": 21000, "worked_for_fare": 9800, "ran_out_of_money_south": 1500,
    "ran_out_of_money_hub": 9900,
    "ran_out_of_money_north": 1900, "forced_labour": 640, "sexual_violence": 900, "violence": 2100, "robbed": 1800,
    "injured": 260, "killed_by_bandits": 40, "beaten_at_post": 420, "left_at_post": 160, "abandoned": 300,
    "died_in_desert": 140, "held_for_ransom": 1300, "arrests": 3100, "trucks_left": 420, "trucks_left_full": 120,
    "trucks_left_below_60": 90, "truck_passengers": 25800, "truck_wait_minutes": 420 * 1600, "people_retrying": 2300,
    "border_attempts": 29000, "border_refusals": 3600, "border_retries": 2800, "south_trips": 32400,
    "south_minutes": 32400 * 6000, "south_hours_squared": 32400 * 11500, "hub_stays": 31000,
    "hub_minutes": 31000 * 31000, "hub_hours_squared": 31000 * 420000, "north_trips": 24600,
    "north_minutes": 24600 * 9000, "north_hours_squared": 24600 * 28000, "journeys_arrived": 27600,
    "journey_cost_cfa": 27600 * 246000, "journey_minutes": 27600 * 46000,
}
MONEY = {  # (payer, payee, leg): CFA per person who set out
    ("migrant", "bus_firm", "south"): 41000, ("migrant", "police", "south"): 14000, ("migrant", "army", "south"): 5100,
    ("migrant", "customs", "south"): 2100, ("migrant", "gendarmerie", "south"): 6200,
    ("migrant", "gendarmerie", "hub"): 2700, ("migrant", "chairman", "hub"): 9800,
    ("migrant", "residents", "hub"): 14500,
    ("migrant", "passeur", "north"): 71000, ("passeur", "driver", "north"): 42000,
    ("migrant", "armed_group", "north"): 16500, ("migrant", "bandit", "north"): 2300,
    ("family", "hostage_taker", "north"): 6800, ("family", "migrant", "hub"): 15000,
    ("employer", "migrant", "hub"): 21000,
    ("chairman", "local_authorities", "hub"): 1200, ("migrant", "document_network", "south"): 4700,
    ("document_network", "official", "south"): 1100, ("migrant", "home_transport", "hub"): 1500,
}


def configuration(measured_days: int) -> str:
    """The part of a resolved configuration that the analysis reads."""
    return f"""[experiment]
name = "mali-2016"
[scenario]
name = "mali-2016"
[scenario.horizon]
start_date = "2016-01-01"
measured = {{ value = {measured_days}, unit = "days", assumption = "a year" }}
[scenario.monitoring_point.gao-arriving]
label = "Gao, arriving"
begins = {{ value = 130, unit = "days", assumption = "half a year" }}
ends = {{ value = 36500, unit = "days", assumption = "beyond" }}
[scenario.monitoring_point.gao-returning]
label = "Gao, setting out for home"
begins = {{ value = 0, unit = "days", assumption = "all the year" }}
ends = {{ value = 200, unit = "days", assumption = "some months" }}
"""


def typical(runs: int = 20, seed: int = 1, measured_days: int = 366, warm_up: int = 60, run_out: int = 60) -> dict:
    """Arrays of a plausible small ensemble, by variable name, and labels by axis under `labels`."""
    luck = np.random.default_rng(seed)
    days = np.arange(-warm_up, measured_days + run_out)
    noisy = lambda mean, shape=(): luck.poisson(np.broadcast_to(mean, (runs, *shape)))  # noqa: E731
    links = [f"{a}-{b}" for a, b, _, _ in LINKS]
    tallies = np.stack([noisy(TYPICAL.get(name, 100)) for name in TALLIES], axis=1)
    ledger = np.zeros((runs, len(PARTIES), len(PARTIES), 3), dtype=np.int64)
    for (payer, payee, leg), francs in MONEY.items():
        amount = noisy(francs) * tallies[:, TALLIES.index("departures")]
        ledger[:, PARTIES.index(payer), PARTIES.index(payee), LEGS.index(leg)] = amount
    share = lambda table: np.array(list(table.values()))  # noqa: E731
    nations, wishes = share(NATIONALITIES), share(WISHES)
    wave = 1 + 0.15 * np.sin(2 * np.pi * days / 365)
    level = {"in_ghettos": 1900, "under_way": 3600, "in_cells": 60, "waiting_for_vehicle": 110, "trucks_left": 1.15,
             "departures": 96, "entered_main_hub": 89, "left_northward": 71, "kcfa_to_state_posts": 2600,
             "kcfa_to_armed_groups": 1600, "kcfa_to_passeurs": 6800, "kcfa_to_bus_firms": 3900}
    daily = np.stack([noisy(level.get(name, 20) * wave, (len(days),)) for name in SERIES], axis=1)
    months = np.arange(-warm_up, measured_days + run_out - 29, 30)
    flow = np.multiply.outer(np.multiply.outer(share(MONITORING), np.ones(len(months))), nations)
    at_work = np.stack([months >= 130, (months >= 0) & (months < 200)])
    passers = np.random.default_rng(seed + 1).poisson(flow, (runs, *flow.shape))
    wanted = np.multiply.outer(passers.sum(axis=-1), wishes).astype(np.int64)
    fate_means = np.array([27600, 900, 5100, 700, 180, 520]) / 12
    return {
        "labels": {"metric": TALLIES, "series": SERIES, "payer": PARTIES,
                   "payee": PARTIES, "leg": LEGS, "fate": FATES,
                   "nationality": list(NATIONALITIES), "wish": list(WISHES), "beyond": list(BEYOND), "link": links,
                   "crossing": list(CROSSINGS), "place": list(PLACES), "monitoring_point": list(MONITORING)},
        "numbers": {"day": days, "month": months, "cohort": np.arange(12), "load_bin": 10 * np.arange(11),
                    "wait_bin": 12 * np.arange(15)},
        "units": {"metric": [unit for _, unit in entries("tally_entries")],
                  "series": [unit for _, unit in entries("series_entries")]},
        "configuration": configuration(measured_days),
        "tallies": tallies, "ledger": ledger * 2, "cohort_ledger": ledger, "daily": daily.astype(np.int32),
        "fates": noisy(np.multiply.outer(nations, fate_means), (12, len(nations), 6)),
        "entered_by_wish": noisy(32400 * np.multiply.outer(nations, wishes), (len(nations), len(wishes))),
        "exits": noisy(np.multiply.outer(share(BEYOND), np.multiply.outer(nations, wishes)),
                       (len(BEYOND), len(nations), len(wishes))),
        "crossings": noisy(np.multiply.outer(share(CROSSINGS), nations), (len(CROSSINGS), len(nations))),
        "passages": noisy(np.multiply.outer([flow for *_, flow in LINKS], nations) / 12,
                          (12, len(links), len(nations))),
        "passers": passers, "monitored": passers * 3 // 4 * at_work[:, :, None], "passers_by_wish": wanted,
        "monitored_by_wish": wanted * 3 // 4 * at_work[:, :, None],
        "truck_loads": noisy([0, 1, 3, 8, 25, 50, 80, 95, 70, 50, 35], (11,)),
        "truck_waits": noisy([120, 110, 80, 45, 25, 15, 9, 6, 4, 2, 1, 1, 0, 0, 2], (15,)),
    }


AXES = {"tallies": ("metric",), "ledger": ("payer", "payee", "leg"), "cohort_ledger": ("payer", "payee", "leg"),
        "daily": ("series", "day"), "fates": ("cohort", "nationality", "fate"),
        "entered_by_wish": ("nationality", "wish"), "exits": ("beyond", "nationality", "wish"),
        "crossings": ("crossing", "nationality"), "passages": ("cohort", "link", "nationality"),
        "passers": ("monitoring_point", "month", "nationality"), "monitored": ("monitoring_point", "month", "nationality"),
        "passers_by_wish": ("monitoring_point", "month", "wish"), "monitored_by_wish": ("monitoring_point", "month", "wish"),
        "truck_loads": ("load_bin",), "truck_waits": ("wait_bin",)}


def write(path: Path, content: dict, attributes: dict | None = None, run_table: dict | None = None) -> Path:
    """Write arrays as `typical` gives them. `attributes` and `run_table` replace those of a plain file; None leaves
    an attribute out."""
    runs = content["tallies"].shape[0]
    with netcdf.Dataset(path, "w") as file:
        found = {"title": "The Malian corridor in 2016", "format_version": np.int64(2), "model_version": np.int64(2),
                 "outcome_schema_version": np.int64(2), "piste_version": "0.1.0", "seed": "1"} | (attributes or {})
        for key, value in found.items():
            if value is not None:
                file.setncattr(key, value)
        for axis, numbers in {"run": np.arange(runs), **content["numbers"]}.items():
            file.createDimension(axis, len(numbers))
            file.createVariable(axis, "i4", (axis,))[:] = numbers
        table = {"run_status": 0, "run_scenario": 0, "run_point": 0, "run_replicate": np.arange(runs)}
        for name, values in (table | (run_table or {})).items():
            file.createVariable(name, "i4", ("run",))[:] = np.broadcast_to(values, (runs,))
        for axis, labels in content["labels"].items():
            file.createDimension(axis, len(labels))
            _write_text(file, axis, axis, labels)
        for axis, units in content["units"].items():
            _write_text(file, f"{axis}_units", axis, units)
        if "point" in content["labels"]:
            hashes = ["0" * 16 if name == "own" else f"{i:016x}" for i, name in enumerate(content["labels"]["point"])]
            _write_text(file, "point_hash", "point", hashes)
        _write_scenario(file, content["configuration"])
        present = {"run", *content["labels"], *content["numbers"]}
        for name, axes in AXES.items():
            if not present.issuperset(axes):
                continue  # a table without rows leaves out every variable over it
            variable = file.createVariable(name, "i4" if name == "daily" else "i8", ("run", *axes))
            variable[...] = content[name]
    return path


def _write_scenario(file, text: str) -> None:
    _write_text(file, "place_label", "place", [label for label, *_ in PLACES.values()])
    _write_text(file, "place_kind", "place", [kind for _, kind, *_ in PLACES.values()])
    country = {"niamey": "Niger", "tamanrasset": "Algeria", "bordj_badji_mokhtar": "Algeria"}
    _write_text(file, "place_country", "place", [country.get(name, "elsewhere") for name in PLACES])
    for position, what in ((2, "latitude"), (3, "longitude")):
        file.createVariable(f"place_{what}", "f8", ("place",))[:] = [row[position] for row in PLACES.values()]
    names = list(PLACES)
    for position, what in ((0, "from"), (1, "to")):
        file.createVariable(f"link_{what}", "i4", ("link",))[:] = [names.index(link[position]) for link in LINKS]
    _write_text(file, "link_leg", "link", [leg for _, _, leg, _ in LINKS])
    for axis, table in (("nationality", NATIONALITIES), ("wish", WISHES), ("crossing", CROSSINGS)):
        if axis not in file.dimensions:
            continue
        _write_text(file, f"{axis}_label", axis, [name.replace("_", " ").title() for name in table])
    characters = np.frombuffer(text.encode(), dtype="S1")
    file.createDimension("configuration_length", len(characters))
    file.createVariable("configuration", "S1", ("configuration_length",))[:] = characters


def _write_text(file, name: str, axis: str, labels: list[str]) -> None:
    length = max(1, max(len(label.encode()) for label in labels))
    dimension = f"text_{length}"
    if dimension not in file.dimensions:
        file.createDimension(dimension, length)
    rows = np.array([label.encode() for label in labels], dtype=f"S{length}")
    variable = file.createVariable(name, "S1", (axis, dimension))
    variable[...] = rows.view("S1").reshape(len(labels), length)
    variable.setncattr("_Encoding", "utf-8")


LEVERS = ("base", "p12-origin-jobs", "p05-algerian-tightening:1+p12-origin-jobs")
LEVER_TEXT = """
[intervention.{name}]
name = "{name}"
lever = "{lever}"
title = "{title}"
assumed = "What is put in."
follows = "What is found."
predicted = "What sources expect."
side_effect = "What sources warn of."
intensity = 0.5
"""


def trials(points: int = 4, replicates: int = 3, levers: tuple[str, ...] = LEVERS, change=None, table_of_points: str = "",
           names: tuple[str, ...] = ()) -> tuple[dict, dict]:
    """Arrays and the run table of a file with interventions: every one of them the base, to the last number, until
    `change(tallies, lever, point, replicate)` alters the tallies of a run, which it gets by name. `table_of_points` is what
    the configuration says of the points, which bear `names`."""
    whole = typical(runs=points * replicates)
    table = {"run_intervention": np.tile(np.arange(len(levers)), points * replicates),
             "run_point": np.tile(np.repeat(np.arange(points), len(levers)), replicates),
             "run_replicate": np.repeat(np.arange(replicates), points * len(levers))}
    for name in AXES:
        whole[name] = np.repeat(whole[name], len(levers), axis=0)
    for row, (lever, point, replicate) in enumerate(zip(*table.values())):
        if change and levers[lever] != "base":
            named = dict(zip(TALLIES, whole["tallies"][row]))
            change(named, levers[lever], point, replicate)
            whole["tallies"][row] = [named[name] for name in TALLIES]
    whole["labels"] = whole["labels"] | {"intervention": list(levers), "scenario": ["mali-2016"],
                                         "point": list(names) or ["own", *(f"1-{i}" for i in range(1, points))][:points]}
    whole["configuration"] = _lever_configuration(levers) + table_of_points + whole["configuration"].replace('[experiment]\nname = "mali-2016"\n', "")
    return whole, table


def _lever_configuration(levers: tuple[str, ...]) -> str:
    uses = []
    for lever in levers:
        members = [] if lever == "base" else [part.partition(":") for part in lever.split("+")]
        listed = ", ".join(f'{{ use = "{name}", intensity = {intensity or 0.5} }}' for name, _, intensity in members)
        uses.append(f"[{listed}]" if members else '"base"')
    text = f'[experiment]\nname = "levers"\ninterventions = [{", ".join(uses)}]\n'
    for name, lever, title in (("p12-origin-jobs", "P12", "Jobs at home"), ("p05-algerian-tightening", "P5", "Stricter control")):
        text += LEVER_TEXT.format(name=name, lever=lever, title=title)
    return text
