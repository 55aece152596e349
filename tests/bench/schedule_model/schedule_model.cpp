#include "schedule_model.hpp"

#include "parts.hpp"
#include "runners/commands/share.hpp"
#include "runners/ensemble/block_schedule.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <queue>
#include <stdexcept>
#include <vector>

namespace piste::bench {

namespace {

enum class What { start, answer, run_end, flush_due, commit_end, look };

struct Event {
    double time = 0.0;
    std::uint64_t order = 0;   // of equal times the one planned first comes first
    What what = What::start;
    std::uint64_t process = 0;
    std::uint64_t detail = 0;  // the run that ends; the batch that is due
    friend bool operator>(Event const& a, Event const& b)
    {
        return a.time != b.time ? a.time > b.time : a.order > b.order;
    }
};

struct Batch {
    std::vector<std::uint64_t> runs;
    std::uint64_t number = 0;
};

struct Process {
    std::deque<std::uint64_t> ready;
    std::vector<double> idle_since;       // of each thread without work; the last one takes the next run
    std::vector<Block> on_the_way;        // answered tickets
    bool asked = false;
    bool more = true;                     // tickets may give work
    Batch collecting;
    Batch writing;
    bool commits = false;
    bool must_write_last = false;         // nothing more will come: what is in hand is written however little
    bool thread_waits = false;            // a full batch is written by the thread that filled it
    double commit_asked = 0.0;
    std::uint64_t round = 0;              // blocks taken while helping
    std::optional<double> waits_since;    // for others' last runs
    bool some_are_lost = false;
};

class Simulation {
public:
    Simulation(Work const& work, Layout const& layout, Costs const& costs)
        : work_(work), layout_(layout), costs_(costs), schedule_(work.runs, layout.processes * layout.threads), counter_(costs),
          files_(costs, (layout.processes + layout.processes_per_node - 1) / layout.processes_per_node),
          processes_(layout.processes), done_(work.runs, false), begun_(work.runs, false)
    {
    }

    Figures carry_out()
    {
        for (std::uint64_t p = 0; p < layout_.processes; ++p) {
            processes_[p].idle_since.assign(layout_.threads, costs_.start_seconds);
            plan(costs_.start_seconds, What::start, p);
        }
        while (!events_.empty()) {
            auto const event = events_.top();
            events_.pop();
            now_ = event.time;
            happen(event);
        }
        return figures();
    }

private:
    void plan(double time, What what, std::uint64_t process, std::uint64_t detail = 0)
    {
        events_.push({time, order_++, what, process, detail});
    }

    void happen(Event const& event)
    {
        auto& process = processes_[event.process];
        switch (event.what) {
        case What::start:
            layout_.by_shares ? give_share(event.process) : fetch(event.process);
            return;
        case What::answer:
            take_answer(event.process);
            return;
        case What::run_end:
            end_run(event.process, event.detail);
            return;
        case What::flush_due:
            if (process.collecting.number == event.detail) {
                begin_commit(event.process);
            }
            return;
        case What::commit_end:
            end_commit(event.process);
            return;
        case What::look:
            help(event.process);
            return;
        }
    }

    // --- Taking runs.

    void give_share(std::uint64_t p)
    {
        auto const part = part_of({p, layout_.processes}, work_.runs);
        for (auto run = part.first; run < part.last; ++run) {
            processes_[p].ready.push_back(run);
        }
        processes_[p].more = false;
        begin_runs(p);
    }

    void fetch(std::uint64_t p)
    {
        auto& process = processes_[p];
        bool const owner_is_busy = costs_.owner_writes && process.commits && !process.thread_waits;
        if (!process.more || process.asked || process.ready.size() >= layout_.threads || owner_is_busy) {
            return;
        }
        if (costs_.owner_writes && costs_.host_look > 0 && processes_[0].commits) {
            // The host does not answer while it commits; who asks is answered when it has.
            if (std::find(held_.begin(), held_.end(), p) == held_.end()) {
                held_.push_back(p);
            }
            return;
        }
        process.asked = true;
        auto const tickets = costs_.tickets_one_by_one ? 1 : layout_.threads - process.ready.size();
        for (std::uint64_t i = 0; i < tickets; ++i) {
            process.on_the_way.push_back(schedule_.at(ticket_++));
        }
        plan(counter_.answer(now_), What::answer, p);
    }

    void take_answer(std::uint64_t p)
    {
        auto& process = processes_[p];
        process.asked = false;
        for (auto const& block : process.on_the_way) {
            process.more = process.more && !block.empty();
            for (auto run = block.first; run < block.last; ++run) {
                process.ready.push_back(run);
            }
        }
        process.on_the_way.clear();
        begin_runs(p);
    }

    void begin_runs(std::uint64_t p)
    {
        auto& process = processes_[p];
        while (!process.idle_since.empty() && !process.ready.empty()) {
            waiting_ += now_ - process.idle_since.back();
            process.idle_since.pop_back();
            auto const run = process.ready.front();
            process.ready.pop_front();
            auto const seconds = work_.seconds(run);
            longest_ = std::max(longest_, seconds);
            repeated_ += begun_[run] ? 1U : 0U;
            useful_ += begun_[run] ? 0.0 : seconds;
            begun_[run] = true;
            plan(now_ + seconds + costs_.record_seconds, What::run_end, p, run);
        }
        fetch(p);
        if (!process.more && process.ready.empty() && process.idle_since.size() == layout_.threads) {
            finish(p);
        }
    }

    void end_run(std::uint64_t p, std::uint64_t run)
    {
        auto& process = processes_[p];
        last_run_ended_ = now_;
        if (process.collecting.runs.empty()) {
            plan(now_ + costs_.flush_seconds, What::flush_due, p, process.collecting.number);
        }
        process.collecting.runs.push_back(run);
        if (static_cast<double>(process.collecting.runs.size()) * costs_.record_bytes >= costs_.flush_bytes && !process.commits) {
            process.thread_waits = true;
            begin_commit(p);
            return;
        }
        process.idle_since.push_back(now_);
        begin_runs(p);
    }

    // --- Writing.

    void begin_commit(std::uint64_t p)
    {
        auto& process = processes_[p];
        if (process.commits || process.collecting.runs.empty()) {
            return;   // it comes back when the commit has ended
        }
        process.commits = true;
        process.commit_asked = now_;
        std::swap(process.writing.runs, process.collecting.runs);
        ++process.collecting.number;
        if (files_.enter(p / layout_.processes_per_node, p)) {
            write(p);
        }
    }

    void write(std::uint64_t p)
    {
        auto const bytes = static_cast<double>(processes_[p].writing.runs.size()) * costs_.record_bytes;
        bytes_ += bytes;
        ++commits_;
        plan(files_.commit(now_, bytes), What::commit_end, p);
    }

    void end_commit(std::uint64_t p)
    {
        auto& process = processes_[p];
        process.commits = false;
        last_commit_ended_ = now_;
        slowest_commit_ = std::max(slowest_commit_, now_ - process.commit_asked);
        for (auto const run : process.writing.runs) {
            missing_ -= done_[run] ? 0U : 1U;
            done_[run] = true;
        }
        process.writing.runs.clear();
        for (auto const next : files_.leave(p / layout_.processes_per_node)) {
            write(next);
        }
        if (process.must_write_last) {
            finish(p);
            return;
        }
        if (process.thread_waits) {
            process.thread_waits = false;
            process.idle_since.push_back(now_);
        }
        if (p == 0) {
            for (auto const held : std::exchange(held_, {})) {
                fetch(held);
            }
        }
        begin_runs(p);
    }

    // No more work is to come: what is in hand is written, and then it is over, or others are helped.
    void finish(std::uint64_t p)
    {
        auto& process = processes_[p];
        process.must_write_last = process.commits || !process.collecting.runs.empty();
        if (process.must_write_last) {
            begin_commit(p);
        } else if (layout_.by_shares) {
            plan(now_ + static_cast<double>(layout_.processes) * costs_.ledger_seconds, What::look, p);
        }
    }

    // --- Helping by the ledgers, as RunWork::help does.

    void help(std::uint64_t p)
    {
        auto& process = processes_[p];
        if (missing_ == 0) {
            // Who sees that writes the file; whatever others still do is for nothing.
            last_run_ended_ = last_commit_ended_ = now_;
            events_ = {};
            return;
        }
        if (waits_for_others(p)) {
            return;
        }
        auto const block = helping_block(done_, {p, layout_.processes}, process.round++, layout_.threads);
        process.ready.assign(block.begin(), block.end());
        begin_runs(p);
    }

    bool waits_for_others(std::uint64_t p)
    {
        auto& process = processes_[p];
        if (missing_ > 2 * layout_.processes * layout_.threads) {
            return false;
        }
        if (!process.waits_since) {
            process.waits_since = now_;
        }
        auto const waited = now_ - *process.waits_since;
        auto const moment = costs_.flush_seconds + 1.0 + 2 * longest_;
        if (waited > (process.some_are_lost ? moment / 20 : moment)) {
            process.some_are_lost = true;
            process.waits_since.reset();
            return false;
        }
        plan(now_ + std::clamp(waited / 4, 0.1, 1.0) + static_cast<double>(layout_.processes) * costs_.ledger_seconds, What::look, p);
        return true;
    }

    [[nodiscard]] Figures figures() const
    {
        Figures figures;
        figures.threads = layout_.processes * layout_.threads;
        figures.useful_seconds = useful_;
        figures.last_run_ended = last_run_ended_;
        figures.last_commit_ended = last_commit_ended_;
        figures.merge_seconds = bytes_ / costs_.merge_bytes_per_second + static_cast<double>(commits_) * costs_.merge_seconds_per_shard;
        auto const all = static_cast<double>(figures.threads) * last_run_ended_;
        double idle = 0.0;
        for (auto const& process : processes_) {
            for (auto const since : process.idle_since) {
                idle += std::max(0.0, last_run_ended_ - since);
            }
        }
        figures.idle_at_the_end = idle / all;
        figures.waiting = waiting_ / all;
        figures.commits = commits_;
        figures.slowest_commit = slowest_commit_;
        figures.bytes = bytes_;
        figures.repeated = repeated_;
        counter_.tell(figures);
        return figures;
    }

    Work const& work_;
    Layout const& layout_;
    Costs const& costs_;
    BlockSchedule schedule_;
    Counter counter_;
    FileSystem files_;
    std::vector<Process> processes_;
    std::vector<bool> done_;      // on disk
    std::vector<bool> begun_;
    std::uint64_t missing_ = work_.runs;
    std::vector<std::uint64_t> held_;   // who waits for a host that commits
    std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
    std::uint64_t order_ = 0;
    std::uint64_t ticket_ = 0;
    double now_ = 0.0;
    double longest_ = 0.0;
    double useful_ = 0.0;
    double waiting_ = 0.0;
    double last_run_ended_ = 0.0;
    double last_commit_ended_ = 0.0;
    double slowest_commit_ = 0.0;
    double bytes_ = 0.0;
    std::uint64_t commits_ = 0;
    std::uint64_t repeated_ = 0;
};

}  // namespace

Figures simulate_schedule(Work const& work, Layout const& layout, Costs const& costs)
{
    if (work.runs == 0 || layout.processes == 0 || layout.threads == 0 || layout.processes_per_node == 0) {
        throw std::invalid_argument("a schedule has runs, processes, threads, and processes on each node");
    }
    return Simulation(work, layout, costs).carry_out();
}

}  // namespace piste::bench
