// What describes a results file: its attributes, its dimensions, and enough about places and roads to draw a map.
#include "runners/results/checksum.hpp"
#include "runners/results/results_file.hpp"

#include "model/scenario_fields.hpp"

#include <algorithm>
#include <charconv>
#include <functional>

namespace piste {

using hdf5::DatasetShape;
using hdf5::ElementType;

namespace {

constexpr char const* name_length = "name_length";
constexpr char const* text_length = "text_length";

std::vector<std::int32_t> integers_from(std::vector<std::string> const& labels)
{
    std::vector<std::int32_t> values;
    for (auto const& label : labels) {
        std::int32_t value = 0;
        std::from_chars(label.data(), label.data() + label.size(), value);
        values.push_back(value);
    }
    return values;
}

std::int32_t integer_of(std::size_t position) { return narrow<std::int32_t>(static_cast<std::int64_t>(position)); }

template <class Enumeration>
std::string word_of(Enumeration value)
{
    return std::string(EnumWords<Enumeration>::words.at(static_cast<std::size_t>(value)));
}

// Axes whose labels the model gives, and axes whose labels are the names of a table of the scenario.
std::string_view meaning_of(Axis axis)
{
    switch (axis) {
    case Axis::metric: return "scalar metric of a run";
    case Axis::series: return "daily series";
    case Axis::payer: return "who pays";
    case Axis::payee: return "who is paid";
    case Axis::leg: return "part of the corridor";
    case Axis::fate: return "how a journey ends or stands";
    case Axis::means: return "how well off a traveller looks to a post";
    default: return "name, as in the configuration";
    }
}

// Texts of fixed dimensions share two lengths: names, and everything longer. They are the longest that this file holds.
struct Lengths {
    std::size_t name = 1;
    std::size_t text = 1;
};

class Coordinates {
public:
    Coordinates(NetcdfFile& file, ExperimentRecord const& record, Scenario const& scenario, ResultLayout const& layout)
        : file_(file), record_(record), scenario_(scenario), layout_(layout)
    {
    }

    void write()
    {
        write_lengths();
        write_plan();
        write_axes();
        write_entries("metric", tally_entries);
        write_entries("series", series_entries);
        write_entries("payer", party_entries);
        write_entries("payee", party_entries);
        write_entries("fate", fate_entries);
        write_places();
        write_links();
        write_groups();
        DatasetShape characters;
        characters.type = ElementType::character;
        file_.add_variable("configuration", {"configuration_length"}, characters,
                           {"", "resolved configuration, TOML, from which every run can be repeated"})
            .write(record_.configuration.data());
    }

private:
    void write_lengths()
    {
        Lengths lengths;
        auto const name = [&](std::string_view text) { lengths.name = std::max(lengths.name, text.size()); };
        auto const text = [&](std::string_view value) { lengths.text = std::max(lengths.text, value.size()); };
        for (auto const& labels : layout_.labels) {
            std::ranges::for_each(labels, name);
        }
        std::ranges::for_each(layout_.section_names, name);
        for (auto const* entries : {&record_.scenarios, &record_.interventions, &record_.points}) {
            std::ranges::for_each(*entries, name, &NamedHash::name);
        }
        for (auto const& place : scenario_.places) {
            name(place.name);
            text(place.label);
            text(place.country);
        }
        for (auto const& holder : scenario_.holders) {
            name(holder.name);
            text(holder.label);
        }
        for (auto const& row : record_.intervention_texts) {
            std::ranges::for_each(row.all(), text);
        }
        measure_labels(text);
        measure_entries(tally_entries, text);
        measure_entries(series_entries, text);
        measure_entries(party_entries, text);
        measure_entries(fate_entries, text);
        lengths.name = std::max<std::size_t>(lengths.name, 16);
        file_.add_dimension(name_length, lengths.name);
        file_.add_dimension(text_length, lengths.text);
        file_.add_dimension("digest_length", 32);
        file_.add_dimension("section_digest_length", 16);
        file_.add_dimension("configuration_length", std::max<std::size_t>(record_.configuration.size(), 1));
    }

    template <class Entries, class Measure>
    static void measure_entries(Entries const& entries, Measure const& measure)
    {
        for (auto const& entry : entries) {
            measure(entry.unit);
            measure(entry.meaning);
        }
    }

    template <class Measure>
    void measure_labels(Measure const& measure) const
    {
        auto const each = [&](auto const& rows) {
            for (auto const& row : rows) {
                measure(row.label);
            }
        };
        each(scenario_.links);
        each(scenario_.post_groups);
        each(scenario_.nationalities);
        each(scenario_.wishes);
        each(scenario_.crossings);
        each(scenario_.passeur_groups);
        each(scenario_.ghetto_groups);
    }

    void write_plan()
    {
        std::vector<std::int32_t> runs(static_cast<std::size_t>(record_.run_count()));
        for (std::size_t i = 0; i < runs.size(); ++i) {
            runs[i] = integer_of(i);
        }
        file_.add_coordinate("run", runs, {"", "number of the run"});
        write_names("scenario", record_.scenarios, "scenario");
        write_names("intervention", record_.interventions, "interventions together, or base: the scenario as it stands");
        write_interventions();
        write_names("point", record_.points, "parameter point");
        file_.add_label_coordinate("section", layout_.section_names, name_length,
                                   {"", "section of an outcome that has a digest of its own"});
    }

    void write_interventions()
    {
        auto const& rows = record_.intervention_texts;
        texts("intervention", "title", rows, &InterventionText::title, "name for people");
        texts("intervention", "lever", rows, &InterventionText::lever, "lever of policy, by its number in docs/mechanisms.md");
        texts("intervention", "predicted", rows, &InterventionText::predicted, "effect that the sources expect");
        texts("intervention", "side_effect", rows, &InterventionText::side_effect, "side effect that the sources warn of");
        texts("intervention", "assumed", rows, &InterventionText::assumed, "direct effect that is put in: not a finding");
        texts("intervention", "follows", rows, &InterventionText::follows, "what the model must find");
        texts("intervention", "onset", rows, &InterventionText::onset, "first day on which it holds; empty: day 0");
        texts("intervention", "end", rows, &InterventionText::end, "day from which it holds no more; empty: the end of the run");
        texts("intervention", "intensity", rows, &InterventionText::intensity, "0: nothing; 1: as its effects stand");
        texts("intervention", "changes", rows, &InterventionText::changes, "effects on parameters of the scenario");
    }

    void write_names(std::string const& dimension, std::vector<NamedHash> const& entries, std::string_view meaning)
    {
        std::vector<std::string> names;
        std::vector<std::string> hashes;
        for (auto const& entry : entries) {
            names.push_back(entry.name);
            hashes.push_back(hexadecimal(entry.hash));
        }
        file_.add_label_coordinate(dimension, names, name_length, {"", meaning});
        file_.add_texts(dimension + "_hash", {dimension, "section_digest_length"}, hashes, {"", "hash of its values"});
    }

    void write_axes()
    {
        auto const days_since = "days since " + scenario_.horizon.start_date + " 00:00:00";
        for (std::size_t i = 0; i < layout_.labels.size(); ++i) {
            auto const axis = static_cast<Axis>(i);
            auto const name = std::string(axis_name(axis));
            auto const& labels = layout_.labels.at(i);
            if (labels.empty()) {
                continue;
            }
            switch (axis) {
            case Axis::day: file_.add_coordinate(name, integers_from(labels), {days_since, "calendar day, UTC"}); break;
            case Axis::cohort:
                file_.add_coordinate(name, integers_from(labels), {"", "month of departure in the measured period, from 0"});
                write_cohort_days();
                break;
            case Axis::load_bin:
                file_.add_coordinate(name, integers_from(labels), {"persons", "least load; the last bin has no upper end"});
                break;
            case Axis::wait_bin:
                file_.add_coordinate(name, integers_from(labels), {"hour", "least wait; the last bin has no upper end"});
                break;
            case Axis::month:
                file_.add_coordinate(name, integers_from(labels), {days_since, "first day of 30, from the first of the warm-up"});
                break;
            default: file_.add_label_coordinate(name, labels, name_length, {"", meaning_of(axis)}); break;
            }
        }
    }

    void write_cohort_days()
    {
        std::vector<std::int32_t> days(layout_.labels_of(Axis::cohort).size(), -1);
        for (Day day = 0; day < scenario_.horizon.measured_days; ++day) {
            auto& first = days.at(static_cast<std::size_t>(cohort_of_day(scenario_.horizon, day)));
            first = first < 0 ? day : first;
        }
        file_.add_integers("cohort_first_day", "cohort", days, {"", "first day of the cohort's departures, since day 0"});
    }

    template <class Entries>
    void write_entries(std::string const& dimension, Entries const& entries)
    {
        std::vector<std::string> units;
        std::vector<std::string> meanings;
        for (auto const& entry : entries) {
            units.emplace_back(entry.unit);
            meanings.emplace_back(entry.meaning);
        }
        if (std::ranges::any_of(units, [](auto const& unit) { return !unit.empty(); })) {
            file_.add_texts(dimension + "_units", {dimension, text_length}, units, {"", "unit"});
        }
        file_.add_texts(dimension + "_meaning", {dimension, text_length}, meanings, {"", "meaning"});
    }

    // One text, index or number for each row of a table of the scenario; nothing where the table is empty.
    template <class Row, class Function>
    void texts(std::string const& dimension, std::string const& what, std::vector<Row> const& rows, Function function,
               std::string_view meaning)
    {
        std::vector<std::string> values;
        std::ranges::transform(rows, std::back_inserter(values), function);
        if (!rows.empty()) {
            file_.add_texts(dimension + "_" + what, {dimension, text_length}, values, {"", meaning});
        }
    }

    template <class Row, class Function>
    void integers(std::string const& dimension, std::string const& what, std::vector<Row> const& rows,
                  Function function, VariableText const& text)
    {
        std::vector<std::int32_t> values;
        std::ranges::transform(rows, std::back_inserter(values),
                               [&](Row const& row) { return index_or_number(std::invoke(function, row)); });
        if (!rows.empty()) {
            file_.add_integers(dimension + "_" + what, dimension, values, text);
        }
    }

    static std::int32_t index_or_number(std::int32_t number) { return number; }
    template <class Table>
    static std::int32_t index_or_number(Index<Table> index)
    {
        return index.is_none() ? -1 : integer_of(index.value());
    }

    template <class Row, class Function>
    void reals(std::string const& dimension, std::string const& what, std::vector<Row> const& rows, Function function,
               VariableText const& text)
    {
        std::vector<double> values;
        std::ranges::transform(rows, std::back_inserter(values), function);
        if (!rows.empty()) {
            file_.add_reals(dimension + "_" + what, dimension, values, text);
        }
    }

    template <class Row>
    void table_dimension(std::string const& dimension, std::vector<Row> const& rows)
    {
        std::vector<std::string> names;
        std::ranges::transform(rows, std::back_inserter(names), &Row::name);
        if (!rows.empty()) {
            file_.add_label_coordinate(dimension, names, name_length, {"", "name, as in the configuration"});
        }
    }

    void write_places()
    {
        auto const& places = scenario_.places;
        table_dimension("place", places);
        texts("place", "label", places, &Place::label, "name for people");
        texts("place", "kind", places, [](auto const& place) { return word_of(place.kind); }, "kind of place");
        texts("place", "country", places, &Place::country, "country");
        reals("place", "latitude", places, &Place::latitude_degrees, {"degrees_north", "latitude, for maps"});
        reals("place", "longitude", places, &Place::longitude_degrees, {"degrees_east", "longitude, for maps"});
        auto const& holders = scenario_.holders;
        table_dimension("holder", holders);
        texts("holder", "label", holders, &Holder::label, "name for people");
        texts("holder", "kind", holders, [](auto const& holder) { return word_of(holder.kind); }, "state or armed group");
        std::vector<Place> beyond;
        std::vector<std::int32_t> indices;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (places[i].kind == PlaceKind::beyond) {
                indices.push_back(integer_of(i));
            }
        }
        if (!indices.empty()) {
            file_.add_integers("beyond_place", "beyond", indices, {"", "index along the dimension place"});
        }
    }

    void write_links()
    {
        auto const& links = scenario_.links;
        texts("link", "label", links, &Link::label, "name for people");
        integers("link", "from", links, &Link::from, {"", "where it begins: index along the dimension place"});
        integers("link", "to", links, &Link::to, {"", "where it ends: index along the dimension place"});
        texts("link", "leg", links, [](auto const& link) { return word_of(link.leg); }, "part of the corridor");
        texts("link", "mode", links, [](auto const& link) { return word_of(link.mode); }, "bus or truck");
        integers("link", "holder", links, &Link::holder, {"", "who holds it: index along the dimension holder"});
        integers("link", "distance", links, &Link::distance_km, {"km", "length of the road"});
        integers("link", "travel_time", links, &Link::travel_minutes, {"minute", "without stops at posts"});
    }

    void write_groups()
    {
        auto const& posts = scenario_.post_groups;
        texts("post_group", "label", posts, &PostGroup::label, "name for people");
        integers("post_group", "link", posts, &PostGroup::link, {"", "stretch: index along the dimension link"});
        integers("post_group", "holder", posts, &PostGroup::holder, {"", "index along the dimension holder"});
        texts("post_group", "force", posts, [](auto const& group) { return word_of(group.force); }, "who mans the posts");
        integers("post_group", "posts", posts, &PostGroup::posts, {"posts", "how many; they have no positions"});
        texts("nationality", "label", scenario_.nationalities, &Nationality::label, "name for people");
        texts("wish", "label", scenario_.wishes, &Wish::label, "name for people");
        texts("crossing", "label", scenario_.crossings, &Crossing::label, "name for people");
        integers("crossing", "place", scenario_.crossings, &Crossing::place, {"", "index along the dimension place"});
        auto const& passeurs = scenario_.passeur_groups;
        texts("passeur_group", "label", passeurs, &PasseurGroup::label, "name for people");
        integers("passeur_group", "hub", passeurs, &PasseurGroup::hub, {"", "index along the dimension place"});
        integers("passeur_group", "nationality", passeurs, &PasseurGroup::nationality,
                 {"", "whom they serve: index along the dimension nationality"});
        auto const& ghettos = scenario_.ghetto_groups;
        texts("ghetto_group", "label", ghettos, &GhettoGroup::label, "name for people");
        integers("ghetto_group", "hub", ghettos, &GhettoGroup::hub, {"", "index along the dimension place"});
        integers("ghetto_group", "nationality", ghettos, &GhettoGroup::nationality,
                 {"", "whom they take in: index along the dimension nationality"});
    }

    NetcdfFile& file_;
    ExperimentRecord const& record_;
    Scenario const& scenario_;
    ResultLayout const& layout_;
};

}  // namespace

void write_file_attributes(hdf5::File& file, ExperimentRecord const& record, ResultLayout const& layout)
{
    file.set_text("Conventions", "CF-1.8");
    file.set_text("title", record.title);
    file.set_text("format", results_format_name);
    file.set_integer("format_version", results_format_version, ElementType::int64);
    file.set_integer("model_version", model_version, ElementType::int64);
    file.set_integer("outcome_schema_version", outcome_schema_version, ElementType::int64);
    file.set_text("piste_version", record.piste_version);
    file.set_text("compiler", record.compiler);
    file.set_text("compiler_flags", record.compiler_flags);
    file.set_text("plan_hash", record.plan_hash);
    file.set_text("model_hash", record.model_hash);
    file.set_text("text_hash", record.text_hash);
    file.set_text("layout_hash", hexadecimal(layout.fingerprint));
    file.set_text("seed", std::to_string(record.seed));
    file.set_text("randomness", record.randomness);
    file.set_integer("replicates", record.replicates, ElementType::int64);
    file.set_integer("compressed", record.compress ? 1 : 0, ElementType::int32);
}

void write_coordinates(NetcdfFile& file, ExperimentRecord const& record, Scenario const& scenario,
                       ResultLayout const& layout)
{
    Coordinates(file, record, scenario, layout).write();
}

}  // namespace piste
