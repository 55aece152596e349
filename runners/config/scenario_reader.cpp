#include "runners/config/scenario_reader.hpp"

#include "runners/config/epochs.hpp"
#include "runners/config/evidence.hpp"
#include "runners/config/scenario_rules.hpp"
#include "runners/config/scenario_visitor.hpp"
#include "runners/config/suggestion.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace piste {
namespace {

std::filesystem::path beside(Node const& node, std::string const& name)
{
    return std::filesystem::path(*node.where.file).parent_path() / name;
}

void read_heading(Node const& document, std::string_view key, bool is_needed, std::string& field,
                  std::vector<Problem>& problems)
{
    auto const name = std::string(key);
    auto const* const node = document.find(key);
    if (node == nullptr) {
        if (is_needed) {
            problems.push_back(problem_at(document.where, name + " is missing: write " + name +
                                                              " = \"...\" above the "
                                                              "first table"));
        }
    } else if (!node->is(NodeKind::text) || (is_needed && node->text.empty())) {
        problems.push_back(problem_at(node->where, name + " must be text in quotes, and not empty"));
    } else {
        field = node->text;
    }
}

// Fact ids that may be cited, where the document names a file of evidence.
std::optional<std::vector<std::string>> fact_ids(Node const& document, std::vector<Problem>& problems)
{
    auto const* const evidence = document.find("evidence");
    if (evidence == nullptr) {
        return std::nullopt;
    }
    if (!evidence->is(NodeKind::text)) {
        problems.push_back(problem_at(evidence->where, "evidence must be the path of a CSV file, in quotes"));
        return std::nullopt;
    }
    try {
        return read_fact_ids(beside(*evidence, evidence->text));
    } catch (ConfigurationError const& error) {
        problems.push_back(
            problem_at(evidence->where, "evidence = \"" + evidence->text + "\": " + error.problems().front().text));
        return std::nullopt;
    }
}

void check_top_level(Node const& document, std::vector<std::string> known, std::vector<Problem>& problems)
{
    for (auto const* const heading : {"name", "title", "description", "evidence", "timeline"}) {
        known.emplace_back(heading);
    }
    for (auto const& entry : document.entries) {
        if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
            auto const is_table = entry.value.is(NodeKind::table);
            auto const text = is_table ? "[" + entry.key + "] is not a known table" : entry.key + " is not a known key";
            problems.push_back(problem_at(entry.where, text + did_you_mean(entry.key, known)));
        }
    }
}

// A scenario that an experiment holds, or names by its path.
Node scenario_document(Node const& scenario, std::string const& key)
{
    if (scenario.is(NodeKind::table)) {
        return scenario;
    }
    if (!scenario.is(NodeKind::text)) {
        throw ConfigurationError({problem_at(scenario.where, key + " must be the path of a scenario file, in quotes")});
    }
    Node document;
    try {
        document = read_document(beside(scenario, scenario.text));
    } catch (ConfigurationError const& error) {
        auto problems = error.problems();
        if (problems.size() == 1 && problems.front().line == 0) {  // the file itself: say who asked for it
            problems.front() = problem_at(scenario.where, key + " = \"" + scenario.text + "\": " + problems.front().text + " (" +
                                                              problems.front().file + ")");
        }
        throw ConfigurationError(problems);
    }
    if (is_experiment(document)) {
        throw ConfigurationError(
            {problem_at(scenario.where, key + " = \"" + scenario.text + "\" is itself an experiment; name a scenario file")});
    }
    return document;
}

}  // namespace

std::vector<Problem> warnings_or_throw(std::vector<Problem> problems, bool strict)
{
    for (auto& problem : problems) {
        problem.severity = strict ? Severity::error : problem.severity;
    }
    sort_by_place(problems);
    auto const is_error = [](Problem const& problem) { return problem.severity == Severity::error; };
    if (std::any_of(problems.begin(), problems.end(), is_error)) {
        throw ConfigurationError(std::move(problems));
    }
    return problems;
}

bool is_experiment(Node const& document)
{
    constexpr std::array<std::string_view, 8> signs{"experiment", "scenario",   "scenarios",     "replicates",
                                                    "seed",       "randomness", "interventions", "points"};
    return std::any_of(signs.begin(), signs.end(), [&](auto sign) { return document.find(sign) != nullptr; });
}

std::vector<Node> scenario_documents(Node const& experiment_document)
{
    auto const* const one = experiment_document.find("scenario");
    auto const* const several = experiment_document.find("scenarios");
    if (one == nullptr && several == nullptr) {
        throw ConfigurationError({problem_at(experiment_document.where,
                                             "scenario is missing: write scenario = \"the path of a scenario file\"")});
    }
    if (one != nullptr && several != nullptr) {
        throw ConfigurationError({problem_at(several->where, "scenario and scenarios are both given; keep one")});
    }
    std::vector<Node> documents;
    if (one != nullptr) {
        documents.push_back(scenario_document(*one, "scenario"));
    } else if (several->is(NodeKind::table)) {   // as in a resolved configuration
        for (auto const& entry : several->entries) {
            documents.push_back(scenario_document(entry.value, "scenarios." + entry.key));
        }
    } else if (several->is(NodeKind::list)) {
        for (auto const& item : several->items) {
            documents.push_back(scenario_document(item, "scenarios"));
        }
    }
    if (documents.empty()) {
        throw ConfigurationError({problem_at(several->where, "scenarios must be a list of paths of scenario files, in quotes")});
    }
    return documents;
}

ReadScenario read_scenario_document(Node document, std::vector<Setting> const& settings, bool strict)
{
    auto problems = apply_settings(document, settings);
    ReadScenario result;
    auto& scenario = result.scenario;
    read_heading(document, "name", true, scenario.name, problems);
    read_heading(document, "title", true, scenario.title, problems);
    read_heading(document, "description", false, scenario.description, problems);
    auto const ids = fact_ids(document, problems);

    FieldReader reader(document, ids ? &*ids : nullptr);
    ScenarioVisitor visitor(reader, document);
    describe_scenario(visitor, scenario);
    problems.insert(problems.end(), reader.problems.begin(), reader.problems.end());

    auto known = visitor.tables;
    known.insert(known.end(), visitor.sections.begin(), visitor.sections.end());
    check_top_level(document, known, problems);
    RuleContext const context(scenario, reader.parameters, document.where, problems);
    check_general_rules(context);
    check_network_rules(context);
    check_north_rules(context);
    check_people_rules(context);
    result.events = read_events(document, ids ? &*ids : nullptr, problems);
    result.events_in_force = events_in_force(scenario, result.events, reader.parameters, problems);

    result.warnings = warnings_or_throw(std::move(problems), strict);
    result.resolved = resolve(scenario, std::move(reader.parameters), std::move(visitor.tables), result.events);
    if (!result.events.empty()) {
        std::vector<Problem> in_epochs;
        check_epochs({result, {}, {}}, in_epochs);
        static_cast<void>(warnings_or_throw(std::move(in_epochs), strict));
    }
    return result;
}

ReadScenario read_scenario(std::filesystem::path const& path, std::vector<std::string> const& settings, bool strict)
{
    auto document = read_document(path);
    return read_scenario_document(is_experiment(document) ? std::move(scenario_documents(document).front()) : std::move(document),
                                  numbered(settings), strict);
}

ReadScenario read_scenario_text(std::string_view text, std::string const& name,
                                std::vector<std::string> const& settings, bool strict)
{
    auto document = parse_document(text, name);
    return read_scenario_document(is_experiment(document) ? std::move(scenario_documents(document).front()) : std::move(document),
                                  numbered(settings), strict);
}

}  // namespace piste
