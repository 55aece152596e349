#include "runners/commands/selection_files.hpp"

#include "runners/commands/selection_rounds.hpp"
#include "runners/config/overlay.hpp"
#include "runners/config/toml_text.hpp"
#include "runners/results/durable_file.hpp"
#include "runners/results/provenance.hpp"

#include <filesystem>
#include <sstream>

namespace piste {

namespace {

namespace fs = std::filesystem;

std::string file_name(std::string const& intervention)
{
    return intervention + ".h5";
}

std::string record_text(std::string const& question, std::vector<SelectedFile> const& files, GoodSelection const& selection)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << question << "  \"eta\": " << toml_real(selection.eta()) << ",\n  \"rinott_h\": " << toml_real(selection.rinott_h())
         << ",\n  \"selected\": " << json_text(files.at(selection.selected()).intervention) << ",\n  \"interventions\": [";
    char const* separator = "\n";
    for (auto const& file : files) {
        text << separator << "    {\"name\": " << json_text(file.intervention) << ", \"file\": " << json_text(file_name(file.intervention))
             << ", \"replicates\": " << file.replicates << ", \"standard_deviation\": " << toml_real(file.deviation) << ", \"out_in_round\": "
             << (file.out_in_round ? std::to_string(*file.out_in_round) : "null") << "}";
        separator = ",\n";
    }
    text << "\n  ]\n}\n";
    return text.str();
}

}  // namespace

std::string selection_record_path(Options const& options)
{
    return (fs::path(options.selection.folder) / "selection.json").string();
}

std::string question_of(Options const& options, Plan const& plan, Metric const& metric)
{
    auto const& asked = options.selection;
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << "{\n  \"format\": \"piste selection 1\",\n  \"experiment\": " << json_text(plan.experiment.name)
         << ",\n  \"experiment_hash\": " << json_text(plan.experiment.plan_hash) << ",\n  \"model_version\": " << model_version
         << ",\n  \"metric\": " << json_text(metric.name) << ",\n  \"unit\": " << json_text(metric.unit)
         << ",\n  \"best\": " << (asked.smallest ? "\"smallest\"" : "\"largest\"") << ",\n  \"indifference\": " << toml_real(asked.indifference)
         << ",\n  \"probability\": " << toml_real(asked.probability) << ",\n  \"first_stage\": " << asked.first_stage
         << ",\n  \"batch\": " << asked.batch
         << ",\n  \"rounds\": " << asked.rounds << ",\n";
    return text.str();
}

std::string selected_in(std::string const& record)
{
    constexpr std::string_view before = "\"selected\": \"";
    auto const begin = record.find(before);
    auto const first = begin == std::string::npos ? record.size() : begin + before.size();
    return record.substr(first, record.find('"', first) - first);
}

Plan plan_of_overlay(Plan const& plan, std::size_t overlay, std::int64_t replicates)
{
    ExperimentOptions told;
    auto alone = toml_of({plan.experiment.overlays.at(overlay)}, plan.experiment.interventions);
    told.settings.push_back("experiment." + alone);
    told.replicates = static_cast<std::uint64_t>(replicates);
    return plan_from_record(plan.record, plan.experiment.name, told);
}

void write_selection(Options const& options, Plan const& plan, ResultsStore const& store, std::string const& question,
                     std::vector<SelectedFile> const& files, GoodSelection const& selection)
{
    fs::path const folder = options.selection.folder;
    auto const working = store.folder().parent_path();
    OpenOptions how;
    for (auto const& entry : fs::directory_iterator(working)) {
        how.sources.push_back(entry.path());
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto const alone = plan_of_overlay(plan, i, files[i].replicates);
        ResultsStore one(folder / file_name(files[i].intervention), alone.record, alone.experiment.scenarios.front().scenario, how);
        if (!one.is_complete()) {
            one.merge();
        }
    }
    write_file_durably(selection_record_path(options), record_text(question, files, selection));
    std::error_code ignored;   // what stays is removed by the next command
    fs::remove_all(working, ignored);
}

}  // namespace piste
