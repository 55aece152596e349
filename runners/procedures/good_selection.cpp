#include "runners/procedures/good_selection.hpp"

#include "runners/procedures/constants.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace piste {

GoodSelection::GoodSelection(SelectionDesign const& design) : design_(design)
{
    if (!(design.indifference > 0.0) || !(design.probability > 0.0 && design.probability < 1.0) || design.mean_batch < 1 ||
        design.rounds < 1) {
        throw std::invalid_argument("a selection needs a positive indifference, a probability between 0 and 1, and at least one round of "
                                    "at least one run");
    }
    auto const error = (1.0 - design.probability) / 2.0;
    auto const systems = static_cast<std::int64_t>(design.systems);
    eta_ = screening_eta(design.first_stage, systems, error);
    h_ = piste::rinott_h(design.first_stage, systems, error);
    wanted_.assign(design.systems, design.first_stage);
    out_in_round_.resize(design.systems);
}

std::size_t GoodSelection::survivors() const
{
    return static_cast<std::size_t>(std::count(out_in_round_.begin(), out_in_round_.end(), std::nullopt));
}

void GoodSelection::learn(std::span<double const> means, std::span<double const> deviations)
{
    if (stage_ == Stage::decided || means.size() != design_.systems || deviations.size() != design_.systems) {
        throw std::invalid_argument("a selection that is decided learns no more, and needs one number for each system");
    }
    if (stage_ == Stage::last) {
        decide(means);
        return;
    }
    if (stage_ == Stage::first) {
        deviations_.assign(deviations.begin(), deviations.end());
        size_batches();
    }
    screen(means);
    if (survivors() == 1) {
        decide(means);
    } else if (round_ == design_.rounds) {
        want_last_stage();
    } else {
        want_next_round();
    }
}

// In proportion to the deviation, so that the rounds bring the means of all survivors nearer at the same pace.
void GoodSelection::size_batches()
{
    auto const mean = std::accumulate(deviations_.begin(), deviations_.end(), 0.0) / static_cast<double>(design_.systems);
    for (auto const deviation : deviations_) {
        auto const share = mean > 0.0 ? deviation / mean : 1.0;
        batch_.push_back(std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(static_cast<double>(design_.mean_batch) * share))));
    }
}

// Every pair of survivors. Who falls out in this round may still show that others do.
void GoodSelection::screen(std::span<double const> means)
{
    auto const before = out_in_round_;
    for (std::size_t system = 0; system < design_.systems; ++system) {
        for (std::size_t other = 0; other < design_.systems && !out_in_round_[system]; ++other) {
            if (other != system && !before[other] && is_behind(system, other, means)) {
                out_in_round_[system] = round_;
            }
        }
    }
}

// Y < -a of the paper, where Y = (mean - other mean) / v and a = eta sqrt((n1 - 1) / v_end), with v the estimated variance of the
// difference of means now and v_end after the last round. Multiplied by v, so that systems without any variance can be compared.
bool GoodSelection::is_behind(std::size_t system, std::size_t other, std::span<double const> means) const
{
    auto const variance = [&](std::size_t which, std::int64_t replicates) {
        return deviations_[which] * deviations_[which] / static_cast<double>(replicates);
    };
    auto const at_the_end = [&](std::size_t which) { return design_.first_stage + design_.rounds * batch_[which]; };
    auto const now = variance(system, wanted_[system]) + variance(other, wanted_[other]);
    auto const end = variance(system, at_the_end(system)) + variance(other, at_the_end(other));
    auto const freedom = static_cast<double>(design_.first_stage - 1);
    auto const allowed = end > 0.0 ? eta_ * std::sqrt(freedom / end) * now : 0.0;
    return means[system] - means[other] < -allowed;
}

void GoodSelection::want_next_round()
{
    stage_ = Stage::screening;
    ++round_;
    for (std::size_t system = 0; system < design_.systems; ++system) {
        wanted_[system] += out_in_round_[system] ? 0 : batch_[system];
    }
}

// Rinott's sample sizes, by the variances of the first stage.
void GoodSelection::want_last_stage()
{
    stage_ = Stage::last;
    for (std::size_t system = 0; system < design_.systems; ++system) {
        if (!out_in_round_[system]) {
            auto const root = h_ * deviations_[system] / design_.indifference;
            // Whoever asks for more has asked for too little indifference; the caller says so.
            constexpr double most = 1e15;
            wanted_[system] = std::max(wanted_[system], static_cast<std::int64_t>(std::ceil(std::min(root * root, most))));
        }
    }
}

// Among equals the first, whatever the order in which their runs came.
void GoodSelection::decide(std::span<double const> means)
{
    stage_ = Stage::decided;
    std::optional<std::size_t> best;
    for (std::size_t system = 0; system < design_.systems; ++system) {
        if (!out_in_round_[system] && (!best || means[system] > means[*best])) {
            best = system;
        }
    }
    selected_ = best.value();
}

}  // namespace piste
