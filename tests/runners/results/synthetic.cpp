#include "synthetic.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace piste::testing {

namespace {

std::uint64_t mixed(std::uint64_t value)
{
    value ^= value >> 33U;
    value *= 0xff51afd7ed558ccdULL;
    value ^= value >> 33U;
    value *= 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33U);
}

template <class Row>
Row& add(std::vector<Row>& table, std::string const& name, std::string const& label)
{
    table.emplace_back();
    table.back().name = name;
    table.back().label = label;
    return table.back();
}

}  // namespace

Scenario synthetic_scenario(std::int32_t measured_days)
{
    Scenario scenario;
    scenario.name = "synthetic";
    scenario.horizon = {"2016-01-01", 10, measured_days, 5};
    add(scenario.places, "bamako", "Bamako").kind = PlaceKind::origin;
    auto& gao = add(scenario.places, "gao", "Gao");
    gao.kind = PlaceKind::hub;
    gao.country = "Mali";
    gao.latitude_degrees = 16.27;
    gao.longitude_degrees = -0.04;
    add(scenario.places, "tamanrasset", "Tamanrasset (Algérie)").kind = PlaceKind::beyond;
    add(scenario.holders, "state", "the state");
    auto& south = add(scenario.links, "bamako-gao", "Bamako to Gao");
    south.from = Index<Place>(0);
    south.to = Index<Place>(1);
    south.holder = Index<Holder>(0);
    south.distance_km = 1200;
    south.travel_minutes = 1440;
    auto& north = add(scenario.links, "gao-tamanrasset", "Gao to Tamanrasset");
    north.from = Index<Place>(1);
    north.to = Index<Place>(2);
    north.leg = Leg::north;
    north.mode = LinkMode::truck;
    auto& posts = add(scenario.post_groups, "bamako-gao-police", "police between Bamako and Gao");
    posts.link = Index<Link>(0);
    posts.posts = 12;
    add(scenario.crossings, "in-khalil", "In Khalil").place = Index<Place>(2);
    add(scenario.nationalities, "guinea", "Guinea");
    add(scenario.nationalities, "cote-d-ivoire", "Côte d'Ivoire");
    add(scenario.wishes, "algeria", "Algeria");
    add(scenario.passeur_groups, "gao-guinea", "Guineans' passeurs in Gao");
    return scenario;
}

ExperimentRecord synthetic_record(std::int64_t replicates)
{
    ExperimentRecord record;
    record.title = "A test: Côte d'Ivoire";
    record.plan_hash = "0123456789abcdef0123456789ab" + std::to_string(1000 + replicates);
    record.model_hash = "00000000000000000000000000000001";
    record.text_hash = "00000000000000000000000000000002";
    record.configuration = "[horizon]\nmeasured = { value = 60, unit = \"days\" }\nname = \"Côte\"\n";
    record.seed = 18446744073709551615U;
    record.scenarios = {{"synthetic", 17}};
    record.points = {{"base", 4}};
    record.replicates = replicates;
    record.piste_version = "0.1.0";
    record.compiler = "a compiler";
    record.compiler_flags = "-O3";
    return record;
}

Outcome synthetic_outcome(ResultLayout const& layout, RunIdentity const& identity)
{
    Outcome outcome;
    for (std::size_t i = 0; i < variable_count; ++i) {
        auto& values = outcome.values.at(i);
        for (std::size_t k = 0; k < layout.variables.at(i).count; ++k) {
            auto const word = mixed(identity.replicate * 0x9e3779b97f4a7c15ULL + identity.scenario_hash * 77 +
                                    (i << 40U) + k);
            values.push_back(static_cast<std::int64_t>(word % 2'000'000) - 1'000'000);
        }
    }
    return outcome;
}

TemporaryFolder::TemporaryFolder()
{
    auto name = (std::filesystem::temp_directory_path() / "piste-results-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("cannot create a temporary folder");
    }
    path_ = name;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string bytes_of(std::filesystem::path const& path)
{
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

void overwrite(std::filesystem::path const& path, std::string const& bytes)
{
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream << bytes;
}

}  // namespace piste::testing
