#include "runners/commands/provenance.hpp"

#include "runners/commands/build_info.hpp"

#include <array>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <string>
#include <unistd.h>

namespace piste {

namespace {

std::string host_name()
{
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

std::string now_in_utc()
{
    auto const now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

}  // namespace

void write_provenance(std::filesystem::path const& results, SessionRecord const& session)
{
    auto path = results;
    path += ".provenance.toml";
    std::ofstream file(path, std::ios::app);
    auto const build = build_info();
    file << "[[session]]\nended = " << now_in_utc() << "\nhost = " << std::quoted(host_name())
         << "\nranks = " << session.ranks << "\nthreads = " << session.threads << "\nruns_computed = " << session.runs
         << "\nruns_missing = " << session.missing << "\nwall_seconds = " << std::fixed << std::setprecision(3)
         << session.wall_seconds << "\nversion = " << std::quoted(build.version)
         << "\nrevision = " << std::quoted(build.revision) << "\ncompiler = " << std::quoted(build.compiler)
         << "\nflags = " << std::quoted(build.flags) << "\n\n";
}

}  // namespace piste
