#include "runners/results/plan_file.hpp"

#include "runners/results/checksum.hpp"
#include "runners/results/durable_file.hpp"
#include "runners/results/random_token.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace piste {

namespace {

constexpr std::string_view format_name = "piste-plan-2";

template <class Number>
Number number_from(std::string_view text)
{
    Number value{};
    auto const [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || stopped != text.data() + text.size()) {
        throw OutputError("a plan holds \"" + std::string(text) + "\" where a number is expected");
    }
    return value;
}

NamedHash named_hash_from(std::string_view text)
{
    return {std::string(text.substr(std::min<std::size_t>(17, text.size()))),
            from_hexadecimal(text.substr(0, 16)).value_or(0)};
}

void read_field(PlanDescription& plan, std::string_view key, std::string_view value)
{
    auto& record = plan.record;
    if (key == "title") { record.title = value; }
    if (key == "plan_hash") { record.plan_hash = value; }
    if (key == "model_hash") { record.model_hash = value; }
    if (key == "text_hash") { record.text_hash = value; }
    if (key == "piste_version") { record.piste_version = value; }
    if (key == "seed") { record.seed = number_from<std::uint64_t>(value); }
    if (key == "randomness") { record.randomness = value; }
    if (key == "replicates") { record.replicates = number_from<std::int64_t>(value); }
    if (key == "compress") { record.compress = value == "1"; }
    if (key == "scenario") { record.scenarios.push_back(named_hash_from(value)); }
    if (key == "intervention") { record.interventions.push_back(named_hash_from(value)); }
    if (key == "point") { record.points.push_back(named_hash_from(value)); }
    if (key == "layout") { plan.layout_fingerprint = from_hexadecimal(value).value_or(0); }
    if (key == "model_version") { plan.model_version = number_from<std::int64_t>(value); }
    if (key == "outcome_schema_version") { plan.outcome_schema_version = number_from<std::int64_t>(value); }
}

bool contains_all(std::vector<NamedHash> const& larger, std::vector<NamedHash> const& smaller)
{
    return std::ranges::all_of(smaller, [&](NamedHash const& entry) {
        return std::ranges::find(larger, entry.hash, &NamedHash::hash) != larger.end();
    });
}

template <class Value>
std::string difference(std::string const& what, Value const& here, Value const& there)
{
    std::ostringstream text;
    text << what << ": here " << here << ", there " << there;
    return text.str();
}

}  // namespace

void write_plan(std::filesystem::path const& folder, PlanDescription const& plan)
{
    auto const& record = plan.record;
    auto title = record.title;
    std::ranges::replace(title, '\n', ' ');
    std::ostringstream text;
    text << "plan_hash=" << record.plan_hash << "\nmodel_hash=" << record.model_hash
         << "\ntext_hash=" << record.text_hash << "\npiste_version=" << record.piste_version
         << "\nseed=" << record.seed << "\nrandomness=" << record.randomness << "\nreplicates=" << record.replicates
         << "\ncompress=" << (record.compress ? 1 : 0) << "\nlayout=" << hexadecimal(plan.layout_fingerprint)
         << "\nmodel_version=" << plan.model_version << "\noutcome_schema_version=" << plan.outcome_schema_version
         << "\ntitle=" << title << "\n";
    for (auto const& scenario : record.scenarios) {
        text << "scenario=" << hexadecimal(scenario.hash) << " " << scenario.name << "\n";
    }
    for (auto const& intervention : record.interventions) {
        text << "intervention=" << hexadecimal(intervention.hash) << " " << intervention.name << "\n";
    }
    for (auto const& point : record.points) {
        text << "point=" << hexadecimal(point.hash) << " " << point.name << "\n";
    }
    text << "\n" << record.configuration;
    auto const body = text.str();
    // Several processes may begin a folder at once, all with the same text: each under a name of its own first.
    std::string ending(".tmp.");
    ending += random_token();
    write_file_durably(folder / "plan", std::string(format_name) + " crc=" + hexadecimal(crc32c(body)) + "\n" + body, ending);
}

std::optional<PlanDescription> read_plan(std::filesystem::path const& folder)
{
    if (!std::filesystem::exists(folder / "plan")) {
        return std::nullopt;
    }
    auto const text = read_whole_file(folder / "plan");
    auto const first_end = std::min(text.find('\n'), text.size());
    std::string_view body(text);
    body.remove_prefix(std::min(first_end + 1, text.size()));
    if (text.substr(0, first_end) != std::string(format_name) + " crc=" + hexadecimal(crc32c(body))) {
        return std::nullopt;
    }
    PlanDescription plan;
    plan.record.interventions.clear();
    while (!body.starts_with('\n') && !body.empty()) {
        auto const end = std::min(body.find('\n'), body.size());
        auto const line = body.substr(0, end);
        auto const equals = std::min(line.find('='), line.size());
        read_field(plan, line.substr(0, equals), line.substr(std::min(equals + 1, line.size())));
        body.remove_prefix(std::min(end + 1, body.size()));
    }
    plan.record.configuration = body.substr(std::min<std::size_t>(1, body.size()));
    return plan;
}

std::vector<std::string> reasons_against_extending(PlanDescription const& old, PlanDescription const& wanted)
{
    std::vector<std::string> reasons;
    auto const compare = [&](std::string const& what, auto const& here, auto const& there) {
        if (here != there) {
            reasons.push_back(difference(what, here, there));
        }
    };
    compare("model version", wanted.model_version, old.model_version);
    compare("outcome schema version", wanted.outcome_schema_version, old.outcome_schema_version);
    compare("seed", wanted.record.seed, old.record.seed);
    compare("randomness", wanted.record.randomness, old.record.randomness);
    if (wanted.record.plan_hash == old.record.plan_hash) {
        compare("compression", wanted.record.compress, old.record.compress);
    }
    if (wanted.layout_fingerprint != old.layout_fingerprint) {
        reasons.emplace_back("the scenarios have other tables (places, links, posts ...) or another horizon");
    }
    if (!contains_all(wanted.record.scenarios, old.record.scenarios)) {
        reasons.emplace_back("a scenario there is not one of those asked for");
    }
    if (!contains_all(wanted.record.interventions, old.record.interventions)) {
        reasons.emplace_back("an intervention there is not one of those asked for, or is another than it was");
    }
    if (!contains_all(wanted.record.points, old.record.points)) {
        reasons.emplace_back("a parameter point there is not one of those asked for");
    }
    if (wanted.record.replicates < old.record.replicates) {
        reasons.push_back(difference("replicates", wanted.record.replicates, old.record.replicates));
    }
    return reasons;
}

}  // namespace piste
