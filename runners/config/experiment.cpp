#include "runners/config/experiment.hpp"

#include "model/outcome.hpp"
#include "runners/config/epochs.hpp"
#include "runners/config/key_reader.hpp"
#include "runners/config/suggestion.hpp"
#include "runners/config/text_hash.hpp"
#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace piste {
namespace {

constexpr std::int64_t most_replicates = 1'000'000'000;
constexpr std::size_t most_checked_in_full = 2000;   // overlays x points
constexpr std::size_t most_problems = 50;
constexpr std::array<std::string_view, 2> randomness_words{"common", "independent"};

Node integer_node(std::int64_t value, Location const& where)
{
    Node node;
    node.kind = NodeKind::integer;
    node.integer = value;
    node.where = where;
    return node;
}

void put_default(Node& table, std::string const& key, Node value)
{
    if (table.find(key) == nullptr) {
        auto const where = value.where;
        table.put(key, where, std::move(value));
    }
}

// Whether one results file can hold both: the same names along all axes.
bool have_same_results(Scenario const& one, Scenario const& other)
{
    for (std::size_t v = 0; v < variable_count; ++v) {
        for (auto const axis : variable_infos.at(v).axes) {
            if (axis_labels(one, axis) != axis_labels(other, axis)) {
                return false;
            }
        }
    }
    return one.horizon.start_date == other.horizon.start_date;
}

struct Parts {
    Node experiment;  // a table with one entry, "experiment": its keys without the scenarios
    std::vector<Node> scenarios;
    std::optional<Node> interventions;  // held by a resolved configuration, by name
};

// The keys of an experiment: all of the file, or its table [experiment] (the resolved form), beside which only what it refers to stands.
Node own_keys(Node const& document, std::vector<Problem>& problems)
{
    auto const* const inner = document.find("experiment");
    auto table = inner != nullptr && inner->is(NodeKind::table) ? *inner : document;
    constexpr std::array<std::string_view, 3> beside{"scenario", "scenarios", "intervention"};
    for (auto const key : beside) {
        table.erase(key);
    }
    if (inner != nullptr) {
        for (auto const& entry : document.entries) {
            if (entry.key != "experiment" && std::find(beside.begin(), beside.end(), entry.key) == beside.end()) {
                problems.push_back(problem_at(entry.where, entry.key + " must stand in the table [experiment]"));
            }
        }
    }
    return table;
}

Parts parts_of(Node document, std::vector<Problem>& problems)
{
    Parts parts;
    Node table;
    table.where = document.where;
    if (is_experiment(document)) {
        try {
            parts.scenarios = scenario_documents(document);
        } catch (ConfigurationError const& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
        table = own_keys(document, problems);
        if (auto const* const interventions = document.find("intervention")) {
            parts.interventions = *interventions;
        }
    } else {
        table.put("replicates", table.where, integer_node(1, table.where));
        table.put("seed", table.where, integer_node(1, table.where));
        if (auto const* const name = document.find("name")) {
            table.put("name", name->where, *name);
        }
        parts.scenarios.push_back(std::move(document));
    }
    auto const* const title = parts.scenarios.empty() ? nullptr : parts.scenarios.front().find("title");
    put_default(table, "title", title != nullptr ? *title : text_node("untitled", table.where));
    put_default(table, "randomness", text_node(std::string(randomness_words[0]), table.where));
    auto const where = table.where;
    parts.experiment.where = where;
    parts.experiment.put("experiment", where, std::move(table));
    return parts;
}

void apply_options(Node& table, ExperimentOptions const& options, std::vector<Problem>& problems)
{
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    auto const put = [&](std::string const& key, std::optional<std::uint64_t> const& value) {
        Location const where{std::make_shared<std::string const>("--" + key), 0, 0};
        if (value && *value > largest) {
            problems.push_back(problem_at(where, std::to_string(*value) + " is out of range: 2^63 - 1 is the largest"));
        } else if (value) {
            table.put(key, where, integer_node(static_cast<std::int64_t>(*value), where));
        }
    };
    put("replicates", options.replicates);
    put("seed", options.seed);
}

bool is_independent(KeyReader& keys)
{
    auto const* const node = keys.take("randomness");
    if (node == nullptr) {
        return false;
    }
    std::vector<std::string> const words(randomness_words.begin(), randomness_words.end());
    if (!node->is(NodeKind::text) || std::find(words.begin(), words.end(), node->text) == words.end()) {
        keys.note(node->where, "randomness must be one of " + listed(words) + did_you_mean(node->text, words));
    }
    return node->text == randomness_words[1];
}

std::filesystem::path file_of(Node const& node)
{
    return node.where.file ? std::filesystem::path(*node.where.file) : std::filesystem::path();
}

void read_overlays(Node const* list, Parts const& parts, ExperimentOptions const& options, KeyReader& keys, Experiment& experiment,
                   std::vector<Problem>& problems)
{
    OverlayReader reader(parts.interventions ? &*parts.interventions : nullptr, file_of(parts.experiment), problems);
    if (list != nullptr && list->is(NodeKind::list) && !list->items.empty()) {
        for (auto const& item : list->items) {
            reader.add(item);
        }
    } else if (list != nullptr) {
        keys.note(list->where, "interventions must be a list of names of interventions, such as [\"base\", \"p10-remove-roadblocks\"]");
    } else {
        reader.add(text_node("base", keys.table().where));
    }
    for (std::size_t i = 0; i < options.interventions.size(); ++i) {
        Location const where{std::make_shared<std::string const>("--intervention #" + std::to_string(i + 1)), 0, 0};
        reader.add(text_node(options.interventions[i], where));
    }
    if (!options.versus.empty()) {
        reader.add_versus(text_node(options.versus, {std::make_shared<std::string const>("--versus"), 0, 0}));
    }
    reader.finish();
    experiment.versus = reader.versus;
    experiment.interventions = std::move(reader.interventions);
    experiment.overlays = std::move(reader.overlays);
}

PointTable read_points(Node const* node, std::vector<Problem>& problems)
{
    if (node == nullptr) {
        return own_point();
    }
    if (node->is(NodeKind::table)) {
        return points_in(*node, problems);
    }
    if (!node->is(NodeKind::text)) {
        problems.push_back(problem_at(node->where, "[experiment] points must be the path of a CSV file, in quotes"));
        return own_point();
    }
    try {
        return points_in(read_points_file(file_of(*node).parent_path() / node->text), problems);
    } catch (ConfigurationError const& error) {
        problems.push_back(problem_at(node->where, "[experiment] points = \"" + node->text + "\": " + error.problems().front().text));
        return own_point();
    }
}

void read_keys(Parts const& parts, ExperimentOptions const& options, Experiment& experiment, std::vector<Problem>& problems)
{
    KeyReader keys(*parts.experiment.find("experiment"), "[experiment]", problems);
    experiment.name = keys.text("name");
    experiment.title = keys.text("title");
    auto const replicates = keys.integer("replicates", 1, most_replicates);
    auto const seed = keys.integer("seed", 0, std::numeric_limits<std::int64_t>::max());
    experiment.independent = is_independent(keys);
    read_overlays(keys.look("interventions"), parts, options, keys, experiment, problems);
    experiment.points = read_points(keys.look("points"), problems);
    keys.finish();
    experiment.replicates = replicates < 1 || replicates > most_replicates ? 1 : narrow<std::uint32_t>(replicates);
    experiment.seed = static_cast<std::uint64_t>(std::max<std::int64_t>(seed, 0));
}

void read_scenarios(Parts& parts, std::vector<Setting> const& settings, bool strict, Experiment& experiment,
                    std::vector<Problem>& problems)
{
    for (auto& document : parts.scenarios) {
        try {
            auto read = read_scenario_document(std::move(document), settings, strict);
            problems.insert(problems.end(), read.warnings.begin(), read.warnings.end());
            experiment.scenarios.push_back(std::move(read));
        } catch (ConfigurationError const& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    auto const by_name = [](ReadScenario const& a, ReadScenario const& b) { return a.scenario.name < b.scenario.name; };
    std::stable_sort(experiment.scenarios.begin(), experiment.scenarios.end(), by_name);
    for (std::size_t i = 1; i < experiment.scenarios.size(); ++i) {
        auto const& first = experiment.scenarios.front().scenario;
        auto const& other = experiment.scenarios[i].scenario;
        auto const note = [&](std::string const& text) {
            problems.push_back(problem_at(parts.experiment.where, "[experiment] scenarios: " + text));
        };
        if (other.name == experiment.scenarios[i - 1].scenario.name) {
            note("two are named '" + other.name + "'; rename one");
        } else if (!have_same_results(first, other)) {
            note(first.name + " and " + other.name +
                 " have other tables (places, links, posts ...) or another horizon, so that one file cannot hold both; make an experiment of each");
        }
    }
}

// Finds targets and checks values in all conditions; where these are very many, each point and each overlay alone in full.
void prepare(Experiment& experiment, std::vector<Problem>& problems)
{
    for (auto const& read : experiment.scenarios) {
        auto const& parameters = read.resolved.parameters;
        PreparedScenario prepared;
        prepared.targets = point_targets(experiment.points, parameters, experiment.interventions, problems);
        for (std::size_t point = 0; point < experiment.points.points.size(); ++point) {
            prepared.points.push_back(assignments_of(experiment.points, point, prepared.targets, parameters, problems));
        }
        for (auto const& overlay : experiment.overlays) {
            prepared.overlays.push_back(uses_in_force(read.scenario, overlay.uses, experiment.interventions, parameters, problems));
        }
        experiment.prepared.push_back(std::move(prepared));
    }
    sort_by_place(problems);
    auto const same = [](Problem const& a, Problem const& b) { return to_text(a) == to_text(b); };
    problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());   // the same of each overlay or scenario
}

void check_conditions(Experiment const& experiment, std::vector<Problem>& problems)
{
    for (std::size_t s = 0; s < experiment.scenarios.size(); ++s) {
        auto const& prepared = experiment.prepared[s];
        bool const all = prepared.points.size() * prepared.overlays.size() <= most_checked_in_full;
        for (std::size_t p = 0; p < prepared.points.size(); ++p) {
            for (std::size_t o = 0; o < prepared.overlays.size() && problems.size() < most_problems; ++o) {
                if (all || p == 0 || o == 0) {
                    auto effects = prepared.overlays[o];
                    give_intensities(experiment.points, p, prepared.targets, effects);
                    check_epochs(Conditions{experiment.scenarios[s], prepared.points[p], effects}, problems);
                }
            }
        }
    }
}

std::string values_of(Experiment const& experiment)
{
    std::string text;
    for (auto const& read : experiment.scenarios) {
        text += "scenario " + read.scenario.name + " " + read.resolved.model_hash + "\n";
    }
    for (auto const& overlay : experiment.overlays) {
        text += "overlay\n" + overlay.values;
    }
    for (auto const& point : experiment.points.points) {
        text += "point\n" + point.values;
    }
    return text;
}

void write_resolved(Experiment& experiment)
{
    auto const& first = experiment.scenarios.front();
    auto const randomness = std::string(randomness_words[experiment.independent ? 1 : 0]);
    auto const seed = toml_integer(static_cast<std::int64_t>(experiment.seed));
    experiment.text = std::string("[experiment]\n") + toml_of(experiment.overlays, experiment.interventions) +
                      "name = " + toml_string(experiment.name) + "\nrandomness = " + toml_string(randomness) +
                      "\nreplicates = " + toml_integer(experiment.replicates) + "\nseed = " + seed +
                      "\ntitle = " + toml_string(experiment.title) + "\n" + toml_of(experiment.points);
    for (auto const& intervention : experiment.interventions) {
        experiment.text.append("\n").append(toml_of(intervention));
    }
    bool const one = experiment.scenarios.size() == 1;
    for (auto const& read : experiment.scenarios) {
        experiment.text.append("\n").append(scenario_toml(read.scenario, read.resolved.parameters, read.resolved.tables, read.events,
                                                          one ? "scenario" : "scenarios." + read.scenario.name));
    }
    bool const plain = one && experiment.overlays.size() == 1 && experiment.overlays.front().uses.empty() && experiment.points.columns.empty();
    experiment.text_hash = text_hash(experiment.text);
    experiment.model_hash = plain ? first.resolved.model_hash : text_hash(values_of(experiment));
    experiment.plan_hash =
        text_hash("model_hash = " + experiment.model_hash + "\nseed = " + seed + "\nrandomness = " + randomness +
                  "\nmodel_version = " + toml_integer(model_version) +
                  "\noutcome_schema_version = " + toml_integer(outcome_schema_version) + "\n");
}

Experiment experiment_of(Node document, ExperimentOptions const& options)
{
    std::vector<Problem> problems;
    auto parts = parts_of(std::move(document), problems);
    std::vector<Setting> own;
    std::vector<Setting> for_scenario;
    for (auto const& setting : numbered(options.settings)) {
        (setting.text.starts_with("experiment.") ? own : for_scenario).push_back(setting);
    }
    auto const unapplied = apply_settings(parts.experiment, own);
    problems.insert(problems.end(), unapplied.begin(), unapplied.end());
    apply_options(*parts.experiment.find("experiment"), options, problems);

    Experiment experiment;
    read_keys(parts, options, experiment, problems);
    read_scenarios(parts, for_scenario, options.strict, experiment, problems);
    prepare(experiment, problems);
    experiment.warnings = warnings_or_throw(std::move(problems), options.strict);
    std::vector<Problem> in_conditions;
    check_conditions(experiment, in_conditions);
    static_cast<void>(warnings_or_throw(std::move(in_conditions), options.strict));
    write_resolved(experiment);
    return experiment;
}

}  // namespace

Experiment read_experiment(std::filesystem::path const& path, ExperimentOptions const& options)
{
    return experiment_of(read_document(path), options);
}

Experiment read_experiment_text(std::string_view text, std::string const& name, ExperimentOptions const& options)
{
    return experiment_of(parse_document(text, name), options);
}

Timeline timeline_of(Experiment const& experiment, WhichConditions const& which)
{
    auto const& prepared = experiment.prepared.at(which.scenario);
    auto effects = prepared.overlays.at(which.overlay);
    give_intensities(experiment.points, which.point, prepared.targets, effects);
    return timeline_of({experiment.scenarios.at(which.scenario), prepared.points.at(which.point), effects});
}

std::uint64_t point_salt(Experiment const& experiment, WhichConditions const& which)
{
    std::uint64_t salt = 0;
    if (experiment.independent) {
        auto hash = experiment.scenarios.at(which.scenario).resolved.model_hash;
        auto const& overlay = experiment.overlays.at(which.overlay).values;
        auto const& point = experiment.points.points.at(which.point).values;
        if (!overlay.empty() || !point.empty()) {
            hash = text_hash(hash + "\n" + overlay + "\n" + point);
        }
        std::from_chars(hash.data(), hash.data() + 16, salt, 16);
    }
    return salt;
}

}  // namespace piste
