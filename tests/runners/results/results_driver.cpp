// A stand-in for `piste run`, for tests that kill it, fill its disk or read its file: writes synthetic runs.
//   results_driver OUTPUT RUNS [slow MICROSECONDS] [batch BYTES] [writers N] [shuffle SEED] [file-limit BYTES]
//                  [break-lock 1]
//                  [part I of N]   together with others, as with --join: every N-th run from the I-th, and the merge if none is missing
// Exit codes as the program's: 0 complete, 3 refused, 75 incomplete.
#include "runners/results/results_store.hpp"
#include "synthetic.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

namespace {

using Settings = std::map<std::string, std::int64_t>;

Settings settings_from(int count, char** arguments)
{
    Settings settings{{"slow", 0}, {"batch", 1 << 20}, {"writers", 1}, {"shuffle", -1}, {"file-limit", -1},
                      {"part", 0}, {"of", 1}, {"break-lock", 0}};
    for (int i = 3; i + 1 < count; i += 2) {
        settings.at(arguments[i]) = std::stoll(arguments[i + 1]);
    }
    return settings;
}

// Writing beyond the limit then fails as on a full disk.
void limit_files(std::int64_t bytes)
{
    if (bytes >= 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit const limit{static_cast<rlim_t>(bytes), static_cast<rlim_t>(bytes)};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
}

int run(std::string const& output, std::int64_t runs, Settings const& settings)
{
    auto const scenario = piste::testing::synthetic_scenario();
    auto const record = piste::testing::synthetic_record(runs);
    piste::OpenOptions how;
    how.shared = settings.at("of") > 1;
    how.break_lock = settings.at("break-lock") > 0;
    piste::ResultsStore store(output, record, scenario, how);
    if (store.is_complete()) {
        std::cout << "nothing to do" << std::endl;
        return 0;
    }
    auto const done = store.done();
    std::cout << "done before: " << std::count(done.begin(), done.end(), true) << std::endl;
    std::vector<std::int64_t> order;
    order.reserve(static_cast<std::size_t>(runs));
    for (std::int64_t i = 0; i < runs; ++i) {
        if (!done[static_cast<std::size_t>(i)] && i % settings.at("of") == settings.at("part")) {
            order.push_back(i);
        }
    }
    if (settings.at("shuffle") >= 0) {
        std::shuffle(order.begin(), order.end(), std::mt19937(static_cast<unsigned>(settings.at("shuffle"))));
    }
    limit_files(settings.at("file-limit"));
    piste::FlushLimits limits;
    limits.bytes = static_cast<std::size_t>(settings.at("batch"));
    std::vector<std::unique_ptr<piste::ResultsWriter>> writers;
    for (std::int64_t i = 0; i < settings.at("writers"); ++i) {
        writers.push_back(std::make_unique<piste::ResultsWriter>(store.folder(), record, store.layout(),
                                                                 "rank" + std::to_string(i), limits));
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
        auto const outcome = piste::testing::synthetic_outcome(store.layout(), record.identity(order[i]));
        writers[i % writers.size()]->add(order[i], outcome);
        std::this_thread::sleep_for(std::chrono::microseconds(settings.at("slow")));
    }
    for (auto& writer : writers) {
        writer->commit();
    }
    if (how.shared) {
        auto const all = store.look();
        if (std::count(all.begin(), all.end(), false) > 0) {
            throw piste::Incomplete("others have runs to do");
        }
        store.lock_for_merge(false);
        if (store.is_complete()) {
            return 0;
        }
    }
    auto const report = store.merge();
    std::cout << "merged " << report.runs << " runs, " << report.bytes << " bytes" << std::endl;
    return 0;
}

}  // namespace

int main(int count, char** arguments)
{
    try {
        return run(arguments[1], std::stoll(arguments[2]), settings_from(count, arguments));
    } catch (piste::Refused const& refused) {
        std::cerr << refused.what() << std::endl;
        return 3;
    } catch (piste::Incomplete const& incomplete) {
        std::cerr << incomplete.what() << std::endl;
        return 75;
    } catch (piste::OutputError const& failure) {
        std::cerr << failure.what() << std::endl;
        return 75;
    } catch (std::exception const& failure) {
        std::cerr << "unexpected: " << failure.what() << std::endl;
        return 70;
    }
}
