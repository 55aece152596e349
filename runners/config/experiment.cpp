#include "runners/config/experiment.hpp"

#include "model/outcome.hpp"
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
constexpr std::array<std::string_view, 2> randomness_words{"common", "independent"};

Node text_node(std::string text, Location const& where)
{
    Node node;
    node.kind = NodeKind::text;
    node.text = std::move(text);
    node.where = where;
    return node;
}

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

// Reads the keys of the experiment itself and notes their problems.
class ExperimentReader {
public:
    ExperimentReader(Node const& table, std::vector<Problem>& problems) : table_(table), problems_(problems) {}

    std::string text(std::string const& key)
    {
        auto const* const node = take(key);
        if (node != nullptr && (!node->is(NodeKind::text) || node->text.empty())) {
            note(node->where, key + " must be text in quotes, and not empty");
        }
        return node == nullptr ? "" : node->text;
    }

    std::int64_t integer(std::string const& key, std::int64_t low, std::int64_t high)
    {
        auto const* const node = take(key);
        auto const range = "an integer from " + toml_integer(low) + " to " + toml_integer(high);
        if (node == nullptr) {
            return low;
        }
        if (!node->is(NodeKind::integer)) {
            note(node->where, key + " is " + std::string(kind_in_words(node->kind)) + "; " + range + " is expected");
        } else if (node->integer < low || node->integer > high) {
            note(node->where, key + " = " + toml_integer(node->integer) + " is out of range: it must be " + range);
        }
        return node->integer;
    }

    bool independent()
    {
        auto const* const node = take("randomness");
        if (node == nullptr) {
            return false;
        }
        std::vector<std::string> const words(randomness_words.begin(), randomness_words.end());
        if (!node->is(NodeKind::text) || std::find(words.begin(), words.end(), node->text) == words.end()) {
            note(node->where, "randomness must be one of " + listed(words) + did_you_mean(node->text, words));
        }
        return node->text == randomness_words[1];
    }

    void finish()
    {
        for (auto const& entry : table_.entries) {
            if (std::find(known_.begin(), known_.end(), entry.key) == known_.end()) {
                auto const guess = did_you_mean(entry.key, known_);
                note(entry.where, entry.key + " is not a known key" +
                                      (guess.empty() ? "; known here are " + listed(known_) : guess));
            }
        }
    }

private:
    Node const* take(std::string const& key)
    {
        known_.push_back(key);
        auto const* const node = table_.find(key);
        if (node == nullptr) {
            note(table_.where, key + " is missing");
        }
        return node;
    }
    void note(Location const& where, std::string const& text)
    {
        problems_.push_back(problem_at(where, "[experiment] " + text));
    }

    Node const& table_;
    std::vector<Problem>& problems_;
    std::vector<std::string> known_;
};

struct Parts {
    Node experiment;  // a table with one entry, "experiment": its keys without the scenario
    std::optional<Node> scenario;
};

// What both forms of the file have in common: keys beside `scenario`, or in a table [experiment] (the resolved form).
Parts parts_of(Node document, std::vector<Problem>& problems)
{
    Parts parts;
    Node table;
    table.where = document.where;
    if (is_experiment(document)) {
        try {
            parts.scenario = scenario_document(document);
        } catch (ConfigurationError const& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
        auto const* const inner = document.find("experiment");
        table = inner != nullptr && inner->is(NodeKind::table) ? *inner : document;
        table.erase("scenario");
        if (inner != nullptr) {
            for (auto const& entry : document.entries) {
                if (entry.key != "experiment" && entry.key != "scenario") {
                    problems.push_back(problem_at(entry.where, entry.key + " must stand in the table [experiment]"));
                }
            }
        }
    } else {
        table.put("replicates", table.where, integer_node(1, table.where));
        table.put("seed", table.where, integer_node(1, table.where));
        if (auto const* const name = document.find("name")) {
            table.put("name", name->where, *name);
        }
        parts.scenario = std::move(document);
    }
    auto const* const title = parts.scenario ? parts.scenario->find("title") : nullptr;
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

void read_keys(Node const& table, Experiment& experiment, std::vector<Problem>& problems)
{
    ExperimentReader reader(table, problems);
    experiment.name = reader.text("name");
    experiment.title = reader.text("title");
    auto const replicates = reader.integer("replicates", 1, most_replicates);
    auto const seed = reader.integer("seed", 0, std::numeric_limits<std::int64_t>::max());
    experiment.independent = reader.independent();
    reader.finish();
    experiment.replicates = replicates < 1 || replicates > most_replicates ? 1 : narrow<std::uint32_t>(replicates);
    experiment.seed = static_cast<std::uint64_t>(std::max<std::int64_t>(seed, 0));
}

void write_resolved(Experiment& experiment)
{
    auto const& only = experiment.scenarios.front();
    auto const randomness = std::string(randomness_words[experiment.independent ? 1 : 0]);
    auto const seed = toml_integer(static_cast<std::int64_t>(experiment.seed));
    experiment.text = "[experiment]\nname = " + toml_string(experiment.name) +
                      "\nrandomness = " + toml_string(randomness) +
                      "\nreplicates = " + toml_integer(experiment.replicates) + "\nseed = " + seed +
                      "\ntitle = " + toml_string(experiment.title) + "\n\n" +
                      scenario_toml(only.scenario, only.resolved.parameters, only.resolved.tables, "scenario");
    experiment.text_hash = text_hash(experiment.text);
    experiment.model_hash = only.resolved.model_hash;
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
    auto& table = *parts.experiment.find("experiment");
    apply_options(table, options, problems);

    Experiment experiment;
    read_keys(table, experiment, problems);
    if (parts.scenario) {
        try {
            experiment.scenarios.push_back(
                read_scenario_document(std::move(*parts.scenario), for_scenario, options.strict));
            auto const& warnings = experiment.scenarios.front().warnings;
            problems.insert(problems.end(), warnings.begin(), warnings.end());
        } catch (ConfigurationError const& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    experiment.warnings = warnings_or_throw(std::move(problems), options.strict);
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

std::uint64_t point_salt(Experiment const& experiment, std::size_t scenario)
{
    std::uint64_t salt = 0;
    if (experiment.independent) {
        auto const& hash = experiment.scenarios.at(scenario).resolved.model_hash;
        std::from_chars(hash.data(), hash.data() + 16, salt, 16);
    }
    return salt;
}

}  // namespace piste
