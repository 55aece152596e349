#include "runners/commands/command_text.hpp"

#include "runners/config/toml_text.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace piste {

namespace {

std::string configuration_words(Options const& options)
{
    auto text = quoted(options.file);
    for (auto const& setting : options.settings) {
        text += " --set " + quoted(setting);
    }
    for (auto const& intervention : options.interventions) {
        text += " --intervention " + quoted(intervention);
    }
    if (options.seed) {
        text += " --seed " + std::to_string(*options.seed);
    }
    return text;
}

std::string selection_words(SelectionOptions const& asked)
{
    return " --metric " + asked.metric + (asked.smallest ? " --smallest" : " --largest") + " --indifference " + toml_real(asked.indifference) +
           " --probability " + toml_real(asked.probability) + " --first-stage " + std::to_string(asked.first_stage) + " --batch " +
           std::to_string(asked.batch) + " --rounds " + std::to_string(asked.rounds) + " -o " + quoted(asked.folder);
}

}  // namespace

std::string quoted(std::string const& word)
{
    constexpr std::string_view plain = "_-./=,:+@%";
    auto const is_plain = [plain](char letter) {
        return std::isalnum(static_cast<unsigned char>(letter)) != 0 || plain.find(letter) != std::string_view::npos;
    };
    if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) {
        return word;
    }
    std::string text = "'";
    for (char const letter : word) {
        text += letter == '\'' ? "'\\''" : std::string(1, letter);
    }
    return text + "'";
}

std::string command_as_given(Options const& options)
{
    std::string text = "piste";
    for (auto const& word : options.words) {
        text += ' ' + quoted(word);
    }
    return text;
}

std::string resuming_command(Options const& options)
{
    bool const selects = options.command == Command::select;
    auto text = (selects ? "piste select " : "piste run ") + configuration_words(options);
    if (options.replicates) {
        text += " --replicates " + std::to_string(*options.replicates);
    }
    text += selects ? selection_words(options.selection) : " -o " + quoted(options.output);
    if (!options.until.empty()) {
        text += " --until " + quoted(options.until) + " --block " + std::to_string(options.block) + " --max-replicates " +
                std::to_string(options.max_replicates);
    }
    if (options.threads) {
        text += " --threads " + std::to_string(*options.threads);
    }
    if (options.max_failures) {
        text += " --max-failures " + std::to_string(*options.max_failures);
    }
    if (options.time_limit) {
        text += " --time-limit " + std::to_string(options.time_limit->count()) + "s";
    }
    if (options.share) {
        text += " --share " + std::to_string(options.share->number) + '/' + std::to_string(options.share->of);
    }
    for (auto const& [given, flag] : {std::pair{options.strict, " --strict"}, {options.extend, " --extend"},
                                      {options.compress, " --compress"}, {options.no_copy, " --no-copy"}, {options.join, " --join"}}) {
        text += given ? flag : "";
    }
    return text;
}

std::string repeating_command(Options const& options, std::int64_t run, std::uint32_t replicate)
{
    bool const selects = options.command == Command::select;
    bool const is_open = selects || !options.until.empty();   // the number of replicates is not the configuration's
    auto const in_all = is_open ? std::optional<std::int64_t>(std::int64_t{replicate} + 1) : options.replicates;
    auto const replicates = in_all ? " --replicates " + std::to_string(*in_all) : std::string();
    auto const randomness = selects ? " --set " + quoted(randomness_of_selections) : std::string();
    return "piste trace " + configuration_words(options) + randomness + replicates + " --run " + std::to_string(run);
}

std::string repeating_command(std::string const& results, std::int64_t run)
{
    return "piste trace " + quoted(results) + " --run " + std::to_string(run);
}

}  // namespace piste
