#include "runners/commands/command_line.hpp"

#include "runners/commands/build_info.hpp"
#include "runners/commands/command_details.hpp"
#include "runners/commands/command_options.hpp"
#include "runners/commands/exit_code.hpp"
#include "runners/commands/metric.hpp"
#include "runners/commands/option_values.hpp"
#include "runners/commands/until_rule.hpp"
#include "runners/config/suggestion.hpp"
#include "runners/ensemble/session.hpp"

#include <boost/program_options.hpp>
#include <limits>
#include <sstream>

namespace piste {

namespace {

namespace po = boost::program_options;

CommandText const& text_of(Command command)
{
    return command_texts.at(static_cast<std::size_t>(command));
}

std::string general_help()
{
    std::ostringstream text;
    text << "piste: simulates irregular migration through Mali, many times over, on threads or on a cluster\n\n"
            "Usage: piste COMMAND ARGUMENTS...\n\nCommands:\n";
    for (auto const& command : command_texts) {
        text << "  " << command.name << std::string(8 - command.name.size(), ' ') << command.summary << '\n';
    }
    text << "\npiste COMMAND --help says more about one of them; piste --version prints version and build.\n"
            "An example: piste run configs/experiments/quick.toml -o results.h5\n";
    return text.str();
}

std::string help_of(Command command)
{
    auto const& words = text_of(command);
    std::ostringstream text;
    text << "Usage: piste " << words.name << ' ' << words.arguments << " [OPTIONS]\n\n"
         << words.details << '\n'
         << options_of(command);
    return text.str();
}

std::string version_text()
{
    auto const build = build_info();
    return "piste " + build.version + " (" + build.revision + ", " + build.build_type + ", " + build.compiler + ", " +
           std::string(session_kind()) + ")\n";
}

std::vector<std::string> long_names(po::options_description const& options)
{
    std::vector<std::string> names;
    for (auto const& option : options.options()) { names.push_back("--" + option->long_name()); }
    return names;
}

// The value of an option, if it was given.
std::optional<std::string> value_of(po::variables_map const& values, char const* name)
{
    return values.count(name) == 0 ? std::nullopt : std::optional(values[name].as<std::string>());
}

void read_numbers(po::variables_map const& values, Options& options)
{
    if (auto const text = value_of(values, "replicates")) {
        options.replicates = whole_number<std::int64_t>("--replicates", *text, 1, 4'294'967'295);
    }
    if (auto const text = value_of(values, "seed")) {
        options.seed = whole_number<std::int64_t>("--seed", *text, 0);
    }
    if (auto const text = value_of(values, "threads")) {
        options.threads = whole_number<std::size_t>("--threads", *text, 1, 4096);
    }
    if (auto const text = value_of(values, "max-failures")) {
        options.max_failures = whole_number<std::uint64_t>("--max-failures", *text, 0);
    }
    if (auto const text = value_of(values, "time-limit")) {
        options.time_limit = duration("--time-limit", *text);
    }
    if (auto const text = value_of(values, "writers-per-node")) {
        options.writers_per_node = whole_number<std::size_t>("--writers-per-node", *text, 1, 4096);
    }
    if (auto const text = value_of(values, "patience")) {
        options.patience = duration("--patience", *text);
    }
    if (auto const text = value_of(values, "share")) {
        options.share = share("--share", *text);
    }
    if (auto const text = value_of(values, "block")) {
        options.block = whole_number<std::int64_t>("--block", *text, 2, 4'294'967'295);
    }
    if (auto const text = value_of(values, "max-replicates")) {
        options.max_replicates = whole_number<std::int64_t>("--max-replicates", *text, 2, 4'294'967'295);
    }
    if (auto const text = value_of(values, "sample")) {
        options.sample = whole_number<std::int64_t>("--sample", *text, 1);
    }
    if (auto const text = value_of(values, "failures")) {
        auto const all = std::numeric_limits<std::int64_t>::max();
        options.failures_named = *text == "all" ? all : whole_number<std::int64_t>("--failures", *text, 0);
    }
    if (auto const text = value_of(values, "replicate")) {
        options.replicate = whole_number<std::uint32_t>("--replicate", *text, 0);
    }
    if (auto const text = value_of(values, "run")) {
        options.run = whole_number<std::int64_t>("--run", *text, 0, 4'294'967'295);
        if (values.count("replicate") != 0 || values.count("versus") != 0) {
            refuse("--run says which scenario, intervention, point and replicate it is: give it without --replicate and --versus");
        }
    }
}

// Of `piste select`. The folder is what --output names; what is worked on lies in it.
void read_selection(po::variables_map const& values, Options& options)
{
    auto& asked = options.selection;
    auto const metric = value_of(values, "metric");
    auto const indifference = value_of(values, "indifference");
    asked.smallest = values.count("smallest") != 0;
    if (options.replicates) {
        refuse("--replicates: a selection finds out by itself how many it takes; --first-stage is how many each has at least");
    }
    if (!metric || !indifference || asked.smallest == (values.count("largest") != 0)) {
        refuse("piste select needs --metric METRIC, either --smallest or --largest, and --indifference X, such as --metric dead --smallest "
               "--indifference 5");
    }
    asked.metric = *metric;
    static_cast<void>(metric_named(asked.metric, "--metric"));
    asked.indifference = number_between("--indifference", *indifference, 0.0, std::numeric_limits<double>::infinity());
    asked.probability = number_between("--probability", value_of(values, "probability").value_or("0.95"), 0.0, 1.0);
    auto const count = [&](char const* name, std::int64_t low, std::int64_t& number) {
        if (auto const text = value_of(values, name)) {
            number = whole_number<std::int64_t>(std::string("--") + name, *text, low, 1'000'000);
        }
    };
    count("first-stage", 2, asked.first_stage);
    count("batch", 1, asked.batch);
    count("rounds", 1, asked.rounds);
    asked.folder = value_of(values, "output").value_or(asked.folder);
    options.output = asked.folder + (asked.folder.ends_with('/') ? "selection" : "/selection");
}

void refuse_what_does_not_go_with_until(po::variables_map const& values, Options const& options)
{
    if (values.count("until") == 0) {
        if (values.count("block") != 0 || values.count("max-replicates") != 0) {
            refuse("--block and --max-replicates only go with --until");
        }
        return;
    }
    if (options.replicates) {
        refuse("--until says how many replicates: give --max-replicates instead of --replicates");
    }
    if (options.join || options.merge_only) {
        refuse("--until looks at what all processes have done together: give it without --join and --merge-only");
    }
    static_cast<void>(until_rule(options.until));
}

void read_choices(po::variables_map const& values, Options& options)
{
    if (values.count("set") != 0) {
        options.settings = values["set"].as<std::vector<std::string>>();
    }
    if (values.count("intervention") != 0) { options.interventions = values["intervention"].as<std::vector<std::string>>(); }
    options.versus = value_of(values, "versus").value_or("");
    if (values.count("versus") != 0 && options.versus.empty()) {
        refuse("--versus: the name is empty; give an intervention, such as p10-fewer-roadblocks-rights");
    }
    if (auto const text = value_of(values, "output")) {
        options.output = *text;
    }
    if (auto const text = value_of(values, "progress")) {
        options.progress = progress_style(*text);
    }
    if (auto const text = value_of(values, "migrant")) {
        options.migrant = migrant_choice(*text);
    }
    if (auto const text = value_of(values, "until")) {
        options.until = *text;
    }
    options.strict = values.count("strict") != 0;
    options.extend = values.count("extend") != 0;
    options.fresh = values.count("fresh") != 0;
    options.replace_finished = values.count("replace-finished") != 0;
    options.break_lock = values.count("break-lock") != 0;
    options.join = values.count("join") != 0;
    options.merge_only = values.count("merge-only") != 0;
    options.compress = values.count("compress") != 0;
    options.no_copy = values.count("no-copy") != 0;
    options.resolved = values.count("resolved") != 0;
    if (options.no_copy && options.compress) {
        refuse("--no-copy leaves values as they were written and --compress writes them again: give one of them");
    }
    if (options.extend && options.fresh) {
        refuse("--extend continues an existing output and --fresh discards it: give one of them");
    }
    if (options.replace_finished && !options.fresh) {
        refuse("--replace-finished only goes with --fresh");
    }
    if (options.share && !options.join) {
        refuse("--share only goes with --join");
    }
    if (options.fresh && (options.join || options.merge_only)) {
        refuse("--fresh throws away what others have done: give it once, without --join or --merge-only, before they begin");
    }
    refuse_what_does_not_go_with_until(values, options);
    if (options.output.empty()) {
        refuse("--output: the name is empty; give the file to write, such as results.h5");
    }
}

void read_files(std::vector<std::string> const& files, Options& options)
{
    auto const& words = text_of(options.command);
    auto const usage = "; usage: piste " + std::string(words.name) + ' ' + std::string(words.arguments);
    std::size_t const needed = 1;
    std::size_t const allowed = options.command == Command::list ? 2 : 1;
    if (files.size() < needed) {
        refuse("piste " + std::string(words.name) + " needs " +
               (options.command == Command::list ? "to be told what to list" : "a file") + usage);
    }
    bool const takes_no_file = options.command == Command::list && (files[0] == "metrics" || files[0] == "series");
    if (takes_no_file && files.size() > 1) {
        refuse("'" + files[1] + "' is one argument too many: " + files[0] + " are the same for every file" + usage);
    }
    if (files.size() > allowed) {
        refuse("'" + files[allowed] + "' is one argument too many" + usage);
    }
    if (options.command == Command::list) {
        options.topic = files.front();
        options.file = files.size() > 1 ? files[1] : "";
    } else {
        options.file = files.front();
    }
}

po::variables_map parse(Command command, std::vector<std::string> const& arguments)
{
    auto const visible = options_of(command);
    po::options_description all;
    all.add(visible);
    all.add_options()("file", po::value<std::vector<std::string>>());
    if (command == Command::select) {
        all.add_options()("replicates", po::value<std::string>());   // to be refused with what serves instead
    }
    po::positional_options_description positions;
    positions.add("file", -1);
    auto const name = "piste " + std::string(text_of(command).name);
    try {
        using namespace po::command_line_style;
        po::variables_map values;
        po::store(po::command_line_parser(arguments).options(all).positional(positions)
                      .style(unix_style & ~allow_guessing).run(), values);
        return values;
    } catch (po::unknown_option const& error) {
        auto const given = error.get_option_name();
        refuse(name + " has no option '" + given + "'" + did_you_mean(given, long_names(visible)) + "; " + name +
               " --help lists all");
    } catch (po::multiple_occurrences const& error) {
        refuse(error.get_option_name() + " is given more than once; give it once");
    } catch (po::error_with_option_name const& error) {
        refuse(name + ": " + error.what() + "; " + name + " --help says what it takes");
    } catch (po::error const& error) {
        refuse(name + ": " + error.what());
    }
}

Command command_named(std::string const& name)
{
    std::vector<std::string> names;
    for (auto const& command : command_texts) {
        if (command.name == name) {
            return command.command;
        }
        names.emplace_back(command.name);
    }
    if (name.starts_with('-')) {
        refuse("piste has no option '" + name + "'" + did_you_mean(name, {"--help", "--version"}) +
               "; the command comes first: piste run, select, check, verify, trace, info or list");
    }
    refuse("piste has no command '" + name + "'" + did_you_mean(name, names) + "; piste --help lists all");
}

}  // namespace

Invocation read_command_line(std::vector<std::string> const& arguments)
{
    if (arguments.empty()) {
        refuse("no command is given; piste --help lists all");
    }
    auto const& first = arguments.front();
    if (first == "--help" || first == "-h" || first == "help") {
        auto const asks_for_one = arguments.size() > 1;
        return {asks_for_one ? help_of(command_named(arguments[1])) : general_help(), {}};
    }
    if (first == "--version") {
        return {version_text(), {}};
    }
    Options options;
    options.command = command_named(first);
    options.words = arguments;
    auto const values = parse(options.command, {arguments.begin() + 1, arguments.end()});
    if (values.count("help") != 0) {
        return {help_of(options.command), options};
    }
    read_files(values.count("file") == 0 ? std::vector<std::string>{}
                                         : values["file"].as<std::vector<std::string>>(), options);
    read_numbers(values, options);
    read_choices(values, options);
    if (options.command == Command::select) {
        read_selection(values, options);
    }
    return {std::nullopt, options};
}

}  // namespace piste
