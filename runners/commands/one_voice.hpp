// What ranks do not share is done by each of them, and told by the first: the others know nothing of each other.
#pragma once

#include "runners/commands/command_line.hpp"

namespace piste {

// Whether the ranks of a launcher do this command together.
[[nodiscard]] bool is_shared(Command command);

class OneVoice {
public:
    // From here on nothing that this process tells is seen, unless it is the first rank or alone. May be said again.
    void begin();
    // To be called last, with the exit code, which it gives back. A launcher ends everybody as soon as one has left with an error, so that
    // the one that speaks must be first: the others wait for half a second.
    [[nodiscard]] int leave(int code) const;

private:
    bool is_silent_ = false;
};

}  // namespace piste
