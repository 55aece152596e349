// Selection of the best of several systems: the Good Selection Procedure (GSP) of Ni, Ciocan, Henderson and Hunter (2017), "Efficient
// Ranking and Selection in Parallel Computing Environments", Operations Research 65(3), 821-836.
//
// For systems whose outputs are normal and independent, between systems as between replicates, it selects one whose mean is within
// `indifference` of the largest with a probability of at least `probability`, whatever the means ("good selection"); if the best is
// better than all others by that much, it is selected with that probability ("correct selection"). Half of the error is allowed to
// screening, half to the last stage, as in the paper. Decisions fall at counts of replicates that follow from the first stage's
// variances alone, so they depend on nothing else. Left out is stage 0 of the paper, which measures how long a run of each system takes:
// batches would then depend on the machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace piste {

struct SelectionDesign {
    std::size_t systems = 2;            // k, at least 2
    double indifference = 0.0;          // delta, in the unit of the outputs; positive
    double probability = 0.95;          // 1 - alpha1 - alpha2, between 0 and 1
    std::int64_t first_stage = 50;      // n1, replicates of each system that give its variance; at least 2
    std::int64_t mean_batch = 50;       // beta, replicates that screening adds in a round to a system of mean deviation; at least 1
    std::int64_t rounds = 10;           // r-bar, of screening after the first stage; at least 1
};

class GoodSelection {
public:
    enum class Stage { first, screening, last, decided };

    // Solves for the constants. Throws std::invalid_argument where the design is none.
    explicit GoodSelection(SelectionDesign const& design);

    [[nodiscard]] SelectionDesign const& design() const { return design_; }
    [[nodiscard]] Stage stage() const { return stage_; }
    // Replicates of each system that must be known next, counted from its first one; those of a system that is out stay as they are.
    [[nodiscard]] std::vector<std::int64_t> const& wanted() const { return wanted_; }

    // Before the decision: takes in what the wanted replicates gave and goes one stage or round on. means: by system, over all its
    // wanted replicates; the larger the better. deviations: standard deviations of the first stage, and not looked at later.
    void learn(std::span<double const> means, std::span<double const> deviations);

    [[nodiscard]] std::size_t selected() const { return selected_; }
    // The round of screening in which a system fell out, 0 for the one right after the first stage; nothing for one that stayed.
    [[nodiscard]] std::optional<std::int64_t> out_in_round(std::size_t system) const { return out_in_round_.at(system); }
    [[nodiscard]] double deviation(std::size_t system) const { return deviations_.at(system); }
    [[nodiscard]] std::int64_t round() const { return round_; }
    [[nodiscard]] std::size_t survivors() const;
    [[nodiscard]] double eta() const { return eta_; }
    [[nodiscard]] double rinott_h() const { return h_; }

private:
    void size_batches();
    void screen(std::span<double const> means);
    [[nodiscard]] bool is_behind(std::size_t system, std::size_t other, std::span<double const> means) const;
    void want_next_round();
    void want_last_stage();
    void decide(std::span<double const> means);

    SelectionDesign design_;
    double eta_ = 0.0;
    double h_ = 0.0;
    Stage stage_ = Stage::first;
    std::int64_t round_ = 0;
    std::vector<std::int64_t> wanted_;
    std::vector<std::int64_t> batch_;
    std::vector<double> deviations_;
    std::vector<std::optional<std::int64_t>> out_in_round_;
    std::size_t selected_ = 0;
};

}  // namespace piste
