#include "runners/results/run_ledger.hpp"

#include "runners/results/checksum.hpp"

#include <charconv>
#include <sstream>

namespace piste {

namespace {

constexpr std::string_view format_family = "piste-ledger-";
constexpr std::string_view format_name = "piste-ledger-1";

std::string with_checksum(std::string const& line)
{
    return line + " crc=" + hexadecimal(crc32c(line)) + "\n";
}

// The line without its checksum, if that is right.
std::optional<std::string_view> checked(std::string_view line)
{
    auto const at = line.rfind(" crc=");
    if (at == std::string_view::npos || line.substr(at + 5) != hexadecimal(crc32c(line.substr(0, at)))) {
        return std::nullopt;
    }
    return line.substr(0, at);
}

template <class Number>
bool read_number(std::string_view text, Number& value)
{
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, value);
    return error == std::errc{} && stopped == end && !text.empty();
}

bool read_hexadecimal(std::string_view text, std::uint64_t& value)
{
    auto const number = from_hexadecimal(text);
    value = number.value_or(0);
    return number.has_value();
}

// Takes "key=value" off the front of a line of space-separated fields; false where another key comes first.
bool take(std::string_view& line, std::string_view key, std::string_view& value)
{
    auto const end = std::min(line.find(' '), line.size());
    auto const field = line.substr(0, end);
    if (!field.starts_with(key) || field.substr(key.size(), 1) != "=") {
        return false;
    }
    value = field.substr(key.size() + 1);
    line.remove_prefix(std::min(end + 1, line.size()));
    return true;
}

bool read_runs(std::string_view text, std::vector<RunRange>& runs)
{
    while (!text.empty()) {
        auto const end = std::min(text.find(','), text.size());
        auto const range = text.substr(0, end);
        auto const dash = range.find('-');
        RunRange parsed;
        if (!read_number(range.substr(0, dash), parsed.first)) {
            return false;
        }
        parsed.last = parsed.first;
        if (dash != std::string_view::npos && !read_number(range.substr(dash + 1), parsed.last)) {
            return false;
        }
        if (parsed.first < 0 || parsed.last < parsed.first) {
            return false;
        }
        runs.push_back(parsed);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

bool parse_header(std::string_view line, LedgerHeader& header)
{
    std::string_view plan;
    std::string_view writer;
    std::string_view model;
    std::string_view schema;
    std::string_view layout;
    std::string_view seed;
    if (!line.starts_with(format_name) || line.size() <= format_name.size()) {
        return false;
    }
    line.remove_prefix(format_name.size() + 1);
    if (!(take(line, "plan", plan) && take(line, "writer", writer) && take(line, "model", model) &&
          take(line, "schema", schema) && take(line, "layout", layout) && take(line, "seed", seed))) {
        return false;
    }
    header.plan_hash = plan;
    header.writer = writer;
    return read_number(model, header.model_version) && read_number(schema, header.outcome_schema_version) &&
           read_hexadecimal(layout, header.layout_fingerprint) && read_number(seed, header.seed);
}

bool parse_entry(std::string_view line, LedgerEntry& entry)
{
    std::string_view sequence;
    std::string_view done;
    std::string_view failed;
    std::string_view shard;
    std::string_view length;
    std::string_view checksum;
    std::string_view digests;
    std::string_view runs;
    if (!(take(line, "sequence", sequence) && take(line, "done", done) && take(line, "failed", failed) &&
          take(line, "shard", shard) && take(line, "length", length) && take(line, "checksum", checksum) &&
          take(line, "digests", digests) && take(line, "runs", runs))) {
        return false;
    }
    entry.shard = shard;
    return read_number(sequence, entry.sequence) && read_number(done, entry.done) &&
           read_number(failed, entry.failed) && read_number(length, entry.length) &&
           read_hexadecimal(checksum, entry.checksum) && read_hexadecimal(digests, entry.digests) &&
           read_runs(runs, entry.runs) && count_runs(entry.runs) == std::int64_t{entry.done} + entry.failed;
}

}  // namespace

void append_run(std::vector<RunRange>& runs, std::int64_t run)
{
    if (!runs.empty() && runs.back().last + 1 == run) {
        runs.back().last = run;
    } else {
        runs.push_back({run, run});
    }
}

std::int64_t count_runs(std::vector<RunRange> const& runs)
{
    std::int64_t count = 0;
    for (auto const& range : runs) {
        count += range.last - range.first + 1;
    }
    return count;
}

std::string ledger_line(LedgerHeader const& header)
{
    std::ostringstream line;
    line << format_name << " plan=" << header.plan_hash << " writer=" << header.writer
         << " model=" << header.model_version << " schema=" << header.outcome_schema_version
         << " layout=" << hexadecimal(header.layout_fingerprint) << " seed=" << header.seed;
    return with_checksum(line.str());
}

std::string ledger_line(LedgerEntry const& entry)
{
    std::ostringstream line;
    line << "sequence=" << entry.sequence << " done=" << entry.done << " failed=" << entry.failed
         << " shard=" << entry.shard << " length=" << entry.length << " checksum=" << hexadecimal(entry.checksum)
         << " digests=" << hexadecimal(entry.digests) << " runs=";
    for (std::size_t i = 0; i < entry.runs.size(); ++i) {
        auto const& range = entry.runs[i];
        line << (i == 0 ? "" : ",") << range.first;
        if (range.last != range.first) {
            line << "-" << range.last;
        }
    }
    return with_checksum(line.str());
}

std::string other_ledger_format(std::string_view text)
{
    auto const name = text.substr(0, text.find_first_of(" \n"));
    return name.starts_with(format_family) && name != format_name && name.size() < 2 * format_name.size() ? std::string(name) : "";
}

std::optional<Ledger> parse_ledger(std::string_view text)
{
    Ledger ledger;
    bool has_header = false;
    while (true) {
        auto const end = text.find('\n');
        auto const line = end == std::string_view::npos ? std::nullopt : checked(text.substr(0, end));
        if (!line) {
            break;
        }
        if (!has_header) {
            if (!parse_header(*line, ledger.header)) {
                break;
            }
            has_header = true;
        } else {
            LedgerEntry entry;
            if (!parse_entry(*line, entry) || entry.sequence != ledger.entries.size()) {
                break;
            }
            ledger.entries.push_back(std::move(entry));
        }
        text.remove_prefix(end + 1);
    }
    ledger.ignored_bytes = text.size();
    return has_header ? std::optional(std::move(ledger)) : std::nullopt;
}

LedgerWriter::LedgerWriter(std::filesystem::path const& path, LedgerHeader const& header)
    : file_(DurableFile::create_new(path))
{
    file_.write(ledger_line(header));
    file_.sync();
    sync_folder(folder_of(path));
}

void LedgerWriter::append(LedgerEntry const& entry)
{
    file_.write(ledger_line(entry));
    file_.sync();
}

}  // namespace piste
