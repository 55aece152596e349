// The session of a build with MPI: the only file that includes mpi.h. One thread, the one that started the session,
// makes every call (MPI_THREAD_FUNNELED).
#include "runners/ensemble/launch.hpp"
#include "runners/ensemble/session.hpp"
#include "runners/ensemble/watchdog.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <mpi.h>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

namespace piste {

namespace {

// Errors of MPI at the start end the program by MPI itself (MPI_ERRORS_ARE_FATAL), so return codes carry nothing. Those of the
// counter are returned, and mean that it is lost.

using Clock = std::chrono::steady_clock;

// Counts in memory of rank 0 that the others change one-sidedly, in one epoch from start to end. Everything that a process has
// to say or to ask goes in one operation, of which at most one is under way, and nobody waits for it: whoever hosts the counter may
// be busy or dead.
class MpiTickets final : public TicketCounter {
public:
    // Where no window can be had, the counter is lost from the beginning, for all.
    explicit MpiTickets(std::chrono::milliseconds patience) : patience_(patience)
    {
        int rank = 0;
        MPI_Comm_rank(MPI_COMM_WORLD, &rank);
        auto const bytes = static_cast<MPI_Aint>(rank == 0 ? sizeof(std::int64_t) * cells : 0);
        MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
        auto const result = MPI_Win_allocate(bytes, sizeof(std::int64_t), MPI_INFO_NULL, MPI_COMM_WORLD, &memory_, &window_);
        MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_ARE_FATAL);
        int const has_none = result == MPI_SUCCESS ? 0 : 1;
        int somebody_has_none = 0;
        MPI_Allreduce(&has_none, &somebody_has_none, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
        lost_ = somebody_has_none != 0;
        if (lost_) {
            return;
        }
        MPI_Win_set_errhandler(window_, MPI_ERRORS_RETURN);
        MPI_Win_lock_all(MPI_MODE_NOCHECK, window_);
        if (rank == 0) {
            std::fill_n(memory_, cells, 0);
            MPI_Win_sync(window_);
        }
        MPI_Barrier(MPI_COMM_WORLD);
        must_answer_ = try_without_host(rank);
    }

    // Collective. Not a destructor: a process that leaves by an exception must not wait for the others here.
    void release()
    {
        settle();
        MPI_Win_unlock_all(window_);
        MPI_Win_free(&window_);
    }

    [[nodiscard]] Tickets next(std::uint64_t wanted) override
    {
        if (tickets_asked_ == 0) {
            tickets_asked_ = wanted;
            unsent_.at(next_cell) += static_cast<std::int64_t>(wanted);
        }
        poll();
        if (lost_) {
            return {lost_ticket, 0};
        }
        if (known_.at(closed_cell) > 0) {
            return {closed_ticket, 0};
        }
        if (!ticket_) {
            return {no_ticket_yet, 0};
        }
        return {*std::exchange(ticket_, std::nullopt), std::exchange(tickets_asked_, 0)};
    }
    void close() override
    {
        ++unsent_.at(closed_cell);
        poll();
    }
    std::uint64_t add(SharedCount what, std::uint64_t amount) override
    {
        auto const cell = first_count + static_cast<std::size_t>(what);
        unsent_.at(cell) += static_cast<std::int64_t>(amount);
        news_wanted_ = news_wanted_ || amount == 0;
        poll();
        return static_cast<std::uint64_t>(known_.at(cell) + unsent_.at(cell) + (under_way_ ? sending_.at(cell) : 0));
    }
    [[nodiscard]] std::uint64_t known(SharedCount what) const override
    {
        return static_cast<std::uint64_t>(known_.at(first_count + static_cast<std::size_t>(what)));
    }
    void poll() override
    {
        answer_others();
        if (!is_under_way() && !lost_ && (news_wanted_ || unsent_ != Cells{})) {
            send();
            static_cast<void>(is_under_way());
        }
    }
    bool settle() override
    {
        while (!lost_ && (is_under_way() || news_wanted_ || unsent_ != Cells{})) {
            poll();
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
        return !lost_;
    }
    [[nodiscard]] bool is_first_to_tell() override
    {
        ++unsent_.at(first_count + static_cast<std::size_t>(SharedCount::told));
        return !settle() || told_before_ == 0;
    }

private:
    static constexpr std::size_t next_cell = 0;
    static constexpr std::size_t closed_cell = 1;
    static constexpr std::size_t tried_cell = 2;   // changed once, at the start
    static constexpr std::size_t first_count = 3;
    static constexpr std::size_t cells = first_count + static_cast<std::size_t>(SharedCount::count);
    using Cells = std::array<std::int64_t, cells>;
    // The host answers thoroughly only so often: its thread also feeds its own runs.
    static constexpr std::chrono::milliseconds between_answers{10};

    // Collective: the last rank changes a cell. True in the process that hosts them if that does not arrive while it looks away.
    [[nodiscard]] bool try_without_host(int rank)
    {
        int size = 1;
        MPI_Comm_size(MPI_COMM_WORLD, &size);
        bool arrives = size == 1 || rank != 0;
        if (size > 1 && rank == size - 1) {
            std::int64_t const one = 1;
            std::int64_t before = 0;
            MPI_Fetch_and_op(&one, &before, MPI_INT64_T, 0, tried_cell, MPI_SUM, window_);
            MPI_Win_flush(0, window_);
        }
        constexpr int most_looks = 50;
        for (int look = 0; look < most_looks && !arrives; ++look) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            arrives = std::atomic_ref(memory_[tried_cell]).load() != 0;
        }
        MPI_Barrier(MPI_COMM_WORLD);
        return !arrives;
    }

    // Where the counter is no shared memory, MPI answers others only while it is called; over TCP it takes in about one message a call,
    // and an operation is two, there and back. Many ranks may have asked since the last look, so the host calls until nothing has
    // come for a while.
    void answer_others()
    {
        constexpr std::chrono::microseconds quiet{300};
        constexpr std::chrono::milliseconds longest{10};
        auto const began = Clock::now();
        bool const is_thorough = must_answer_ && began - answered_ > between_answers;
        auto last = began;
        auto before = sum_of_cells();
        do {
            int flag = 0;
            MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &flag, MPI_STATUS_IGNORE);
            auto const after = sum_of_cells();
            answered_ = Clock::now();
            if (std::exchange(before, after) != after) {
                last = answered_;
            }
        } while (is_thorough && answered_ - last < quiet && answered_ - began < longest);
    }

    // Every operation that arrives changes it, but for those that only ask; of no meaning beside that.
    [[nodiscard]] std::int64_t sum_of_cells() const
    {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < cells && must_answer_; ++i) {
            sum += std::atomic_ref(memory_[i]).load(std::memory_order_relaxed);
        }
        return sum;
    }

    void send()
    {
        sending_ = std::exchange(unsent_, Cells{});
        news_wanted_ = false;
        constexpr auto count = static_cast<int>(cells);
        auto const result = MPI_Rget_accumulate(sending_.data(), count, MPI_INT64_T, before_.data(), count, MPI_INT64_T, 0, 0,
                                                count, MPI_INT64_T, MPI_SUM, window_, &request_);
        lost_ = result != MPI_SUCCESS;
        under_way_ = !lost_;
        sent_ = Clock::now();
    }

    // Takes the answer if it has come; gives the counter up if it has not come for too long.
    [[nodiscard]] bool is_under_way()
    {
        if (!under_way_) {
            return false;
        }
        int arrived = 0;
        auto const result = MPI_Test(&request_, &arrived, MPI_STATUS_IGNORE);
        if (result != MPI_SUCCESS || (arrived == 0 && Clock::now() - sent_ > patience_)) {
            lost_ = true;
        }
        if (arrived == 0 || lost_) {
            return !lost_;
        }
        under_way_ = false;
        for (std::size_t i = 0; i < cells; ++i) {
            known_.at(i) = before_.at(i) + sending_.at(i);
        }
        if (sending_.at(next_cell) > 0) {
            ticket_ = static_cast<std::uint64_t>(before_.at(next_cell));
        }
        auto const told = first_count + static_cast<std::size_t>(SharedCount::told);
        if (sending_.at(told) > 0) {
            told_before_ = before_.at(told);
        }
        return false;
    }

    std::chrono::milliseconds patience_;
    std::int64_t* memory_ = nullptr;   // of the host
    bool must_answer_ = false;         // the host, where others' operations do not arrive without it
    MPI_Win window_ = MPI_WIN_NULL;
    MPI_Request request_ = MPI_REQUEST_NULL;
    Clock::time_point sent_;
    Clock::time_point answered_;   // others, the last time
    Cells unsent_{};    // to be added
    Cells sending_{};   // being added by the operation under way
    Cells before_{};    // its answer
    Cells known_{};     // everybody's, by the last answer
    std::optional<std::uint64_t> ticket_;
    std::int64_t told_before_ = 0;
    std::uint64_t tickets_asked_ = 0;   // and not given out yet
    bool news_wanted_ = false;
    bool under_way_ = false;
    bool lost_ = false;
};

class MpiSession final : public Session {
public:
    MpiSession()
    {
        // Over several nodes without a network of its own, Open MPI 4.1 fails to make a window by its component rdma ("invalid
        // window"); pt2pt does, and where there is such a network, ucx comes first anyway. What the user says counts.
        ::setenv("OMPI_MCA_osc", "^rdma", 0);
        int provided = MPI_THREAD_SINGLE;
        MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
        MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
        MPI_Comm_size(MPI_COMM_WORLD, &size_);
        MPI_Comm here = MPI_COMM_NULL;
        MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, rank_, MPI_INFO_NULL, &here);
        MPI_Comm_size(here, &here_);
        MPI_Comm_free(&here);
        if (provided < MPI_THREAD_FUNNELED) {
            throw std::runtime_error("this MPI library does not allow threads beside the one that calls it "
                                     "(MPI_THREAD_FUNNELED); run piste without mpirun, or with another MPI library");
        }
    }
    ~MpiSession() override
    {
        if (!finished_) {
            MPI_Abort(MPI_COMM_WORLD, abort_code);
        }
    }

    [[nodiscard]] int rank() const override { return rank_; }
    [[nodiscard]] int size() const override { return size_; }
    [[nodiscard]] int processes_here() const override { return here_; }

    [[nodiscard]] Verdict agree(int code) override
    {
        auto const watch = meeting();
        struct { int code, rank; } mine{code, rank_};
        auto result = mine;   // MPI_MAXLOC takes the lowest rank among equals
        MPI_Allreduce(&mine, &result, 1, MPI_2INT, MPI_MAXLOC, MPI_COMM_WORLD);
        return {result.code, result.rank == rank_};
    }
    [[nodiscard]] std::uint64_t sum(std::uint64_t value) override
    {
        auto const watch = meeting();
        std::uint64_t total = 0;
        MPI_Allreduce(&value, &total, 1, MPI_UINT64_T, MPI_SUM, MPI_COMM_WORLD);
        return total;
    }
    [[nodiscard]] std::string share(std::string const& text) override
    {
        auto const watch = meeting();
        auto shared = text;
        auto length = static_cast<int>(shared.size());
        MPI_Bcast(&length, 1, MPI_INT, 0, MPI_COMM_WORLD);
        shared.resize(static_cast<std::size_t>(length));
        MPI_Bcast(shared.data(), length, MPI_CHAR, 0, MPI_COMM_WORLD);
        return shared;
    }
    [[nodiscard]] TicketCounter& counter(std::chrono::milliseconds patience) override
    {
        if (!counter_) {
            auto const watch = meeting();
            counter_ = std::make_unique<MpiTickets>(patience);
        }
        return *counter_;
    }
    [[nodiscard]] bool wait_for_all(std::function<bool()> const& give_up) override
    {
        has_lost_ = counter_ && !counter_->settle() ? 1 : 0;
        MPI_Request request = MPI_REQUEST_NULL;
        MPI_Iallreduce(&has_lost_, &somebody_has_lost_, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD, &request);
        for (;;) {
            int done = 0;
            MPI_Test(&request, &done, MPI_STATUS_IGNORE);
            if (done != 0) {
                // To whom the counter does not answer it cannot be freed, so the others must not wait for that.
                misses_somebody_ = somebody_has_lost_ != 0;
                return !misses_somebody_;
            }
            if (give_up && give_up()) {
                misses_somebody_ = true;
                return false;
            }
            if (counter_) {
                counter_->poll();
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }

    void limit_meetings(std::chrono::milliseconds limit) override { longest_meeting_ = limit; }
    void begin_again() override
    {
        auto const watch = meeting();
        if (counter_) {
            counter_->release();
            counter_.reset();
        }
    }

    // These wait for all, for ever where one is missing.
    void finish() override
    {
        if (std::exchange(finished_, true) || misses_somebody_) {
            return;
        }
        auto const watch = meeting();
        if (counter_) {
            counter_->release();
        }
        MPI_Finalize();
    }
    [[nodiscard]] bool misses_somebody() const override { return misses_somebody_; }

private:
    static constexpr int abort_code = 70;
    // What all do together never ends where one died on the way. Nothing is in hand then: the process leaves, and the same command goes on.
    [[nodiscard]] Watchdog meeting() const
    {
        return {longest_meeting_, rank_ > 1 ? "" : missing_process, missing_process_code};
    }
    std::chrono::milliseconds longest_meeting_ = std::chrono::minutes(10);
    int rank_ = 0;
    int size_ = 1;
    int here_ = 1;
    bool finished_ = false;
    bool misses_somebody_ = false;
    int has_lost_ = 0;            // the counter; written and read by an operation that may still be under way at the end
    int somebody_has_lost_ = 0;
    std::unique_ptr<MpiTickets> counter_;
};

}  // namespace

std::unique_ptr<Session> start_session(bool may_be_lonely)
{
    auto const launch = read_launch(process_environment);
    if (!launch.has_rank) {
        if (!may_be_lonely) {
            refuse_lonely_step(launch, 1, true);
        }
        return single_session();
    }
    auto session = std::make_unique<MpiSession>();
    try {
        if (!may_be_lonely) {
            refuse_lonely_step(launch, session->size(), true);
        }
    } catch (...) {
        session->finish();
        throw;
    }
    return session;
}

std::string_view session_kind() { return "with MPI"; }

}  // namespace piste
