// ODD 7.2 News: what one would-be traveller has heard. Everybody hears a few of the tales that co-nationals tell, some more of harm than others,
// so that at the time of the decision one believes the road to be worse than another does. It is decided by a number of the candidate's own
// and by what the nationality believes by then, so nothing of it is kept.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace piste {

// What candidates of one nationality have heard by some day. They differ by level: how many of the tales that one has heard tell of harm.
class OwnTales {
public:
    static constexpr std::int32_t most_tales = 40;

    // Everybody believes what all believe: one level.
    explicit OwnTales(double common_risk);
    // tales (1 to most_tales): that a person hears; common_tales (at least 0): that the common belief counts as beside them.
    OwnTales(double common_risk, std::int32_t tales, double common_tales);

    [[nodiscard]] std::size_t levels() const { return risks_.size(); }
    // Believed by those of a level to meet harm.
    [[nodiscard]] double risk(std::size_t level) const { return risks_[level]; }
    // Of candidates: binomial, to the nearest 1 / 1024.
    [[nodiscard]] double share(std::size_t level) const { return static_cast<double>(draws_[level]) / number_of_draws; }
    // Of the candidate to whom this word belongs, by its lowest ten bits: the others are left for the choice.
    [[nodiscard]] std::size_t level_of(std::uint32_t word) const { return level_of_draw_[word % number_of_draws]; }

private:
    static constexpr std::uint32_t number_of_draws = 1024;

    std::vector<double> risks_;
    std::vector<std::uint32_t> draws_;
    std::array<std::uint8_t, number_of_draws> level_of_draw_{};
};

// By how much the odds against something are multiplied by what one believes beyond the others, by level, so that, of all candidates of the
// usual day, the share takes it that would if they all believed the same: what is spread is not moved. steepness: of the logarithm of the
// odds, by believed risk; share: 0 to 1.
[[nodiscard]] std::vector<double> odds_against(OwnTales const& now, double common_risk, OwnTales const& usual, double usual_risk,
                                               double steepness, double share);

}  // namespace piste
