#include "runners/commands/two_columns.hpp"

#include "runners/commands/story_text.hpp"
#include "runners/commands/wording.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

namespace piste {

namespace {

constexpr std::string_view between = " | ";

// Words of a text on lines of at most this width; those but the first are indented.
std::vector<std::string> wrapped(std::string const& text, std::size_t width)
{
    constexpr std::size_t indent = 4;
    std::vector<std::string> lines(1);
    std::size_t begin = 0;
    while (begin < text.size()) {
        auto const end = std::min(text.find(' ', begin), text.size());
        auto const word = text.substr(begin, end - begin);
        auto const has = width_of(lines.back());
        if (has > indent && has + 1 + width_of(word) > width) {
            lines.push_back(std::string(indent, ' ') + word);
        } else {
            lines.back() += (lines.back().empty() ? "" : " ") + word;
        }
        begin = end + 1;
    }
    return lines;
}

// One story's events as they are come to.
class Column {
public:
    Column(ToldStory const& story, std::string const& start_date, std::size_t width) : story_(story), start_date_(start_date), width_(width) {}

    [[nodiscard]] std::int64_t next_minute() const
    {
        return at_ < story_.lines.size() ? std::int64_t{story_.lines[at_].minute} : std::numeric_limits<std::int64_t>::max();
    }

    // The next event if it happens by this minute.
    std::vector<std::string> cell(std::int64_t minute)
    {
        if (next_minute() > minute) {
            return {};
        }
        auto const& line = story_.lines[at_];
        ++at_;
        auto text = time_of_line(start_date_, line.minute) + "  " + sentence_of(line);
        if (!line.where.empty() && text.find(line.where) == std::string::npos) {
            text += ", " + std::string(line.where);
        }
        if (line.purse_cfa != purse_cfa_) {
            text += "; has " + with_commas(line.purse_cfa);
        }
        purse_cfa_ = line.purse_cfa;
        return wrapped(text, width_);
    }

private:
    ToldStory const& story_;
    std::string const& start_date_;
    std::size_t width_;
    std::size_t at_ = 0;
    std::int64_t purse_cfa_ = -1;
};

void write_row(std::ostream& stream, std::vector<std::string> const& left, std::vector<std::string> const& right, std::size_t width)
{
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
        auto const one = padded(i < left.size() ? left[i] : "", width);
        auto const other = i < right.size() ? right[i] : std::string();
        auto text = one + std::string(between) + other;
        text.erase(text.find_last_not_of(' ') + 1);
        stream << text << '\n';
    }
}

}  // namespace

std::size_t width_of_output()
{
    if (auto const* const given = std::getenv("COLUMNS"); given != nullptr && *given != '\0') {
        auto const width = std::strtol(given, nullptr, 10);
        return width > 0 ? static_cast<std::size_t>(width) : 0;
    }
    winsize size{};
    bool const is_known = isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    return is_known ? size.ws_col : 0;
}

void write_two_columns(std::ostream& stream, std::string const& start_date, ToldStory const& left, ToldStory const& right, std::size_t width)
{
    auto const each = (width - between.size()) / 2;
    Column one(left, start_date, each);
    Column other(right, start_date, each);
    write_row(stream, wrapped(left.heading, each), wrapped(right.heading, each), each);
    auto const rule = std::string(each, '-');
    write_row(stream, {rule}, {rule}, each);
    if (left.lines.empty() || right.lines.empty()) {
        write_row(stream, left.lines.empty() ? wrapped(left.when_empty, each) : std::vector<std::string>(),
                  right.lines.empty() ? wrapped(right.when_empty, each) : std::vector<std::string>(), each);
    }
    for (auto minute = std::min(one.next_minute(), other.next_minute()); minute < std::numeric_limits<std::int64_t>::max();
         minute = std::min(one.next_minute(), other.next_minute())) {
        auto const cell = one.cell(minute);
        write_row(stream, cell, other.cell(minute), each);
    }
}

}  // namespace piste
