// ODD 7.4 Posts: those of the state
#include "model/posts.hpp"

#include "model/answers.hpp"

#include <algorithm>
#include <bit>
#include <string>

namespace piste {

namespace {

// What becomes of a traveller who was stopped.
enum class Passage : std::uint8_t { goes_on, put_off };

// Who was put off a bus, or goes north again, meets the same posts with other luck.
std::uint8_t occasion_at(Stop const& stop, Person const& who)
{
    return stop.is_north ? who.trips : who.times_put_off;
}

// One or the other amount, without a branch.
constexpr Francs either(bool first, Francs if_first_cfa, Francs if_not_cfa)
{
    return if_not_cfa ^ ((if_first_cfa ^ if_not_cfa) & -static_cast<Francs>(first));
}

void tell_of_post(Run& run, Slot person, Stop const& stop, std::string_view what, Francs amount_cfa = 0)
{
    auto const& group = run.scenario.post_groups[stop.group.value()];
    run.tell(person, what, stretch(run, group), in_words(group), amount_cfa);
}

// What becomes of somebody of whom a post gets nothing, as told.
struct Refusal {
    Tally let_go;
    std::string_view told_let_go;
    std::string_view told_put_off;
    std::string_view told_left;
};
constexpr Refusal too_poor{Tally::let_go_poor, "cannot pay the toll and is let go", "cannot pay the toll and is put off the bus",
                           "cannot pay the toll and is left behind"};
constexpr Refusal unwilling{Tally::let_go_refused, "refuses the toll and is let go", "refuses the toll and is put off the bus",
                            "refuses the toll and is left behind"};

Passage without_toll(Run& run, Slot person, Stop const& stop, Refusal const& refusal, bool is_let_go)
{
    if (is_let_go) {
        run.count_of(person, refusal.let_go);
        tell_of_post(run, person, stop, refusal.told_let_go);
        return Passage::goes_on;
    }
    if (stop.is_north) {
        run.count_of(person, Tally::left_at_post);
        tell_of_post(run, person, stop, refusal.told_left);
        return Passage::put_off;
    }
    auto& who = run.people[person];
    run.count_of(person, Tally::put_off_bus);
    who.times_put_off = narrow<std::uint8_t>(who.times_put_off + 1);
    tell_of_post(run, person, stop, refusal.told_put_off);
    return Passage::put_off;
}

Passage cannot_pay(Run& run, Slot person, Stop const& stop)
{
    auto const& who = run.people[person];
    auto const words = run.random.draw(Purpose::roadblock_dispute, who.id, stop.id.value(), occasion_at(stop, who));
    auto const poor_word = words[0];
    return without_toll(run, person, stop, too_poor, run.scenario.roadblock.let_go_when_poor.happens(poor_word));
}

// So many are looked at together, whether or not there are as many aboard: a number that is the same for most vehicles can be foreseen.
constexpr std::size_t at_once = 8;

// The blocks of those aboard at this post and its three neighbours, by position among the passengers.
Words const* blocks_of(Run& run, Vehicle const& vehicle, Stop const& stop)
{
    auto& meetings = run.meetings;
    auto const aboard = vehicle.passengers.size();
    if (meetings.four != stop.four) {
        meetings.four = stop.four;
        auto const blocks = room_in(meetings.blocks, (aboard + at_once - 1) / at_once * at_once);
        for (std::size_t first = 0; first < aboard; first += at_once) {
            for (std::size_t i = first; i < first + at_once; ++i) {
                auto const& who = run.people[vehicle.passengers[std::min(i, aboard - 1)]];
                blocks[i] = run.random.address_of(Purpose::roadblock, who.id, stop.four.value(), occasion_at(stop, who));
            }
        }
        run.random.draw_blocks(blocks.first(room_for_blocks(aboard)));
    }
#ifdef PISTE_AUDIT
    for (auto const person : vehicle.passengers) {
        auto const& who = run.people[person];
        run.random.uses_part(Purpose::roadblock, who.id, stop.four.value(), occasion_at(stop, who), stop.position_in_four);
    }
#endif
    return meetings.blocks.data();
}

// Who of so many, whose blocks these are, is stopped: a bit for each. Without a branch, as it cannot be foreseen, and a wrong guess of the
// processor costs as much as the draw.
std::uint32_t stopped_of(Words const* blocks, std::size_t number, std::size_t word, std::uint64_t threshold)
{
    std::uint32_t stopped = 0;
    for (auto i = at_once; i-- > 0;) {
        stopped = stopped + stopped + (blocks[i][word] < threshold ? 1U : 0U);
    }
    return number < at_once ? stopped & ((1U << number) - 1U) : stopped;
}

// One post and those aboard one vehicle, each dealt with alone.
class Meeting {
public:
    Meeting(Run& run, Stop const& stop, PostAhead const& post)
        : run_(run), stop_(stop), post_(post), looks_(run.post_prices.looks), tariff_(run.post_prices.tariffs[post.tariff]),
          asks_(run.row_of(Variable::post_asks, stop.group.value())), asked_cfa_(run.row_of(Variable::post_asked, stop.group.value())),
          haggled_share_(run.scenario.roadblock.haggled_share),
          haggles_below_(static_cast<std::uint32_t>(run.scenario.roadblock.haggles.threshold() >> 21U)),
          let_go_share_(run.scenario.extraction.let_go_when_refusing.value()), rights_{Rights{}, run.post_prices.rights}
    {
    }

    // Asked by what shows.
    Passage deal_with(Slot person, std::uint32_t stop_word)
    {
        auto& who = run_.people[person];
        auto& done = done_.of(who);
        ++done.dealt_with;
        Luck luck(stop_word, post_.stop_scale);
        if (luck.insists_on(rights_[run_.people.has(person, Trait::knows_rights) ? 1 : 0])) [[unlikely]] {
            run_.count_of(person, Tally::let_go_rights);
            tell_of_post(run_, person, stop_, "insists on the right to move and is let go");
            return Passage::goes_on;
        }
        auto const standing = looks_.standing_of(who);
        auto const at_hand = looks_.at_hand_cfa(who);
        auto const means = looks_.means_class_of(at_hand);
        auto& offer = tariff_.of(visible_class(means, standing, post_.stake_class));
        auto const free_cfa = post_.free_share[static_cast<std::size_t>(standing)] * static_cast<double>(at_hand);
        auto const median_cfa = looks_.median_reservation_cfa(free_cfa, post_.sunk_cfa, standing);
        offer.at_hand_cfa += at_hand;
        if (who.cohort != 0) {
            ++asks_[means];
            asked_cfa_[means] += offer.ask_cfa[luck.trial];
        }
        return settle(person, who, done, Answers(median_cfa, luck.reservation), luck, offer);
    }
    [[nodiscard]] Dealings const& done() const { return done_; }
    [[nodiscard]] Collection const& tolls() const { return tolls_; }

private:
    // Gives, haggles, or does not give. Without a branch where the answer cannot be foreseen.
    Passage settle(Slot person, Person& who, Counts& done, Answers const& answers, Luck const& luck, ClassPrices& offer)
    {
        Francs const asked_cfa = offer.ask_cfa[luck.trial];
        auto const haggled_cfa = haggled_share_.of(asked_cfa);
        bool const agrees = answers.would_give(asked_cfa);
        bool const agrees_to_less = answers.would_give(haggled_cfa);
        bool const haggles = !agrees & (luck.haggle < haggles_below_);
        bool const gives = agrees | (haggles & agrees_to_less);
        auto const price = either(haggles, haggled_cfa, asked_cfa);
        bool const is_let_go = answers.is_among_first(let_go_share_, price);
        auto const toll = either(gives, price, 0);
        done.haggled += std::int64_t{haggles};
        if (toll > who.purse_cfa) [[unlikely]] {
            return settle_with_poor(person, who, done, toll, luck.trial, offer);
        }
        done.let_go += std::int64_t{!gives & is_let_go};
        done.paid += std::int64_t{gives};
        take(who, toll, gives, luck.trial, offer);
        if (!(gives | is_let_go)) [[unlikely]] {
            return without_toll(run_, person, stop_, unwilling, false);
        }
        if (person == run_.followed) [[unlikely]] {
            tell_of_post(run_, person, stop_, gives ? "pays a toll" : unwilling.told_let_go, toll);
        }
        return Passage::goes_on;
    }

    // Would give more than there is. A post would rather take its least than nothing.
    Passage settle_with_poor(Slot person, Person& who, Counts& done, Francs price_cfa, std::size_t trial, ClassPrices& offer)
    {
        auto const least = std::min<Francs>(price_cfa, run_.scenario.post_groups[stop_.group.value()].toll_floor_cfa);
        if (who.purse_cfa < least) {
            offer.note(trial, 0);
            return cannot_pay(run_, person, stop_);
        }
        take(who, least, true, trial, offer);
        ++done.paid;
        tell_of_post(run_, person, stop_, "pays a toll", least);
        return Passage::goes_on;
    }

    void take(Person& who, Francs toll_cfa, bool gives, std::size_t trial, ClassPrices& offer)
    {
        constexpr auto bit = std::countr_zero(static_cast<unsigned>(Trait::toll_settled));
        offer.note(trial, toll_cfa);
        tolls_.take(who, toll_cfa);
        who.amount += static_cast<std::uint32_t>(toll_cfa);
        who.traits = static_cast<std::uint16_t>(who.traits | (static_cast<unsigned>(gives) << bit));
    }

    Run& run_;
    Stop const& stop_;
    PostAhead const& post_;
    Looks const& looks_;
    Tariff& tariff_;
    std::int64_t* asks_;           // of the group of posts, measured cohorts, by apparent means
    Francs* asked_cfa_;
    Ratio haggled_share_;
    std::uint32_t haggles_below_;  // of 2048
    double let_go_share_;
    std::array<Rights, 2> rights_;  // of those who do not know of the right to move, and of those who do
    Dealings done_;
    Collection tolls_;
};

// Where those go whom a post does not let go on: to the bus stand that they came from, or in the north to the second hub, in a day.
void leave_there(Run& run, Slot person, Vehicle const& vehicle, Stop const& stop)
{
    if (stop.is_north) {
        left_behind(run, person, minutes_per_day);
    } else {
        go_to_stand(run, person, vehicle.itinerary, vehicle.link_position, run.now() - vehicle.link_began);
    }
}

void enter(Run& run, Vehicle& vehicle, Stop const& stop, Meeting const& meeting)
{
    auto const dealt_with = meeting.done().dealt_with();
    if (dealt_with == 0) {
        return;
    }
    enter_takings(run, stop.group.value(), stop.is_north ? Leg::north : Leg::south, dealt_with, meeting.tolls());
    count_dealings(run, !stop.is_north, meeting.done());
    if (stop.is_north) {
        run.minds.of(vehicle.passeur, vehicle.itinerary.value()).taken_cfa += meeting.tolls().sum_cfa();
    }
    vehicle.link_began = narrow<Minute>(vehicle.link_began + dealt_with * run.scenario.roadblock.minutes_per_traveller);
}

// Those who are still aboard keep their blocks.
void close_ranks(std::vector<Slot>& passengers, std::vector<Words>& blocks)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < passengers.size(); ++i) {
        passengers[kept] = passengers[i];
        blocks[kept] = blocks[i];
        kept += passengers[i] != no_slot ? 1U : 0U;
    }
    passengers.resize(kept);
}

// Where tolls are asked once a trip: whether this person has settled before. One price for all posts is settled now, whatever the answer.
bool has_settled(Run& run, Slot person)
{
    bool const settled = run.people.has(person, Trait::toll_settled);
    if (run.post_prices.jointly) {
        run.people.set(person, Trait::toll_settled);
    }
    return settled;
}

}  // namespace

void meet_state_post(Run& run, Vehicle& vehicle, Stop const& stop)
{
    auto const& prices = run.post_prices;
    auto const& post = prices.approaches[vehicle.itinerary.value()][vehicle.link_position].posts[vehicle.stop_position];
    if (post.stop_threshold == 0) {
        return;
    }
    auto const* const blocks = blocks_of(run, vehicle, stop);
    Meeting meeting(run, stop, post);
    bool anybody_put_off = false;
    auto const aboard = vehicle.passengers.size();
    for (std::size_t first = 0; first < aboard; first += at_once) {
        auto stopped = stopped_of(blocks + first, aboard - first, stop.position_in_four, post.stop_threshold);
        for (; stopped != 0; stopped &= stopped - 1) {
            auto const i = first + static_cast<std::size_t>(std::countr_zero(stopped));
            auto& person = vehicle.passengers[i];
            if (prices.once_a_trip && has_settled(run, person)) {
                continue;
            }
            if (meeting.deal_with(person, blocks[i][stop.position_in_four]) == Passage::put_off) {
                leave_there(run, person, vehicle, stop);
                person = no_slot;
                anybody_put_off = true;
            }
        }
    }
    enter(run, vehicle, stop, meeting);
    if (anybody_put_off) {
        close_ranks(vehicle.passengers, run.meetings.blocks);
    }
}

}  // namespace piste
