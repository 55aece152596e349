#include "runners/commands/parting.hpp"

#include "runners/commands/story_text.hpp"
#include "runners/commands/wording.hpp"

#include <algorithm>
#include <vector>

namespace piste {

namespace {

// The sentence with its place, where the sentence does not name it.
std::string told(StoryLine const& line)
{
    auto const sentence = sentence_of(line);
    bool const names_place = line.where.empty() || sentence.find(line.where) != std::string::npos;
    return names_place ? sentence : sentence + ", " + std::string(line.where);
}

std::string time_in_words(std::int64_t minutes)
{
    constexpr std::int64_t several = 2;
    auto const size = minutes < 0 ? -minutes : minutes;
    auto const length = size >= several * minutes_per_day    ? counted(size / minutes_per_day, "day", "days")
                        : size >= several * minutes_per_hour ? counted(size / minutes_per_hour, "hour", "hours")
                                                             : counted(size, "minute", "minutes");
    return length + (minutes > 0 ? " later" : " earlier");
}

bool is_same_event(StoryLine const& one, StoryLine const& other)
{
    return one.what == other.what && one.where == other.where && one.whom == other.whom;
}

bool comes_later(StoryLine const& line, StoryLines story)
{
    return std::any_of(story.begin() + 1, story.end(), [&](StoryLine const& later) { return is_same_event(line, later); });
}

// The very demand, as far as a line tells: a story meets many posts of one force on one stretch, and seldom for the same amount.
bool is_asked_later(StoryLine const& line, StoryLines story)
{
    return std::any_of(story.begin() + 1, story.end(), [&](StoryLine const& later) {
        return is_same_event(line, later) && line.amount == later.amount && line.amount != 0;
    });
}

// As it stands: something comes before it that the other story does not meet.
bool only_base_has_more(StoryLines base, StoryLines other)
{
    return base.front().minute != other.front().minute && is_asked_later(other.front(), base) && !is_asked_later(base.front(), other);
}

// Of the same kind of event: where, whom, how much, when, and what is left.
std::string difference_within(StoryLine const& base, StoryLine const& other)
{
    std::vector<std::string> replaced;
    if (base.where != other.where) {
        replaced.push_back(base.where.empty() ? "no place" : std::string(base.where));
    }
    if (base.whom != other.whom) {
        replaced.push_back(base.whom.empty() ? "nobody" : std::string(base.whom));
    }
    if (base.amount != other.amount) {
        replaced.push_back(amount_in_words(base));
    }
    auto text = told(other);
    for (std::size_t i = 0; i < replaced.size(); ++i) {
        text += (i == 0 ? ", instead of " : ", ") + replaced[i];
    }
    if (base.minute != other.minute) {
        text += ", " + time_in_words(std::int64_t{other.minute} - base.minute);
    }
    if (base.purse_cfa != other.purse_cfa && base.amount == other.amount) {
        auto const more = other.purse_cfa - base.purse_cfa;
        text += ", with " + with_commas(more > 0 ? more : -more) + " CFA " + (more > 0 ? "more" : "less") + " left";
    }
    return text;
}

std::string left_out(StoryLine const& base) { return "this does not happen: " + told(base); }

std::string put_in(StoryLine const& other) { return told(other) + ", which does not happen as it stands"; }

}  // namespace

std::string first_difference(StoryLines base, StoryLines other)
{
    if (other.empty()) {
        return "nothing more happens; as it stands: " + told(base.front());
    }
    if (base.empty()) {
        return told(other.front()) + "; as it stands nothing more happens";
    }
    if (base.front().what == other.front().what) {
        if (only_base_has_more(base, other)) {
            return left_out(base.front());
        }
        if (only_base_has_more(other, base)) {
            return put_in(other.front());
        }
        return difference_within(base.front(), other.front());
    }
    bool const is_one_meeting = base.front().where == other.front().where && base.front().whom == other.front().whom;
    if (is_one_meeting) {
        return told(other.front()) + ", instead of this: " + sentence_of(base.front());
    }
    bool const is_put_off = comes_later(base.front(), other);
    bool const is_brought_forward = comes_later(other.front(), base);
    if (is_put_off && is_brought_forward) {
        return told(other.front()) + ", before and not after this: " + told(base.front());
    }
    if (is_put_off) {
        return put_in(other.front());
    }
    if (is_brought_forward) {
        return left_out(base.front());
    }
    return told(other.front()) + ", instead of this: " + told(base.front());
}

std::string difference_at_the_end(StoryLines base, StoryLines other)
{
    if (base.empty() || other.empty()) {
        return first_difference(base.empty() ? base : base.last(1), other.empty() ? other : other.last(1));
    }
    auto const& one = base.back();
    auto const& two = other.back();
    bool const is_alike = is_same_event(one, two) && one.amount == two.amount && one.minute == two.minute && one.purse_cfa == two.purse_cfa;
    return is_alike ? told(two) + ", as it stands too" : first_difference(base.last(1), other.last(1));
}

}  // namespace piste
