#include "runners/results/results_reader.hpp"

#include "runners/results/checksum.hpp"
#include "runners/results/durable_file.hpp"
#include "runners/results/results_file.hpp"
#include "runners/results/runs_in_place.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace piste {

using hdf5::ElementType;

namespace {

hdf5::File open_results(std::filesystem::path const& path)
{
    std::error_code error;
    auto const status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) {
        throw OutputError(path.string() + ": there is no such file");
    }
    if (std::filesystem::is_directory(status)) {
        throw NotResults(path.string() + ": is a folder, not a results file");
    }
    if (!hdf5::File::looks_like_hdf5(path)) {
        throw NotResults(path.string() + ": is not a results file of Piste: it is not even HDF5");
    }
    try {
        return hdf5::File::open(path);
    } catch (hdf5::Error const& failure) {
        throw NotResults(path.string() + ": is damaged or cut short: " + failure.what());
    }
}

// Texts of fixed length are padded with NUL.
std::string trimmed(std::string_view text)
{
    return std::string(text.substr(0, std::min(text.find('\0'), text.size())));
}

std::string attribute_or(hdf5::File const& file, std::string const& name)
{
    return file.has_attribute(name) ? file.text(name) : std::string();
}

std::uint64_t number_from(std::string const& text)
{
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

constexpr std::size_t chunk_cache_bytes = std::size_t{16} << 20U;

}  // namespace

ResultsReader::ResultsReader(std::filesystem::path const& path) : path_(path), file_(open_results(path))
{
    if (!file_.has_attribute("format") || file_.text("format") != results_format_name) {
        throw NotResults(path.string() + ": is not a results file of Piste: it has no attribute format = \"" +
                         std::string(results_format_name) + "\"");
    }
    try {
        format_version_ = file_.integer("format_version");
        if (format_version_ != results_format_version) {
            throw NotResults(path.string() + ": has format version " + std::to_string(format_version_) +
                             ", but this program reads version " + std::to_string(results_format_version) +
                             "; it was written by Piste " + attribute_or(file_, "piste_version"));
        }
        read_record();
    } catch (hdf5::Error const& failure) {
        throw NotResults(path.string() + ": is damaged: " + failure.what());
    }
}

void ResultsReader::read_record()
{
    model_version_ = file_.integer("model_version");
    outcome_schema_version_ = file_.integer("outcome_schema_version");
    layout_fingerprint_ = from_hexadecimal(file_.text("layout_hash")).value_or(0);
    is_in_place_ = file_.has_attribute(in_place_attribute);
    record_.title = attribute_or(file_, "title");
    record_.plan_hash = attribute_or(file_, "plan_hash");
    record_.model_hash = attribute_or(file_, "model_hash");
    record_.text_hash = attribute_or(file_, "text_hash");
    record_.piste_version = attribute_or(file_, "piste_version");
    record_.compiler = attribute_or(file_, "compiler");
    record_.compiler_flags = attribute_or(file_, "compiler_flags");
    record_.seed = number_from(file_.text("seed"));
    record_.randomness = file_.text("randomness");
    record_.replicates = file_.integer("replicates");
    record_.compress = file_.integer("compressed") != 0;
    auto const& configuration = dataset("configuration");
    record_.configuration.resize(configuration.shape().at(0));
    configuration.read(record_.configuration.data());
    record_.configuration = trimmed(record_.configuration);
    record_.interventions.clear();
    for (auto const& [dimension, entries] : {std::pair<std::string, std::vector<NamedHash>*>("scenario", &record_.scenarios),
                                             {"intervention", &record_.interventions},
                                             {"point", &record_.points}}) {
        auto const names = read_texts(dimension);
        auto const hashes = read_texts(dimension + "_hash");
        for (std::size_t i = 0; i < names.size(); ++i) {
            entries->push_back({names[i], from_hexadecimal(hashes.at(i)).value_or(0)});
        }
    }
    section_names_ = read_texts("section");
    auto const rows = dataset("run_status").shape().at(0);
    if (record_.run_count() != static_cast<std::int64_t>(rows)) {
        throw NotResults(path_.string() + ": is damaged: it has " + std::to_string(rows) + " runs, but its plan has " +
                         std::to_string(record_.run_count()));
    }
}

hdf5::Dataset const& ResultsReader::dataset(std::string const& name) const
{
    auto found = open_.find(name);
    if (found == open_.end()) {
        found = open_.emplace(name, file_.open_dataset(name, chunk_cache_bytes)).first;
    }
    return found->second;
}

std::vector<std::string> ResultsReader::read_texts(std::string const& variable) const
{
    auto const& texts = dataset(variable);
    auto const shape = texts.shape();
    std::string characters(shape.at(0) * shape.at(1), '\0');
    texts.read(characters.data());
    std::vector<std::string> result;
    for (std::size_t i = 0; i < shape[0]; ++i) {
        result.push_back(trimmed(std::string_view(characters).substr(i * shape[1], shape[1])));
    }
    return result;
}

std::string ResultsReader::read_characters(hdf5::Dataset const& dataset, std::int64_t run) const
{
    std::size_t length = 1;
    auto const shape = dataset.shape();
    std::for_each(shape.begin() + 1, shape.end(), [&](auto size) { length *= size; });
    std::string characters(length, '\0');
    dataset.read_rows(static_cast<std::uint64_t>(run), 1, ElementType::character, characters.data());
    return characters;
}

RunRow ResultsReader::row(std::int64_t run) const
{
    try {
        auto const number = [&](std::string const& name) {
            std::int64_t value = 0;
            dataset(name).read_rows(static_cast<std::uint64_t>(run), 1, ElementType::int64, &value);
            return value;
        };
        RunRow row;
        row.run = run;
        row.position = {static_cast<std::size_t>(number("run_intervention")), static_cast<std::size_t>(number("run_scenario")),
                        static_cast<std::size_t>(number("run_point")), static_cast<std::uint32_t>(number("run_replicate"))};
        row.status = static_cast<RunStatus>(number("run_status"));
        row.digest = trimmed(read_characters(dataset("run_digest"), run));
        auto const sections = read_characters(dataset("run_section_digest"), run);
        for (std::size_t at = 0; at < sections.size(); at += 16) {
            row.section_digests.push_back(trimmed(std::string_view(sections).substr(at, 16)));
        }
        auto const expected = record_.position(run);
        if (row.position.scenario != expected.scenario || row.position.intervention != expected.intervention || row.position.point != expected.point ||
            row.position.replicate != expected.replicate) {
            throw NotResults(path_.string() + ": is damaged: row " + std::to_string(run) +
                             " of the run table is not the run that the plan has there");
        }
        return row;
    } catch (hdf5::Error const& failure) {
        throw NotResults(path_.string() + ": run " + std::to_string(run) + " cannot be read: " + failure.what());
    }
}

std::string ResultsReader::hash_of_digests() const
{
    constexpr std::uint64_t rows_at_once = 4096;
    try {
        StreamingHash64 hash;
        for (char const* const name : {"run_digest", "run_status"}) {
            auto const& stored = dataset(name);
            auto const shape = stored.shape();
            auto const width = shape.size() > 1 ? shape[1] : sizeof(std::int64_t);
            std::vector<std::byte> bytes(rows_at_once * width);
            for (std::uint64_t first = 0; first < shape.at(0); first += rows_at_once) {
                auto const rows = std::min(rows_at_once, shape[0] - first);
                stored.read_rows(first, rows, shape.size() > 1 ? ElementType::character : ElementType::int64, bytes.data());
                hash.add(std::span(bytes).first(rows * width));
            }
        }
        return hexadecimal(hash.value());
    } catch (hdf5::Error const&) {
        return "unreadable";
    } catch (NotResults const&) {
        return "unreadable";
    }
}

std::vector<std::int64_t> ResultsReader::failed_runs() const
{
    std::vector<std::int64_t> status(static_cast<std::size_t>(run_count()));
    dataset("run_status").read_rows(0, status.size(), ElementType::int64, status.data());
    std::vector<std::int64_t> failed;
    for (std::size_t run = 0; run < status.size(); ++run) {
        if (status[run] != static_cast<std::int64_t>(RunStatus::done)) {
            failed.push_back(static_cast<std::int64_t>(run));
        }
    }
    return failed;
}

std::string ResultsReader::missing_shard() const
{
    auto const shards = is_in_place_ ? file_.integer(in_place_attribute) : 0;
    for (std::int64_t shard = 0; shard < shards; ++shard) {
        auto const table = shard_table(static_cast<std::size_t>(shard), 8);
        auto const path = file_.has(table) ? file_.outside_file(table) : "";
        if (!path.empty() && !std::filesystem::exists(path)) {
            return path;
        }
    }
    return {};
}

std::map<std::int64_t, std::string> ResultsReader::failure_texts() const
{
    std::map<std::int64_t, std::string> found;
    if (!file_.has("failure_run")) {
        return found;
    }
    std::vector<std::int64_t> runs(dataset("failure_run").shape().at(0));
    dataset("failure_run").read_rows(0, runs.size(), ElementType::int64, runs.data());
    auto const texts = read_texts("failure_text");
    for (std::size_t i = 0; i < runs.size(); ++i) {
        found.emplace(runs[i], texts.at(i));
    }
    return found;
}

std::string ResultsReader::failure_text(std::int64_t run) const
{
    auto const texts = failure_texts();
    auto const found = texts.find(run);
    return found == texts.end() ? std::string() : found->second;
}

std::vector<std::int64_t> ResultsReader::values(std::string const& variable, std::int64_t run) const
{
    if (!file_.has(variable)) {
        return {};
    }
    try {
        auto const& stored = dataset(variable);
        std::size_t count = 1;
        auto const shape = stored.shape();
        std::for_each(shape.begin() + 1, shape.end(), [&](auto size) { count *= size; });
        std::vector<std::int64_t> values(count);
        stored.read_rows(static_cast<std::uint64_t>(run), 1, ElementType::int64, values.data());
        return values;
    } catch (hdf5::Error const& failure) {
        throw NotResults(path_.string() + ": " + variable + " of run " + std::to_string(run) +
                         " cannot be read: " + failure.what());
    }
}

Outcome ResultsReader::outcome(ResultLayout const& layout, std::int64_t run) const
{
    if (outcome_schema_version_ != piste::outcome_schema_version) {
        throw NotResults(path_.string() + ": has outcome schema version " + std::to_string(outcome_schema_version_) +
                         ", but this program knows version " + std::to_string(piste::outcome_schema_version));
    }
    Outcome outcome;
    for (std::size_t i = 0; i < variable_count; ++i) {
        auto const name = std::string(variable_infos.at(i).name);
        outcome.values.at(i) = values(name, run);
        if (outcome.values.at(i).size() != layout.variables.at(i).count) {
            throw NotResults(path_.string() + ": " + name + " has " + std::to_string(outcome.values.at(i).size()) +
                             " values a run, but the scenario asks for " +
                             std::to_string(layout.variables.at(i).count));
        }
    }
    return outcome;
}

PlanDescription describe_plan(ResultsReader const& reader)
{
    return {reader.record(), reader.layout_fingerprint(), reader.model_version(), reader.outcome_schema_version()};
}

}  // namespace piste
