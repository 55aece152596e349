// How long a ticket of the shared counter takes. Started as ranks: rank 0 holds the counter, the others ask for one ticket after the
// other. Rank 0 prints one line of JSON.
//
// Usage: mpirun -n RANKS ticket_times TICKETS LOOK_MILLISECONDS [THREADS] [PAUSE_MILLISECONDS]
// LOOK_MILLISECONDS: rank 0 sleeps so long between looking at its requests, as who hosts a counter and computes does; 0: it looks all
// the time. THREADS of each rank compute meanwhile. Between two tickets whoever asks pauses for PAUSE_MILLISECONDS, on average.
#include "runners/ensemble/session.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace piste;
using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

// Threads that leave no core to whoever waits.
class Spinning {
public:
    explicit Spinning(int count)
    {
        for (int i = 0; i < count; ++i) {
            threads_.emplace_back([this] {
                while (!ends_) {
                    ++turns_;
                }
            });
        }
    }
    Spinning(Spinning const&) = delete;
    Spinning& operator=(Spinning const&) = delete;
    ~Spinning()
    {
        ends_ = true;
        for (auto& thread : threads_) {
            thread.join();
        }
    }

private:
    std::atomic<bool> ends_{false};
    std::atomic<std::uint64_t> turns_{0};
    std::vector<std::thread> threads_;
};

// Microseconds of each ticket, as the owner of an ensemble asks for them: it looks again every millisecond.
std::vector<double> ask(TicketCounter& counter, int tickets, std::chrono::milliseconds look, int pause, int rank)
{
    std::vector<double> times;
    std::mt19937 luck(static_cast<unsigned>(rank));
    for (int i = 0; i < tickets; ++i) {
        std::this_thread::sleep_for(std::chrono::microseconds(luck() % (2000U * static_cast<unsigned>(pause) + 1)));
        auto const asked = Clock::now();
        while (counter.next(1).first == TicketCounter::no_ticket_yet) {
            if (look.count() > 0) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        }
        times.push_back(Microseconds(Clock::now() - asked).count());
    }
    return times;
}

int measure(int tickets, std::chrono::milliseconds look, int threads, int pause)
{
    auto const session = start_session();
    auto& counter = session->counter(std::chrono::seconds(30));
    auto const others = static_cast<std::uint64_t>(session->size() - 1);
    auto const began = Clock::now();
    std::vector<double> times;
    {
        Spinning const spinning(threads);
        if (session->rank() > 0) {
            times = ask(counter, tickets, look, pause, session->rank());
            counter.add(SharedCount::finished, 1);
            counter.settle();
        } else {
            while (counter.add(SharedCount::finished, 0) < others) {
                std::this_thread::sleep_for(look);
            }
        }
    }
    auto const seconds = std::chrono::duration<double>(Clock::now() - began).count();
    std::sort(times.begin(), times.end());
    auto const of = [&](double share) {
        return times.empty() ? std::uint64_t{0} : static_cast<std::uint64_t>(1000 * times.at(static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))));
    };
    auto const median = session->sum(of(0.5));   // nanoseconds, over all that asked
    auto const high = session->sum(of(0.95));
    if (session->rank() == 0 && others > 0) {
        auto const per = 1000.0 * static_cast<double>(others);
        std::cout << "{\"median_microseconds\": " << static_cast<double>(median) / per << ", \"95_percent_below_microseconds\": "
                  << static_cast<double>(high) / per << ", \"tickets_a_second\": " << static_cast<double>(others) * tickets / seconds << "}\n";
    }
    session->finish();
    return 0;
}

}  // namespace

int main(int count, char** arguments)
{
    if (count < 3) {
        std::cerr << "usage: mpirun -n RANKS ticket_times TICKETS LOOK_MILLISECONDS [THREADS] [PAUSE_MILLISECONDS]\n";
        return 2;
    }
    try {
        auto const number = [&](int i) { return i < count ? std::stoi(arguments[i]) : 0; };
        return measure(number(1), std::chrono::milliseconds(number(2)), number(3), number(4));
    } catch (std::exception const& error) {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
