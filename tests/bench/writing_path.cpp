// How fast results reach the disk when simulating costs nothing: one prepared outcome stands in for every run. The path of `piste run`,
// commits and merge apart, against plain writing of the same bytes in the same pieces, right after one another. Prints one line of JSON.
//
// Usage: writing_path EXPERIMENT.toml OUTPUT.h5 REPLICATES THREADS
// Leaves OUTPUT.h5, a results file like any other, but that all its runs are the same.
#include "runners/commands/plan.hpp"
#include "runners/results/durable_file.hpp"
#include "runners/results/results_store.hpp"
#include "runners/results/results_writer.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace piste;
namespace files = std::filesystem;

double seconds_of(std::function<void()> const& work)
{
    auto const began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

void commit_all(Plan const& plan, ResultsStore const& store, Outcome const& outcome, std::size_t threads)
{
    ResultsWriter writer(store.folder(), plan.record, store.layout(), "stand-in");
    std::atomic<std::int64_t> next{0};
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < threads; ++i) {
        workers.emplace_back([&] {
            for (auto run = next++; run < plan.record.run_count(); run = next++) {
                writer.add(run, outcome);
            }
        });
    }
    for (auto& worker : workers) {
        worker.join();
    }
    writer.commit();
}

std::vector<files::path> shards_in(files::path const& folder)
{
    std::vector<files::path> found;
    for (auto const& entry : files::directory_iterator(folder)) {
        if (entry.path().extension() == ".shard") {
            found.push_back(entry.path());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

// The same bytes in the same pieces, each synced before the next.
void write_plainly(std::vector<std::uintmax_t> const& pieces, files::path const& folder)
{
    std::vector<std::byte> bytes(*std::max_element(pieces.begin(), pieces.end()), std::byte{7});
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        auto file = DurableFile::create_new(folder / ("plain" + std::to_string(i)));
        file.write(std::span(bytes).first(pieces[i]));
        file.sync();
        file.close();
    }
}

void copy_plainly(std::vector<files::path> const& shards, files::path const& target)
{
    std::vector<char> bytes(std::size_t{1} << 20U);
    auto copy = DurableFile::create_or_empty(target);
    for (auto const& shard : shards) {
        std::ifstream file(shard, std::ios::binary);
        while (file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())), file.gcount() > 0) {
            copy.write(std::as_bytes(std::span(bytes)).first(static_cast<std::size_t>(file.gcount())));
        }
    }
    copy.sync();
    copy.close();
}

int measure(std::array<std::string, 2> const& paths, std::int64_t replicates, std::size_t threads)
{
    Options options;
    options.file = paths[0];
    options.output = paths[1];
    options.replicates = replicates;
    auto const plan = plan_from_file(options);
    auto const outcome = simulate_run(plan, 0);
    ResultsStore store(options.output, plan.record, plan.experiment.scenarios.front().scenario);
    auto const commit = seconds_of([&] { commit_all(plan, store, outcome, threads); });
    auto const shards = shards_in(store.folder());
    std::vector<std::uintmax_t> pieces;
    std::uintmax_t bytes = 0;
    for (auto const& shard : shards) {
        pieces.push_back(files::file_size(shard));
        bytes += pieces.back();
    }
    auto const plain = files::path(options.output + ".plain");
    files::create_directory(plain);
    auto const write = seconds_of([&] { write_plainly(pieces, plain); });
    files::remove_all(plain);
    auto const copy = seconds_of([&] { copy_plainly(shards, plain); });
    files::remove(plain);
    auto const merge = seconds_of([&] { store.merge(); });
    std::cout << "{\"runs\": " << plan.record.run_count() << ", \"bytes\": " << bytes << ", \"pieces\": " << pieces.size()
              << ", \"commit_seconds\": " << commit << ", \"plain_write_seconds\": " << write << ", \"merge_seconds\": " << merge
              << ", \"plain_copy_seconds\": " << copy << "}\n";
    return 0;
}

}  // namespace

int main(int count, char** arguments)
{
    if (count != 5) {
        std::cerr << "usage: writing_path EXPERIMENT.toml OUTPUT.h5 REPLICATES THREADS\n";
        return 2;
    }
    try {
        return measure({arguments[1], arguments[2]}, std::stoll(arguments[3]), std::stoull(arguments[4]));
    } catch (std::exception const& error) {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
