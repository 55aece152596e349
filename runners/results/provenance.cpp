#include "runners/results/provenance.hpp"

#include "runners/results/durable_file.hpp"
#include "runners/results/random_token.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <iomanip>
#include <locale>
#include <sstream>
#include <string_view>
#include <unistd.h>

namespace piste {

std::string json_text(std::string_view text)
{
    std::ostringstream quote;
    quote << '"';
    for (char const letter : text) {
        if (letter == '"' || letter == '\\') {
            quote << '\\' << letter;
        } else if (static_cast<unsigned char>(letter) < 0x20) {
            quote << "\\u" << std::hex << std::setw(4) << std::setfill('0') << static_cast<int>(letter);
        } else {
            quote << letter;
        }
    }
    quote << '"';
    return quote.str();
}

namespace {

std::string json(Provenance const& p)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << std::fixed << std::setprecision(3);
    text << "  {\"started\": " << json_text(p.started) << ", \"finished\": " << json_text(p.finished)
         << ", \"host\": " << json_text(p.host) << ", \"job\": " << json_text(p.job)
         << ",\n   \"command_line\": " << json_text(p.command_line) << ", \"piste_version\": " << json_text(p.piste_version)
         << ", \"plan_hash\": " << json_text(p.plan_hash) << ",\n   \"end\": " << json_text(p.end)
         << ", \"ranks\": " << p.ranks << ", \"threads\": " << p.threads << ", \"runs\": " << p.runs
         << ", \"failed\": " << p.failed << ", \"wall_seconds\": " << p.wall_seconds
         << ", \"simulation_seconds\": " << p.simulation_seconds << "}";
    return text.str();
}

}  // namespace

std::filesystem::path provenance_path(std::filesystem::path const& results)
{
    auto path = results;
    return path += ".provenance.json";
}

void append_provenance(std::filesystem::path const& results, Provenance const& provenance,
                       std::vector<std::string> const& left)
{
    constexpr std::string_view end = "\n]\n";
    auto const path = provenance_path(results);
    auto text = std::filesystem::exists(path) ? read_whole_file(path) : std::string();
    if (text.starts_with('[') && text.ends_with(end)) {
        text.replace(text.size() - end.size(), end.size(), ",\n");
    } else {
        text = "[\n";
    }
    for (auto const& entry : left) {
        text += entry + ",\n";
    }
    write_file_durably(path, text + json(provenance) + std::string(end));
}

void leave_provenance(std::filesystem::path const& folder, Provenance const& provenance)
{
    write_file_durably(folder / (provenance.host + "-" + random_token() + ".provenance"), json(provenance));
}

std::vector<std::string> left_provenance(std::filesystem::path const& folder)
{
    std::vector<std::string> entries;
    std::error_code ignored;
    for (auto const& item : std::filesystem::directory_iterator(folder, ignored)) {
        if (item.path().extension() == ".provenance") {
            entries.push_back(read_whole_file(item.path()));
        }
    }
    std::ranges::sort(entries);   // by the time they began
    return entries;
}

std::string current_time()
{
    auto const now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data()};
}

std::string host_name()
{
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) {
        return "unknown";
    }
    return {name.data()};
}

}  // namespace piste
