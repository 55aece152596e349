#include "runners/commands/comparison.hpp"

#include "runners/results/checksum.hpp"
#include "runners/results/digest.hpp"

#include <algorithm>
#include <span>
#include <string_view>

namespace piste {

namespace {

std::string in_words(RunStatus status)
{
    switch (status) {
    case RunStatus::done: return "done";
    case RunStatus::unsound: return "failed: its books do not balance";
    case RunStatus::out_of_range: return "failed: a number out of range";
    case RunStatus::broken_rule: return "failed: a rule of the model was broken";
    }
    return "of unknown status " + std::to_string(static_cast<std::int32_t>(status));
}

std::string difference(std::string const& what, std::string const& stored, std::string const& here)
{
    return what + ": " + stored + " in the file, " + here + " here";
}

void compare_variable(ResultLayout const& layout, Variable variable, std::span<std::int64_t const> stored,
                      std::span<std::int64_t const> here, std::vector<std::string>& found)
{
    std::size_t differing = 0;
    std::size_t first = 0;
    auto const common = std::min(stored.size(), here.size());
    for (std::size_t i = common; i-- > 0;) {
        if (stored[i] != here[i]) {
            ++differing;
            first = i;
        }
    }
    if (stored.size() != here.size()) {
        found.push_back(difference(std::string(layout.of(variable).info->name),
                                   std::to_string(stored.size()) + " values", std::to_string(here.size())));
    }
    if (differing > 0) {
        auto text = difference(name_of_value(layout, variable, first), std::to_string(stored[first]),
                               std::to_string(here[first]));
        if (differing > 1) {
            text += " (the first of " + std::to_string(differing) + " values that differ)";
        }
        found.push_back(text);
    }
}

void compare_digests(ResultLayout const& layout, OutcomeDigest const& here, RunRow const& row,
                     std::vector<std::string>& found)
{
    auto const total = here.total.hexadecimal();
    if (row.digest != total) {
        found.push_back(difference("digest", row.digest, total));
    }
    if (row.section_digests.size() != here.sections.size()) {
        found.push_back(difference("section digests", std::to_string(row.section_digests.size()),
                                   std::to_string(here.sections.size())));
        return;
    }
    for (std::size_t s = 0; s < here.sections.size(); ++s) {
        auto const text = hexadecimal(here.sections[s]);
        if (row.section_digests[s] != text) {
            found.push_back(difference("digest of section " + layout.section_names.at(s), row.section_digests[s], text));
            return;   // the first tells where; a changed day would list every later section
        }
    }
}

}  // namespace

RunStatus status_of(FailureCode code)
{
    switch (code) {
    case FailureCode::unsound: return RunStatus::unsound;
    case FailureCode::out_of_range: return RunStatus::out_of_range;
    case FailureCode::broken_rule: break;
    }
    return RunStatus::broken_rule;
}

std::string name_of_value(ResultLayout const& layout, Variable variable, std::size_t position)
{
    auto const& place = layout.of(variable);
    std::vector<std::string> parts(place.shape.size());
    for (std::size_t axis = place.shape.size(); axis-- > 0;) {
        auto const kind = place.info->axes.at(axis);
        auto const size = static_cast<std::size_t>(place.shape[axis]);
        parts[axis] = std::string(axis_name(kind)) + '=' + layout.labels_of(kind).at(position % size);
        position /= size;
    }
    auto text = std::string(place.info->name) + '[';
    for (std::size_t i = 0; i < parts.size(); ++i) {
        text += (i == 0 ? "" : ", ") + parts[i];
    }
    return text + ']';
}

std::vector<std::string> differences(ResultLayout const& layout, Outcome const& outcome, ResultsReader const& reader,
                                     std::int64_t run)
{
    std::vector<std::string> found;
    auto const row = reader.row(run);
    if (row.status != RunStatus::done) {
        found.push_back(difference("status", in_words(row.status) + " (" + reader.failure_text(run) + ")",
                                   in_words(RunStatus::done)));
        return found;
    }
    compare_digests(layout, digest_of(layout, outcome), row, found);
    auto const stored = reader.outcome(layout, run);
    for (std::size_t v = 0; v < variable_count; ++v) {
        auto const variable = static_cast<Variable>(v);
        compare_variable(layout, variable, stored.of(variable), outcome.of(variable), found);
    }
    return found;
}

std::vector<std::string> differences_of_failure(RunStatus status, std::string const& text, ResultsReader const& reader,
                                                std::int64_t run)
{
    std::vector<std::string> found;
    auto const row = reader.row(run);
    if (row.status != status) {
        found.push_back(difference("status", in_words(row.status), in_words(status) + " (" + text + ")"));
        return found;
    }
    auto const kept = text.substr(0, longest_failure_text);
    if (auto const stored = reader.failure_text(run); stored != kept) {
        found.push_back(difference("reason of the failure", "'" + stored + "'", "'" + kept + "'"));
    }
    auto const here = digest_of_failure(static_cast<std::int32_t>(status), kept).hexadecimal();
    if (row.digest != here) {
        found.push_back(difference("digest", row.digest, here));
    }
    return found;
}

bool fits_its_digest(ResultLayout const& layout, ResultsReader const& reader, std::int64_t run)
{
    auto const row = reader.row(run);
    if (row.status != RunStatus::done) {
        return digest_of_failure(static_cast<std::int32_t>(row.status), reader.failure_text(run)).hexadecimal() == row.digest;
    }
    return digest_of(layout, reader.outcome(layout, run)).total.hexadecimal() == row.digest;
}

}  // namespace piste
