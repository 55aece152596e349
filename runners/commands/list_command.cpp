// `piste list`: what exists, from the model's own lists and from the folders of configurations.
#include "runners/commands/commands.hpp"
#include "runners/commands/wording.hpp"
#include "runners/config/scenario_reader.hpp"
#include "runners/config/suggestion.hpp"

#include "model/outcome.hpp"

#include <algorithm>
#include <filesystem>
#include <iomanip>
#include <span>

namespace piste {

namespace {

namespace fs = std::filesystem;

void list_entries(std::span<Entry const> entries, std::ostream& out)
{
    std::size_t name_width = 0;
    std::size_t unit_width = 0;
    for (auto const& entry : entries) {
        name_width = std::max(name_width, entry.name.size());
        unit_width = std::max(unit_width, entry.unit.size());
    }
    out << std::left;
    for (auto const& entry : entries) {
        out << std::setw(static_cast<int>(name_width) + 2) << entry.name
            << std::setw(static_cast<int>(unit_width) + 2) << entry.unit << entry.meaning << '\n';
    }
}

std::string text_of_key(Node const& document, std::string_view key)
{
    auto const* node = document.find(key);
    return node != nullptr && node->is(NodeKind::text) ? node->text : "";
}

// One line for a file: its name and title, or that it cannot be read.
void list_file(fs::path const& path, std::ostream& out)
{
    out << path.generic_string() << ": ";
    try {
        auto const whole = read_document(path);
        auto const* const heading = whole.find("intervention");
        auto const& document = heading != nullptr && heading->is(NodeKind::table) ? *heading : whole;
        auto const name = text_of_key(document, "name");
        auto const title = text_of_key(document, "title");
        out << (name.empty() ? "(without a name)" : name) << (title.empty() ? "" : ", " + title);
        if (heading != nullptr) {
            auto const lever = text_of_key(document, "lever");
            auto const onset = text_of_key(document, "onset");
            out << " (" << (lever.empty() ? "no lever" : lever) << ", from " << (onset.empty() ? "day 0" : onset) << ')';
        }
        out << '\n';
    } catch (ConfigurationError const& error) {
        out << "cannot be read: " << counted(static_cast<std::int64_t>(error.problems().size()), "problem", "problems")
            << "; piste check " << path.generic_string() << " lists all\n";
    }
}

void list_folder(std::string const& topic, std::string const& folder_given, std::ostream& out)
{
    auto const folder = folder_given.empty() ? fs::path("configs") / topic : fs::path(folder_given);
    std::error_code error;
    std::vector<fs::path> files;
    if (folder_given.empty() && fs::is_directory("configs", error) && !fs::exists(folder, error)) {
        out << "no " << topic << ": there is no folder " << folder.generic_string() << '\n';
        return;
    }
    for (auto const& item : fs::directory_iterator(folder, error)) {
        if (item.path().extension() == ".toml") {
            files.push_back(item.path());
        }
    }
    if (error) {
        throw CommandError(ExitCode::bad_input, folder.generic_string() + ": cannot be listed: " + error.message() +
                                                    "; run piste in its own folder, or name one: piste list " + topic +
                                                    " FOLDER");
    }
    std::sort(files.begin(), files.end());
    for (auto const& file : files) {
        list_file(file, out);
    }
    if (files.empty()) {
        out << "no " << topic << " in " << folder.generic_string() << '\n';
    }
}

void list_parameters(Options const& options, std::ostream& out)
{
    if (options.file.empty()) {
        throw CommandError(ExitCode::bad_input, "piste list parameters needs a scenario or an experiment, such as "
                                                "piste list parameters configs/scenarios/mali-2016.toml");
    }
    auto const read = read_scenario(options.file, options.settings);
    for (auto const& parameter : read.resolved.parameters) {
        out << table_name(parameter) << '.' << parameter.key << " = " << parameter.value;
        if (!parameter.unit.empty()) {
            out << ' ' << parameter.unit;
        }
        out << "\n    " << parameter.meaning;
        if (parameter.range) {
            out << "; range " << *parameter.range;
        }
        if (!is_plain(parameter.type)) {
            out << (parameter.source.empty() ? "; assumption: " + parameter.assumption
                                             : "; source: " + parameter.source);
        }
        out << '\n';
    }
}

}  // namespace

ExitCode list_command(Options const& options, Console const& console)
{
    std::vector<std::string> const topics{"scenarios", "interventions", "metrics", "series", "parameters"};
    auto const& topic = options.topic;
    if (topic == "scenarios" || topic == "interventions") {
        list_folder(topic, options.file, console.out);
    } else if (topic == "metrics") {
        list_entries(tally_entries, console.out);
    } else if (topic == "series") {
        list_entries(series_entries, console.out);
    } else if (topic == "parameters") {
        list_parameters(options, console.out);
    } else {
        throw CommandError(ExitCode::bad_input,
                           "piste cannot list '" + topic + "'" + did_you_mean(topic, topics) + "; it lists " +
                               listed(topics));
    }
    return ExitCode::complete;
}

}  // namespace piste
