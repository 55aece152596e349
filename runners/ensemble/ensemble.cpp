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
#include <vector>

namespace piste {

namespace {

using Clock = std::chrono::steady_clock;

// How often the owning thread looks around when nothing happens: signals, progress, other processes' tickets.
constexpr auto look_around = std::chrono::milliseconds(20);
// The same while a ticket is under way.
constexpr auto look_for_ticket = std::chrono::milliseconds(1);

// Whether there are more runs for this process.
enum class Fetching { possible, under_way, over };

// What threads and owner share: the runs to do, which are few whatever the size of the ensemble, and counts.
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

    // The threads end when what is in their hands is done; what nobody has begun is dropped.
    void close()
    {
        {
            std::scoped_lock const lock(mutex_);
            closed_ = true;
            to_do_.clear();
        }
        work_came_.notify_all();
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

    // For a thread: a run has been handed over, well or failed.
    void done(bool failed, double seconds)
    {
        {
            std::scoped_lock const lock(mutex_);
            ++(failed ? failed_ : finished_);
            busy_seconds_ += seconds;
            longest_seconds_ = std::max(longest_seconds_, seconds);
            --in_hand_;
        }
        owner_called_.notify_one();
    }

    // For a thread that cannot go on, for a reason that is not its run's.
    void report_trouble(std::exception_ptr trouble)
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

    // For the owner: waits a moment for something to happen. Throws what a thread reported.
    void wait(Fetching more_to_fetch, std::uint64_t failures_known)
    {
        std::unique_lock lock(mutex_);
        owner_called_.wait_for(lock, more_to_fetch == Fetching::under_way ? look_for_ticket : look_around, [this, more_to_fetch, failures_known] {
            return trouble_ || (more_to_fetch == Fetching::possible && is_low()) || is_idle() || failed_ != failures_known;
        });
        if (trouble_) {
            std::rethrow_exception(trouble_);
        }
    }

    // How many runs are missing until one a thread is ready.
    [[nodiscard]] std::size_t lacking()
    {
        std::scoped_lock const lock(mutex_);
        return is_low() ? threads_ - to_do_.size() : 0;
    }
    [[nodiscard]] bool idle()
    {
        std::scoped_lock const lock(mutex_);
        return is_idle();
    }
    [[nodiscard]] double longest_seconds()
    {
        std::scoped_lock const lock(mutex_);
        return longest_seconds_;
    }
    void report(EnsembleSummary& summary)
    {
        std::scoped_lock const lock(mutex_);
        summary.finished = finished_;
        summary.failed = failed_;
        summary.busy_seconds = busy_seconds_;
        summary.longest_seconds = longest_seconds_;
    }

private:
    // One run a thread is kept ready, so that no thread waits for the owner.
    [[nodiscard]] bool is_low() const { return to_do_.size() < threads_; }
    [[nodiscard]] bool is_idle() const { return to_do_.empty() && in_hand_ == 0; }

    std::size_t threads_;
    std::mutex mutex_;
    std::condition_variable work_came_;
    std::condition_variable owner_called_;
    std::deque<RunNumber> to_do_;
    std::exception_ptr trouble_;
    std::size_t in_hand_ = 0;
    std::uint64_t finished_ = 0;
    std::uint64_t failed_ = 0;
    double busy_seconds_ = 0.0;
    double longest_seconds_ = 0.0;
    bool closed_ = false;
};

// What a run's exception says of the run, or nothing when it speaks of the machine. Called while handling it.
std::optional<RunFailure> failure_of(RunNumber run)
{
    try {
        throw;
    } catch (std::bad_alloc const&) {
        return std::nullopt;
    } catch (std::system_error const&) {
        return std::nullopt;
    } catch (UnsoundOutcome const& error) {
        return RunFailure{run, FailureCode::unsound, error.what()};
    } catch (std::overflow_error const& error) {
        return RunFailure{run, FailureCode::out_of_range, error.what()};
    } catch (std::exception const& error) {
        return RunFailure{run, FailureCode::broken_rule, error.what()};
    } catch (...) {
        return std::nullopt;
    }
}

// One run, its outcome or its failure handed over. Throws only what is not the run's own failure.
void carry_out(RunNumber run, EnsembleCalls const& calls, Exchange& exchange)
{
    auto const begin = Clock::now();
    auto const seconds = [begin] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
    std::optional<Outcome> outcome;
    std::optional<RunFailure> failure;
    try {
        outcome = calls.simulate(run);
    } catch (...) {
        failure = failure_of(run);
        if (!failure) {
            throw;
        }
    }
    auto const busy = seconds();
    if (outcome) {
        try {
            calls.consume(run, *outcome);
        } catch (std::overflow_error const& error) {
            failure = RunFailure{run, FailureCode::out_of_range, error.what()};
        }
    }
    if (failure) {
        calls.consume_failure(*failure);
    }
    exchange.done(failure.has_value(), busy);
}

void work(Exchange& exchange, EnsembleCalls const& calls)
{
    while (auto const run = exchange.take()) {
        try {
            require_standard_float_environment();
            carry_out(*run, calls, exchange);
        } catch (...) {
            exchange.report_trouble(std::current_exception());
        }
    }
}

// The threads; they end and are joined whichever way the owner leaves.
class Threads {
public:
    Threads(Exchange& exchange, std::size_t count, EnsembleCalls const& calls) : exchange_(exchange)
    {
        try {
            for (std::size_t i = 0; i < count; ++i) {
                threads_.emplace_back([&exchange, &calls] { work(exchange, calls); });
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
        exchange_.close();
        for (auto& thread : threads_) {
            thread.join();
        }
    }

    Exchange& exchange_;
    std::vector<std::thread> threads_;
};

// The owner's side: fetches blocks and decides when it is over.
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
            exchange_.wait(!more_ ? Fetching::over : waiting_ ? Fetching::under_way : Fetching::possible, summary_.failed);
            count_failures();
            if (calls_.tick) {
                calls_.tick();
            }
            counter_.poll();
            if (!more_ && exchange_.idle()) {
                count_failures();
                return summary_;
            }
        }
    }

private:
    void fetch()
    {
        if (!stopped_ && options_.stop_requested && options_.stop_requested()) {
            stop(EnsembleEnd::stop_requested);
        }
        if (!stopped_ && options_.latest_end && would_end_too_late(*options_.latest_end)) {
            stop(EnsembleEnd::out_of_time);
        }
        // As many tickets at once as runs are missing: when blocks are single runs, one after the other would come too slowly for
        // many threads wherever a ticket takes a while.
        for (auto lacking = exchange_.lacking(); more_ && lacking > 0; lacking = exchange_.lacking()) {
            auto const tickets = counter_.next(lacking);
            waiting_ = tickets.first == TicketCounter::no_ticket_yet;
            if (waiting_) {
                return;
            }
            if (tickets.first == TicketCounter::lost_ticket) {
                summary_.end = EnsembleEnd::counter_lost;
                more_ = false;
                return;
            }
            if (tickets.first == TicketCounter::closed_ticket) {
                stop(EnsembleEnd::closed_by_another);
                return;
            }
            give(tickets);
        }
    }

    void give(Tickets tickets)
    {
        for (std::uint64_t i = 0; more_ && i < tickets.count; ++i) {
            auto const block = schedule_.at(tickets.first + i);
            more_ = !block.empty();
            exchange_.give(block, tasks_.run_of);
        }
    }

    [[nodiscard]] bool would_end_too_late(Clock::time_point latest_end)
    {
        std::chrono::duration<double> const longest(exchange_.longest_seconds());
        return std::chrono::duration<double>(latest_end - Clock::now()) < longest;
    }

    // Adds this process's new failures to everybody's.
    void count_failures()
    {
        auto const known = summary_.failed;
        exchange_.report(summary_);
        if (summary_.failed == known) {
            return;
        }
        auto const everywhere = counter_.add(SharedCount::failed, summary_.failed - known);
        if (!stopped_ && options_.max_failures && everywhere > *options_.max_failures) {
            stop(EnsembleEnd::too_many_failures);
        }
    }

    void stop(EnsembleEnd end)
    {
        summary_.end = end;
        stopped_ = true;
        more_ = false;
        if (end != EnsembleEnd::out_of_time) {
            counter_.close();
        }
        exchange_.close();
    }

    EnsembleTasks const& tasks_;
    EnsembleCalls const& calls_;
    EnsembleOptions const& options_;
    TicketCounter& counter_;
    Exchange& exchange_;
    BlockSchedule schedule_;
    EnsembleSummary summary_;
    bool more_ = true;
    bool waiting_ = false;   // for a ticket
    bool stopped_ = false;
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
        Threads const threads(exchange, count, calls);
        auto summary = owner.oversee();
        summary.wall_seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        return summary;
    } catch (...) {
        counter.close();
        throw;
    }
}

}  // namespace piste
