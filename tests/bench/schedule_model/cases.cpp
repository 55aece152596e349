#include "cases.hpp"

#include "run_times.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <vector>

namespace piste::bench {

namespace {

// Measured by `measure.py model`, `tickets` and `files` on two cores and a local disk; figures of a cluster's network and file system are
// assumptions, and docs/scaling.md says so.
constexpr double record_bytes = 249e3;
constexpr double record_seconds = 0.25e-3;
constexpr double memory_ticket = 0.4e-6;
constexpr double message_ticket = 20e-6;     // of the host, over TCP
constexpr double message_travel = 100e-6;
constexpr double host_look = 20e-3;
constexpr double one_sided_ticket = 1e-6;    // assumed: an atomic operation by the network card
constexpr double one_sided_travel = 5e-6;    // assumed
constexpr double merge_rate = 500e6;
constexpr double merge_shard = 50e-6;
constexpr double local_commit = 4e-3;

// A typical run takes 0.15 s; quantiles of real ones around their mean.
constexpr double typical_run = 0.15;
std::vector<double> const spread{0.93, 0.95, 0.96, 0.97, 0.98, 0.99, 1.0, 1.01, 1.02, 1.03, 1.04, 1.05, 1.07};

void put_on_cluster(Costs& costs)
{
    costs.commit_seconds = 20e-3;
    costs.operations_per_second = 20e3;
    costs.bytes_per_second = 50e9;
    costs.node_bytes_per_second = 2e9;
    costs.ledger_seconds = 0.5e-3;
    costs.start_seconds = 0.5;
}

struct Row {
    std::string_view what;
    std::uint64_t runs;
    std::uint64_t processes;
    std::uint64_t threads;
    Place place;
    bool by_shares = false;
    bool mixed = false;   // one run in twenty takes ten times as long
};

Figures carry_out(Row const& row, Costs const& costs)
{
    constexpr std::uint64_t cores_of_a_node = 128;
    auto const processes_per_node = std::max<std::uint64_t>(cores_of_a_node / row.threads, 1);
    Mix mix{.mean_seconds = typical_run, .relative = spread};
    if (row.mixed) {
        mix.long_every = 20;
        mix.long_factor = 10.0;
    }
    return simulate_schedule({row.runs, run_times(mix)}, {row.processes, row.threads, processes_per_node, row.by_shares}, costs);
}

std::string number(double value, int digits)
{
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

std::string percent(double share)
{
    return number(100 * share, 1) + " %";
}

std::string with_commas(std::uint64_t value)
{
    auto text = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), 1, ',');
    }
    return text;
}

std::string who(Row const& row)
{
    return with_commas(row.processes) + " x " + std::to_string(row.threads) + " | " + with_commas(row.runs) + (row.mixed ? ", mixed" : "");
}

// Two digits are enough, and do not change with a compiler.
std::string roughly(double value)
{
    if (value < 100) {
        return number(value, value < 10 ? 1 : 0);
    }
    auto const scale = std::pow(10.0, std::floor(std::log10(value)) - 1);
    return with_commas(static_cast<std::uint64_t>(std::llround(std::round(value / scale) * scale)));
}

constexpr std::array main_rows{
    Row{"memory", 1000, 1, 2, Place::this_machine},
    Row{"memory", 1000, 2, 1, Place::this_machine},
    Row{"memory", 1000, 1, 2, Place::this_machine, false, true},
    Row{"memory", 1000, 2, 1, Place::this_machine, false, true},
    Row{"memory", 100'000, 4, 32, Place::cluster_memory},
    Row{"one-sided", 100'000, 32, 32, Place::cluster_one_sided},
    Row{"messages", 100'000, 32, 32, Place::cluster_messages},
    Row{"messages", 100'000, 32, 32, Place::cluster_messages, false, true},
    Row{"one-sided", 1'000'000, 312, 32, Place::cluster_one_sided},
    Row{"messages", 1'000'000, 312, 32, Place::cluster_messages},
    Row{"one-sided", 1'000'000, 10'000, 1, Place::cluster_one_sided},
    Row{"messages", 1'000'000, 10'000, 1, Place::cluster_messages},
    Row{"one-sided", 100'000, 10'000, 1, Place::cluster_one_sided},
    Row{"none", 100'000, 32, 32, Place::cluster_memory, true},
    Row{"none", 100'000, 32, 32, Place::cluster_memory, true, true},
    Row{"none", 100'000, 1000, 1, Place::cluster_memory, true},
    Row{"none", 1'000'000, 312, 32, Place::cluster_memory, true},
    Row{"none", 1'000'000, 10'000, 1, Place::cluster_memory, true},
};

std::string main_table()
{
    std::string text = "| processes x threads | runs | counter | seconds | efficiency | waiting | idle at the end | operations in the busiest "
                       "second | slowest ticket | commits | slowest commit | done twice | merge |\n"
                       "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
    for (auto const& row : main_rows) {
        auto const figures = carry_out(row, costs_of(row.place));
        text += "| " + who(row) + " | " + std::string(row.what) + " | " + roughly(figures.last_commit_ended) + " | " + percent(figures.efficiency()) +
                " | " + percent(figures.waiting) + " | " + percent(figures.idle_at_the_end) + " | " + roughly(figures.most_operations_in_a_second) +
                " | " + roughly(1e3 * figures.slowest_ticket) + " ms | " + with_commas(figures.commits) + " | " + number(figures.slowest_commit, 2) +
                " s | " + with_commas(figures.repeated) + " | " + roughly(figures.merge_seconds) + " s |\n";
    }
    return text;
}

// What the design was before the simulation, and what each change is worth.
struct Change {
    std::string_view what;
    Row row;
    void (*undo)(Costs&);
};

constexpr std::array changes{
    Change{"as many tickets an operation as threads lack runs; before, one", Row{"", 100'000, 32, 32, Place::cluster_messages},
           [](Costs& costs) { costs.tickets_one_by_one = true; }},
    Change{"commits on a thread of their own; before, by who fetches tickets", Row{"", 1'000'000, 10'000, 1, Place::cluster_one_sided},
           [](Costs& costs) { costs.owner_writes = true; }},
    Change{"the host answers all that has come; before, one message a look", Row{"", 100'000, 32, 32, Place::cluster_messages},
           [](Costs& costs) { costs.counter_service = 1.0 / 65; }},
};

std::string changes_table()
{
    std::string text = "| change | processes x threads | runs | efficiency before | after |\n|---|---|---|---|---|\n";
    for (auto const& change : changes) {
        auto costs = costs_of(change.row.place);
        auto const after = carry_out(change.row, costs);
        change.undo(costs);
        auto const before = carry_out(change.row, costs);
        text += "| " + std::string(change.what) + " | " + who(change.row) + " | " + percent(before.efficiency()) + " | " +
                percent(after.efficiency()) + " |\n";
    }
    return text;
}

}  // namespace

Costs costs_of(Place place)
{
    Costs costs;
    costs.record_bytes = record_bytes;
    costs.record_seconds = record_seconds;
    costs.counter_service = memory_ticket;
    costs.commit_seconds = local_commit;
    costs.merge_bytes_per_second = merge_rate;
    costs.merge_seconds_per_shard = merge_shard;
    if (place != Place::this_machine) {
        put_on_cluster(costs);
    }
    if (place == Place::cluster_one_sided) {
        costs.counter_service = one_sided_ticket;
        costs.counter_travel = one_sided_travel;
    }
    if (place == Place::cluster_messages) {
        costs.counter_service = message_ticket;
        costs.counter_travel = message_travel;
        costs.host_look = host_look;
    }
    return costs;
}

std::string tables()
{
    return main_table() + "\n" + changes_table();
}

}  // namespace piste::bench
