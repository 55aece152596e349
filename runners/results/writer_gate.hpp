// How many processes of one machine write to the output at the same time. A file system serves a few writers of a node faster than
// a hundred. Only speed depends on it: who does not get a place within some seconds writes without one.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace piste {

class WriterGate {
public:
    // Places are locks on files in this machine's folder for temporary files. A lock ends with the process that holds it, and the last process
    // removes the files. `name`: of the output, the same in all processes. Where such files cannot be made, everybody may always write.
    WriterGate(std::string const& name, std::size_t places,
               std::chrono::milliseconds most_waiting = std::chrono::seconds(10));
    WriterGate(WriterGate const&) = delete;
    WriterGate& operator=(WriterGate const&) = delete;
    ~WriterGate();

    // Waits for a place; leave() gives it back. One thread at a time.
    void enter();
    void leave();
    // Whether this process holds a place now.
    [[nodiscard]] bool is_inside() const { return held_ >= 0; }

private:
    struct Place {
        std::string path;
        int file = -1;
    };
    Place users_;   // locked by all, so that the last one knows that it is the last
    std::vector<Place> places_;
    std::chrono::milliseconds most_waiting_;
    int held_ = -1;
};

}  // namespace piste
