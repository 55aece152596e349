// A simulation of how an ensemble is shared out and written, event by event, without simulating anybody: what would 10,000 ranks do?
// It follows runners/ensemble and runners/commands/run_work.cpp as they are, and cuts blocks by their own code. docs/scaling.md
// quotes its figures; `measure.py model` compares it with real runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace piste::bench {

// What things cost: seconds, bytes, and either of them by the second. Infinite rates cost nothing.
struct Costs {
    // Asking for tickets.
    double counter_service = 0.0;    // seconds of the counter for one operation; operations follow one another
    double counter_travel = 0.0;     // seconds there and back
    double host_look = 0.0;          // how often the process that hosts the counter answers; 0: it need not, the counter is memory
    double look_for_ticket = 1e-3;   // how often a process that waits for a ticket looks whether it has come
    bool tickets_one_by_one = false; // one ticket an operation, as it once was

    // Writing.
    double record_bytes = 0.0;       // of one run on disk
    double record_seconds = 0.0;     // of a thread, for one run: digest, encoding, copying
    double flush_seconds = 5.0;
    double flush_bytes = 67'108'864.0;
    double commit_seconds = 0.0;     // of one commit when nobody else writes: what the disk takes to confirm
    double commit_operations = 8.0;  // of the file system: create, sync, rename, folder sync, append, sync ...
    double operations_per_second = std::numeric_limits<double>::infinity();   // of the file system, for all nodes together
    double bytes_per_second = std::numeric_limits<double>::infinity();        // the same
    double node_bytes_per_second = std::numeric_limits<double>::infinity();   // of one node
    std::size_t writers_per_node = 8;
    bool owner_writes = false;       // who fetches tickets also commits, and does neither meanwhile; as it once was

    // What one process does alone.
    double start_seconds = 0.0;
    double ledger_seconds = 0.0;     // to open and read one ledger
    double merge_bytes_per_second = std::numeric_limits<double>::infinity();
    double merge_seconds_per_shard = 0.0;
};

struct Layout {
    std::uint64_t processes = 1;
    std::uint64_t threads = 1;             // of each
    std::uint64_t processes_per_node = 1;
    bool by_shares = false;                // --join: nobody is asked; each has its share, then helps by the ledgers
};

struct Work {
    std::uint64_t runs = 0;
    std::function<double(std::uint64_t run)> seconds;   // in `simulate`
};

struct Figures {
    double useful_seconds = 0.0;        // in `simulate`, each run counted once
    double last_run_ended = 0.0;        // seconds since the start of the processes
    double last_commit_ended = 0.0;
    double merge_seconds = 0.0;
    double idle_at_the_end = 0.0;       // share of all threads' time until the last run ended, spent after each thread's own last
    double waiting = 0.0;               // the same, spent waiting for work before that
    std::uint64_t operations = 0;       // on the counter
    double counter_load = 0.0;          // share of the time in which the counter was busy
    double most_operations_in_a_second = 0.0;
    double slowest_ticket = 0.0;        // seconds
    std::uint64_t commits = 0;
    double slowest_commit = 0.0;        // seconds, waiting for a place and for the file system included
    double bytes = 0.0;
    std::uint64_t repeated = 0;         // runs that two processes did
    std::uint64_t threads = 0;

    // Share of the cores' time that went into runs: until the last commit, and until the file is written.
    [[nodiscard]] double efficiency() const
    {
        return useful_seconds / (static_cast<double>(threads) * last_commit_ended);
    }
    [[nodiscard]] double efficiency_with_merge() const
    {
        return useful_seconds / (static_cast<double>(threads) * (last_commit_ended + merge_seconds));
    }
};

// Deterministic: the same arguments give the same figures. Throws std::invalid_argument where there is no run, process or thread.
[[nodiscard]] Figures simulate_schedule(Work const& work, Layout const& layout, Costs const& costs);

}  // namespace piste::bench
