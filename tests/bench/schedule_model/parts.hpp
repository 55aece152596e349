// The parts of the simulation that many processes share: the counter, the places of a node, the file system.
#pragma once

#include "schedule_model.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <utility>
#include <vector>

namespace piste::bench {

// A thing that does one piece of work after the other.
class Server {
public:
    // When work that comes now and takes so long is done.
    double serve(double now, double seconds)
    {
        free_ = std::max(free_, now) + seconds;
        busy_ += seconds;
        return free_;
    }
    [[nodiscard]] double busy_seconds() const { return busy_; }

private:
    double free_ = 0.0;
    double busy_ = 0.0;
};

// The counter with its host. Requests must come in order of time.
class Counter {
public:
    explicit Counter(Costs const& costs) : costs_(costs) {}

    // When the answer to a request of `now` is seen by who sent it.
    double answer(double now)
    {
        auto const arrival = now + costs_.counter_travel / 2;
        auto const looked = costs_.host_look > 0 ? std::ceil(arrival / costs_.host_look) * costs_.host_look : arrival;
        ++operations_;
        ++in_second_[static_cast<std::int64_t>(now)];
        auto const answered = server_.serve(looked, costs_.counter_service) + costs_.counter_travel / 2;
        // What comes at once is seen at once; for the rest one looks again and again.
        auto const looks = costs_.host_look > 0 ? std::ceil((answered - now) / costs_.look_for_ticket) : 0.0;
        auto const seen = looks > 0 ? now + looks * costs_.look_for_ticket : answered;
        slowest_ = std::max(slowest_, seen - now);
        return seen;
    }

    void tell(Figures& figures) const
    {
        figures.operations = operations_;
        figures.slowest_ticket = slowest_;
        figures.counter_load = figures.last_run_ended > 0 ? server_.busy_seconds() / figures.last_run_ended : 0.0;
        for (auto const& [second, count] : in_second_) {
            figures.most_operations_in_a_second = std::max(figures.most_operations_in_a_second, static_cast<double>(count));
        }
    }

private:
    Costs const& costs_;
    Server server_;
    std::uint64_t operations_ = 0;
    double slowest_ = 0.0;
    std::map<std::int64_t, std::uint64_t> in_second_;
};

// The file system that all nodes write to, and the bounded places of each node.
class FileSystem {
public:
    FileSystem(Costs const& costs, std::uint64_t nodes) : costs_(costs), nodes_(nodes) {}

    // Whether the process may begin; otherwise it is told of by leave().
    bool enter(std::uint64_t node, std::uint64_t process)
    {
        auto& here = nodes_[node];
        if (here.inside < costs_.writers_per_node) {
            ++here.inside;
            return true;
        }
        here.waiting.push_back(process);
        return false;
    }

    // When so many bytes of a process inside are on disk.
    double commit(double now, double bytes)
    {
        auto const shared = costs_.commit_operations / costs_.operations_per_second + bytes / costs_.bytes_per_second;
        auto const alone = costs_.commit_seconds + bytes / costs_.node_bytes_per_second;
        return std::max(server_.serve(now, shared), now + alone);
    }

    // Gives the place back; whoever waited longest takes it: its number, or nothing.
    std::vector<std::uint64_t> leave(std::uint64_t node)
    {
        auto& here = nodes_[node];
        if (here.waiting.empty()) {
            --here.inside;
            return {};
        }
        auto const next = here.waiting.front();
        here.waiting.pop_front();
        return {next};
    }

private:
    struct Node {
        std::size_t inside = 0;
        std::deque<std::uint64_t> waiting;
    };
    Costs const& costs_;
    Server server_;
    std::vector<Node> nodes_;
};

}  // namespace piste::bench
