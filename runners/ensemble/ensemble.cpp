#include "runners/ensemble/ensemble.hpp"

#include "runners/ensemble/block_schedule.hpp"
#include "runners/ensemble/float_environment.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <new>
#include <sched.h>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace piste {

namespace {

using Clock = std::chrono::steady_clock;

// How often the owning thread looks around when nothing happens: signals, progress, other processes' tickets.
constexpr auto look_around = std::chrono::milliseconds(20);

struct Finished {
    RunNumber run = 0;
    std::variant<Outcome, RunFailure> result;
};

// What threads and owner share: runs to do, runs done. Both are short, whatever the size of the ensemble.
class Exchange {
public:
    explicit Exchange(std::size_t threads) : threads_(threads) {}

    void give(Block block, std::function<RunNumber(std::uint64_t)> const& run_of)
    {
        {
            std::scoped_lock const lock(mutex_);
            for (auto task = block.first; task < block.last; ++task) {
                to_do_.push_back(run_of(task));
            }
        }
        work_came_.notify_all();
    }

    // The threads end when what is in their hands is done; what nobody has begun is dropped if `drop`.
    void close(bool drop)
    {
        {
            std::scoped_lock const lock(mutex_);
            closed_ = true;
            if (drop) {
                to_do_.clear();
            }
        }
        work_came_.notify_all();
        room_came_.notify_all();
    }

    // For a thread: the next run, or nothing when there will be none.
    [[nodiscard]] std::optional<RunNumber> take()
    {
        std::unique_lock lock(mutex_);
        work_came_.wait(lock, [this] { return !to_do_.empty() || closed_; });
        if (to_do_.empty()) {
            return std::nullopt;
        }
        auto const run = to_do_.front();
        to_do_.pop_front();
        ++in_hand_;
        if (is_low()) {
            owner_called_.notify_one();
        }
        return run;
    }

    // For a thread: hands a run over, waiting while the owner is behind, so that memory stays bounded.
    void put(Finished finished, double seconds)
    {
        {
            std::unique_lock lock(mutex_);
            room_came_.wait(lock, [this] { return done_.size() < 2 * threads_ || closed_; });
            done_.push_back(std::move(finished));
            busy_seconds_ += seconds;
            --in_hand_;
        }
        owner_called_.notify_one();
    }

    // For a thread whose run failed because of the machine, not because of the run.
    void put_machine_trouble(std::exception_ptr trouble)
    {
        {
            std::scoped_lock const lock(mutex_);
            if (!trouble_) {
                trouble_ = std::move(trouble);
            }
            --in_hand_;
        }
        owner_called_.notify_one();
    }

    // For the owner: waits a moment for something to happen and returns what was finished.
    [[nodiscard]] std::deque<Finished> collect(bool more_to_fetch)
    {
        std::deque<Finished> collected;
        {
            std::unique_lock lock(mutex_);
            owner_called_.wait_for(lock, look_around, [this, more_to_fetch] {
                return !done_.empty() || trouble_ || (more_to_fetch && is_low()) || is_idle();
            });
            if (trouble_) {
                std::rethrow_exception(trouble_);
            }
            collected.swap(done_);
        }
        room_came_.notify_all();
        return collected;
    }

    [[nodiscard]] bool low()
    {
        std::scoped_lock const lock(mutex_);
        return is_low();
    }
    [[nodiscard]] bool idle()
    {
        std::scoped_lock const lock(mutex_);
        return is_idle();
    }
    [[nodiscard]] double busy_seconds()
    {
        std::scoped_lock const lock(mutex_);
        return busy_seconds_;
    }

private:
    // One run a thread is kept ready, so that no thread waits while the owner writes.
    [[nodiscard]] bool is_low() const { return to_do_.size() < threads_; }
    [[nodiscard]] bool is_idle() const { return to_do_.empty() && in_hand_ == 0 && done_.empty(); }

    std::size_t threads_;
    std::mutex mutex_;
    std::condition_variable work_came_;
    std::condition_variable room_came_;
    std::condition_variable owner_called_;
    std::deque<RunNumber> to_do_;
    std::deque<Finished> done_;
    std::exception_ptr trouble_;
    std::size_t in_hand_ = 0;
    double busy_seconds_ = 0.0;
    bool closed_ = false;
};

// One run, with an exception turned into its failure. Trouble of the machine is thrown on.
Finished compute(RunNumber run, std::function<Outcome(RunNumber)> const& simulate)
{
    auto const failed = [run](FailureCode code, char const* text) { return Finished{run, RunFailure{run, code, text}}; };
    try {
        return {run, simulate(run)};
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::system_error const&) {
        throw;
    } catch (std::overflow_error const& error) {
        return failed(FailureCode::number_out_of_range, error.what());
    } catch (std::logic_error const& error) {
        return failed(FailureCode::broken_rule, error.what());
    } catch (std::exception const& error) {
        return failed(FailureCode::other_error, error.what());
    }
}

void work(Exchange& exchange, std::function<Outcome(RunNumber)> const& simulate)
{
    while (auto const run = exchange.take()) {
        try {
            require_standard_float_environment();
            auto const begin = Clock::now();
            auto finished = compute(*run, simulate);
            exchange.put(std::move(finished), std::chrono::duration<double>(Clock::now() - begin).count());
        } catch (...) {
            exchange.put_machine_trouble(std::current_exception());
        }
    }
}

// The threads; they end and are joined whichever way the owner leaves.
class Threads {
public:
    Threads(Exchange& exchange, std::size_t count, std::function<Outcome(RunNumber)> const& simulate)
        : exchange_(exchange)
    {
        try {
            for (std::size_t i = 0; i < count; ++i) {
                threads_.emplace_back([&exchange, &simulate] { work(exchange, simulate); });
            }
        } catch (...) {
            end();
            throw;
        }
    }
    Threads(Threads const&) = delete;
    Threads& operator=(Threads const&) = delete;
    ~Threads() { end(); }

private:
    void end()
    {
        exchange_.close(true);
        for (auto& thread : threads_) {
            thread.join();
        }
    }

    Exchange& exchange_;
    std::vector<std::thread> threads_;
};

// The owner's side: fetches blocks, consumes outcomes, and decides when it is over.
class Owner {
public:
    Owner(EnsembleTasks const& tasks, EnsembleCalls const& calls, EnsembleOptions const& options,
          TicketCounter& counter, Exchange& exchange)
        : tasks_(tasks), calls_(calls), options_(options), counter_(counter), exchange_(exchange),
          schedule_(tasks.count, std::max<std::uint64_t>(options.workers_everywhere, options.threads))
    {
    }

    EnsembleSummary oversee()
    {
        for (;;) {
            fetch();
            for (auto& finished : exchange_.collect(more_)) {
                consume(finished);
            }
            if (calls_.tick) {
                calls_.tick();
            }
            counter_.poll();
            if (!more_ && exchange_.idle()) {
                return summary_;
            }
        }
    }

private:
    void fetch()
    {
        if (more_ && options_.stop_requested && options_.stop_requested()) {
            stop(EnsembleEnd::stop_requested);
        }
        while (more_ && exchange_.low()) {
            auto const ticket = counter_.next();
            if (ticket >= TicketCounter::closed_ticket) {
                stop(EnsembleEnd::closed_by_another);
                return;
            }
            auto const block = schedule_.at(ticket);
            more_ = !block.empty();
            exchange_.give(block, tasks_.run_of);
            if (options_.max_failures && counter_.add_failures(0) > *options_.max_failures) {
                stop(EnsembleEnd::too_many_failures);
            }
        }
    }

    void consume(Finished& finished)
    {
        if (auto* outcome = std::get_if<Outcome>(&finished.result)) {
            calls_.consume(finished.run, std::move(*outcome));
            ++summary_.finished;
            return;
        }
        calls_.consume_failure(std::get<RunFailure>(finished.result));
        ++summary_.failed;
        auto const failures = counter_.add_failures(1);
        if (options_.max_failures && failures > *options_.max_failures) {
            stop(EnsembleEnd::too_many_failures);
        }
    }

    void stop(EnsembleEnd end)
    {
        summary_.end = end;
        more_ = false;
        counter_.close();
        exchange_.close(true);
    }

    EnsembleTasks const& tasks_;
    EnsembleCalls const& calls_;
    EnsembleOptions const& options_;
    TicketCounter& counter_;
    Exchange& exchange_;
    BlockSchedule schedule_;
    EnsembleSummary summary_;
    bool more_ = true;
};

}  // namespace

std::size_t usable_cpus()
{
    cpu_set_t mask;
    CPU_ZERO(&mask);
    if (sched_getaffinity(0, sizeof mask, &mask) == 0 && CPU_COUNT(&mask) > 0) {
        return static_cast<std::size_t>(CPU_COUNT(&mask));
    }
    return std::max(1U, std::thread::hardware_concurrency());
}

EnsembleSummary run_ensemble(EnsembleTasks const& tasks, EnsembleCalls const& calls, EnsembleOptions const& options,
                             TicketCounter& counter)
{
    auto const begin = Clock::now();
    auto const count = std::max<std::size_t>(options.threads, 1);
    Exchange exchange(count);
    Owner owner(tasks, calls, options, counter, exchange);
    try {
        Threads const threads(exchange, count, calls.simulate);
        auto summary = owner.oversee();
        summary.busy_seconds = exchange.busy_seconds();
        summary.wall_seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        return summary;
    } catch (...) {
        counter.close();
        throw;
    }
}

}  // namespace piste
