// The session of a build with MPI: the only file that includes mpi.h. One thread, the one that started the session,
// makes every call (MPI_THREAD_FUNNELED).
#include "runners/ensemble/launch.hpp"
#include "runners/ensemble/session.hpp"

#include <algorithm>
#include <chrono>
#include <mpi.h>
#include <stdexcept>
#include <thread>

namespace piste {

namespace {

// Errors of MPI end the program by MPI itself (MPI_ERRORS_ARE_FATAL), so return codes carry nothing.

// A counter in memory of rank 0 that the others change one-sidedly, in one epoch from start to end.
class MpiTickets final : public TicketCounter {
public:
    MpiTickets()
    {
        int rank = 0;
        MPI_Comm_rank(MPI_COMM_WORLD, &rank);
        auto const bytes = static_cast<MPI_Aint>(rank == 0 ? sizeof(std::int64_t) * cells : 0);
        MPI_Win_allocate(bytes, sizeof(std::int64_t), MPI_INFO_NULL, MPI_COMM_WORLD, &memory_, &window_);
        MPI_Win_lock_all(MPI_MODE_NOCHECK, window_);
        if (rank == 0) {
            std::fill_n(memory_, cells, 0);
            MPI_Win_sync(window_);
        }
        MPI_Barrier(MPI_COMM_WORLD);
    }

    // Collective. Not a destructor: a process that leaves by an exception must not wait for the others here.
    void release()
    {
        MPI_Win_unlock_all(window_);
        MPI_Win_free(&window_);
    }

    [[nodiscard]] std::uint64_t next() override { return fetch_and_add(next_cell, 1); }
    void close() override
    {
        auto const closed = static_cast<std::int64_t>(closed_ticket);
        std::int64_t before = 0;
        MPI_Fetch_and_op(&closed, &before, MPI_INT64_T, 0, next_cell, MPI_REPLACE, window_);
        MPI_Win_flush(0, window_);
    }
    [[nodiscard]] std::uint64_t add(SharedCount what, std::uint64_t amount) override
    {
        return fetch_and_add(1 + static_cast<int>(what), static_cast<std::int64_t>(amount)) + amount;
    }
    void poll() override
    {
        int flag = 0;
        MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &flag, MPI_STATUS_IGNORE);
    }

private:
    [[nodiscard]] std::uint64_t fetch_and_add(int cell, std::int64_t value)
    {
        std::int64_t before = 0;
        MPI_Fetch_and_op(&value, &before, MPI_INT64_T, 0, cell, MPI_SUM, window_);
        MPI_Win_flush(0, window_);
        return static_cast<std::uint64_t>(before);
    }

    static constexpr int next_cell = 0;
    static constexpr std::size_t cells = 1 + static_cast<std::size_t>(SharedCount::count);
    std::int64_t* memory_ = nullptr;
    MPI_Win window_ = MPI_WIN_NULL;
};

class MpiSession final : public Session {
public:
    MpiSession()
    {
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
        struct {
            int code;
            int rank;
        } mine{code, rank_};
        auto result = mine;   // MPI_MAXLOC takes the lowest rank among equals
        MPI_Allreduce(&mine, &result, 1, MPI_2INT, MPI_MAXLOC, MPI_COMM_WORLD);
        return {result.code, result.rank == rank_};
    }

    [[nodiscard]] std::uint64_t sum(std::uint64_t value) override
    {
        std::uint64_t total = 0;
        MPI_Allreduce(&value, &total, 1, MPI_UINT64_T, MPI_SUM, MPI_COMM_WORLD);
        return total;
    }

    [[nodiscard]] std::string share(std::string const& text) override
    {
        auto shared = text;
        auto length = static_cast<int>(shared.size());
        MPI_Bcast(&length, 1, MPI_INT, 0, MPI_COMM_WORLD);
        shared.resize(static_cast<std::size_t>(length));
        MPI_Bcast(shared.data(), length, MPI_CHAR, 0, MPI_COMM_WORLD);
        return shared;
    }

    [[nodiscard]] TicketCounter& counter() override
    {
        if (!counter_) {
            counter_ = std::make_unique<MpiTickets>();
        }
        return *counter_;
    }

    void wait_for_all() override
    {
        MPI_Request request = MPI_REQUEST_NULL;
        MPI_Ibarrier(MPI_COMM_WORLD, &request);
        for (int done = 0; done == 0;) {
            MPI_Test(&request, &done, MPI_STATUS_IGNORE);
            if (done == 0) {
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
        }
    }

    void finish() override
    {
        if (counter_) {
            counter_->release();
        }
        finished_ = true;
        MPI_Finalize();
    }

private:
    static constexpr int abort_code = 70;
    int rank_ = 0;
    int size_ = 1;
    int here_ = 1;
    bool finished_ = false;
    std::unique_ptr<MpiTickets> counter_;
};

}  // namespace

std::unique_ptr<Session> start_session()
{
    auto const launch = read_launch(process_environment);
    if (!launch.has_rank) {
        refuse_lonely_step(launch, 1, true);
        return single_session();
    }
    auto session = std::make_unique<MpiSession>();
    try {
        refuse_lonely_step(launch, session->size(), true);
    } catch (...) {
        session->finish();
        throw;
    }
    return session;
}

std::string_view session_kind()
{
    return "with MPI";
}

}  // namespace piste
