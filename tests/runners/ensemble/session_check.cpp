// Run under mpirun by ctest: what the ranks of a session owe each other. Exits 0 when all of it holds.
#include "runners/ensemble/ensemble.hpp"
#include "runners/ensemble/session.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

int problems = 0;

void expect(bool holds, char const* what, int rank)
{
    if (!holds) {
        std::fprintf(stderr, "rank %d: does not hold: %s\n", rank, what);
        ++problems;
    }
}

// A counter that the last rank closes is closed for all.
void check_closing(piste::Session& session, piste::TicketCounter& counter)
{
    int const rank = session.rank();
    if (rank == session.size() - 1) {
        counter.close();
        counter.settle();
    }
    expect(session.wait_for_all({}), "and all come once more", rank);
    auto ticket = counter.next(1).first;
    while (ticket == piste::TicketCounter::no_ticket_yet) {
        ticket = counter.next(1).first;
    }
    expect(ticket == piste::TicketCounter::closed_ticket, "a counter closed by one is closed for all", rank);
}

// Another counter, which begins at 0 although the first was closed.
void check_second_round(piste::Session& session)
{
    int const rank = session.rank();
    session.begin_again();
    auto& counter = session.counter(std::chrono::seconds(30));
    std::uint64_t tickets = 0;
    for (auto ticket = counter.next(1).first; ticket == piste::TicketCounter::no_ticket_yet || ticket < 100; ticket = counter.next(1).first) {
        tickets += ticket == piste::TicketCounter::no_ticket_yet ? 0 : 1;
    }
    expect(session.wait_for_all({}), "all come in a second round", rank);
    expect(session.sum(tickets) == 100, "every ticket of a second round is given once", rank);
}

}  // namespace

int main()
{
    auto const session = piste::start_session();
    int const rank = session->rank();
    int const size = session->size();

    // The last rank and the one before it report the same error: the lower one speaks.
    int const code = rank >= size - 2 ? 3 : 0;
    auto const verdict = session->agree(code);
    expect(verdict.code == 3, "the largest code is everybody's", rank);
    expect(verdict.speaks == (rank == std::max(0, size - 2)), "exactly the first rank with that code speaks", rank);
    expect(session->share(rank == 0 ? "from rank 0" : "other") == "from rank 0", "rank 0's text reaches all", rank);
    expect(session->sum(2) == 2U * static_cast<unsigned>(size), "sums are over all ranks", rank);

    constexpr std::uint64_t runs = 500;
    std::mutex mutex;
    std::vector<std::uint64_t> mine;
    auto const keep = [&mutex, &mine](std::uint64_t run) {
        std::scoped_lock const lock(mutex);
        mine.push_back(run);
    };
    piste::EnsembleOptions options;
    options.threads = 2;
    options.workers_everywhere = session->sum(options.threads);
    auto& counter = session->counter(std::chrono::seconds(30));
    piste::EnsembleCalls const calls{[](piste::RunNumber run) {
                                         if (run % 100 == 99) {
                                             throw std::runtime_error("a failure to be counted");
                                         }
                                         return piste::Outcome{};
                                     },
                                     [&](piste::RunNumber run, piste::Outcome const&) { keep(run); },
                                     [&](piste::RunFailure const& failure) { keep(failure.run); },
                                     {}};
    auto const summary = piste::run_ensemble({runs, [](std::uint64_t task) { return task; }}, calls, options, counter);
    counter.settle();
    expect(session->wait_for_all({}), "all come", rank);

    std::uint64_t total = 0;
    for (auto const run : mine) {
        total += run;
    }
    expect(session->sum(mine.size()) == runs, "every run was done once", rank);
    expect(session->sum(total) == runs * (runs - 1) / 2, "and they are the right ones", rank);
    expect(session->sum(summary.failed) == 5, "failures are counted where they happen", rank);
    counter.add(piste::SharedCount::failed, 0);
    expect(counter.settle() && counter.add(piste::SharedCount::failed, 0) == 5, "and everybody knows their number", rank);
    expect(session->wait_for_all({}), "all come again", rank);
    auto const first = counter.is_first_to_tell();
    expect(session->sum(first ? 1 : 0) == 1, "one alone is the first to tell", rank);
    check_closing(*session, counter);
    check_second_round(*session);
    int const worst = session->agree(problems == 0 ? 0 : 1).code;
    session->finish();
    return worst;
}
