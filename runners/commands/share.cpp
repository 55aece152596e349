#include "runners/commands/share.hpp"

#include "runners/commands/exit_code.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace piste {

namespace {

std::optional<std::uint64_t> number_in(Environment const& environment, char const* name)
{
    auto const text = environment(name);
    if (!text) {
        return std::nullopt;
    }
    std::uint64_t number = 0;
    auto const* const end = text->data() + text->size();
    auto const [stop, error] = std::from_chars(text->data(), end, number);
    if (error != std::errc() || stop != end) {
        throw CommandError(ExitCode::bad_input, std::string(name) + ": '" + *text +
                                                    "' is not a number; say which part is meant by --share I/N");
    }
    return number;
}

Share share_of_array_task(Environment const& environment)
{
    auto const task = number_in(environment, "SLURM_ARRAY_TASK_ID");
    auto const count = number_in(environment, "SLURM_ARRAY_TASK_COUNT");
    if (!task || !count || *count == 0) {
        return {};
    }
    auto const first = number_in(environment, "SLURM_ARRAY_TASK_MIN").value_or(0);
    auto const step = std::max<std::uint64_t>(number_in(environment, "SLURM_ARRAY_TASK_STEP").value_or(1), 1);
    // An array of single numbers (1,7,20) has no step: several tasks may have one part, and what is left is helped with.
    return {(std::max(*task, first) - first) / step % *count, *count};
}

}  // namespace

Share own_share(std::optional<Share> given, Environment const& environment, bool alone_in_step)
{
    auto const share = given ? *given : share_of_array_task(environment);
    auto const tasks = number_in(environment, "SLURM_STEP_NUM_TASKS");
    auto const task = number_in(environment, "SLURM_PROCID");
    if (!alone_in_step || !tasks || !task || *task >= *tasks) {
        return share;
    }
    return {share.number * *tasks + *task, share.of * *tasks};
}

Share share_of_rank(Share share, int rank, int size)
{
    auto const ranks = static_cast<std::uint64_t>(size);
    return {share.number * ranks + static_cast<std::uint64_t>(rank), share.of * ranks};
}

Block part_of(Share share, std::uint64_t runs)
{
    // runs x number fits: a plan has less than 2^48 runs, and no machine 2^16 times as many processes.
    return {runs * share.number / share.of, runs * (share.number + 1) / share.of};
}

void keep_only(Block part, std::vector<bool>& done)
{
    std::fill(done.begin(), done.begin() + static_cast<std::ptrdiff_t>(part.first), true);
    std::fill(done.begin() + static_cast<std::ptrdiff_t>(part.last), done.end(), true);
}

std::vector<std::uint64_t> helping_block(std::vector<bool> const& done, Share share, std::uint64_t round,
                                         std::uint64_t threads)
{
    constexpr std::uint64_t most_per_thread = 64;
    auto const missing = static_cast<std::uint64_t>(std::count(done.begin(), done.end(), false));
    auto const size = std::min(std::clamp(missing / (2 * share.of), threads, most_per_thread * threads), missing);
    auto const end = std::max(part_of({(share.number + 1 + round) % share.of, share.of}, missing).last, size);
    std::vector<std::uint64_t> block;
    std::uint64_t passed = 0;
    for (std::uint64_t run = 0; run < done.size() && passed < end; ++run) {
        if (!done[static_cast<std::size_t>(run)] && ++passed > end - size) {
            block.push_back(run);
        }
    }
    return block;
}

}  // namespace piste
