// Usage: schedule_model [KEY=VALUE...]     one ensemble; figures as one line of JSON
//        schedule_model --tables            the tables of docs/scaling.md
//
// Keys: runs processes threads processes_per_node by_shares, mean_seconds run_times=FILE long_every long_factor, and the fields of
// Costs (schedule_model.hpp). What is not given is as in cases.cpp.
#include "cases.hpp"
#include "run_times.hpp"
#include "schedule_model.hpp"

#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>

namespace {

using namespace piste::bench;

struct Request {
    std::uint64_t runs = 1000;
    Mix mix{.mean_seconds = 0.15};
    Layout layout;
    Costs costs;
};

std::map<std::string, std::function<void(Request&, std::string const&)>> settings()
{
    using Set = std::function<void(Request&, std::string const&)>;
    auto const number = [](auto Costs::* field) {
        return Set([field](Request& r, std::string const& t) { r.costs.*field = static_cast<std::decay_t<decltype(r.costs.*field)>>(std::stod(t)); });
    };
    auto const shape = [](auto Layout::* field) {
        return Set([field](Request& r, std::string const& t) { r.layout.*field = static_cast<std::decay_t<decltype(r.layout.*field)>>(std::stoull(t)); });
    };
    return {
        {"runs", [](Request& r, std::string const& t) { r.runs = std::stoull(t); }},
        {"mean_seconds", [](Request& r, std::string const& t) { r.mix.mean_seconds = std::stod(t); }},
        {"run_times", [](Request& r, std::string const& t) { r.mix.relative = read_run_times(t); r.mix.mean_seconds = 0; }},
        {"long_every", [](Request& r, std::string const& t) { r.mix.long_every = std::stoull(t); }},
        {"long_factor", [](Request& r, std::string const& t) { r.mix.long_factor = std::stod(t); }},
        {"processes", shape(&Layout::processes)}, {"threads", shape(&Layout::threads)},
        {"processes_per_node", shape(&Layout::processes_per_node)}, {"by_shares", shape(&Layout::by_shares)},
        {"counter_service", number(&Costs::counter_service)}, {"counter_travel", number(&Costs::counter_travel)},
        {"host_look", number(&Costs::host_look)}, {"look_for_ticket", number(&Costs::look_for_ticket)},
        {"tickets_one_by_one", number(&Costs::tickets_one_by_one)}, {"record_bytes", number(&Costs::record_bytes)},
        {"record_seconds", number(&Costs::record_seconds)}, {"flush_seconds", number(&Costs::flush_seconds)},
        {"flush_bytes", number(&Costs::flush_bytes)}, {"commit_seconds", number(&Costs::commit_seconds)},
        {"commit_operations", number(&Costs::commit_operations)}, {"operations_per_second", number(&Costs::operations_per_second)},
        {"bytes_per_second", number(&Costs::bytes_per_second)}, {"node_bytes_per_second", number(&Costs::node_bytes_per_second)},
        {"writers_per_node", number(&Costs::writers_per_node)}, {"owner_writes", number(&Costs::owner_writes)},
        {"start_seconds", number(&Costs::start_seconds)}, {"ledger_seconds", number(&Costs::ledger_seconds)},
        {"merge_bytes_per_second", number(&Costs::merge_bytes_per_second)},
        {"merge_seconds_per_shard", number(&Costs::merge_seconds_per_shard)},
    };
}

Request request_from(int count, char** arguments)
{
    Request request;
    request.costs = costs_of(Place::this_machine);
    auto const known = settings();
    for (int i = 1; i < count; ++i) {
        std::string const argument = arguments[i];
        auto const equals = argument.find('=');
        auto const setting = known.find(argument.substr(0, equals));
        if (equals == std::string::npos || setting == known.end()) {
            throw std::invalid_argument(argument + ": unknown; say KEY=VALUE with a key of schedule_model.hpp, or --tables");
        }
        try {
            setting->second(request, argument.substr(equals + 1));
        } catch (std::logic_error const&) {
            throw std::invalid_argument(argument + ": not a number that fits");
        }
    }
    return request;
}

void print(Figures const& figures)
{
    std::cout.precision(9);
    std::cout << "{\"useful_seconds\": " << figures.useful_seconds << ", \"last_run_ended\": " << figures.last_run_ended
              << ", \"last_commit_ended\": " << figures.last_commit_ended << ", \"merge_seconds\": " << figures.merge_seconds
              << ", \"efficiency\": " << figures.efficiency() << ", \"efficiency_with_merge\": " << figures.efficiency_with_merge()
              << ", \"idle_at_the_end\": " << figures.idle_at_the_end << ", \"waiting\": " << figures.waiting
              << ", \"operations\": " << figures.operations << ", \"counter_load\": " << figures.counter_load
              << ", \"most_operations_in_a_second\": " << figures.most_operations_in_a_second
              << ", \"slowest_ticket\": " << figures.slowest_ticket << ", \"commits\": " << figures.commits
              << ", \"slowest_commit\": " << figures.slowest_commit << ", \"bytes\": " << figures.bytes
              << ", \"repeated\": " << figures.repeated << "}\n";
}

}  // namespace

int main(int count, char** arguments)
{
    try {
        if (count == 2 && std::string(arguments[1]) == "--tables") {
            std::cout << tables();
            return 0;
        }
        auto const request = request_from(count, arguments);
        print(simulate_schedule({request.runs, run_times(request.mix)}, request.layout, request.costs));
        return 0;
    } catch (std::exception const& error) {
        std::cerr << "schedule_model: " << error.what() << '\n';
        return 2;
    }
}
