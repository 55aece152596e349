// The program: reads its command line, carries it out, says what stopped it, and exits. Everything else is in libraries.
#include "runners/commands/command_line.hpp"
#include "runners/commands/commands.hpp"
#include "runners/commands/one_voice.hpp"
#include "runners/commands/stopped.hpp"

#include <csignal>
#include <fcntl.h>
#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

// A reader that has gone, or a file that may grow no further, must not end a run without a word, and a file that is opened must not take the place of a closed stream: what
// is written to that one fails.
void prepare_streams()
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);   // the write fails, as on a full disk
    for (int const stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) < 0) {
            static_cast<void>(::open("/dev/null", O_RDONLY));   // takes the lowest number that is free: this one
        }
    }
}

// The exit code, unless what was to be told could not be written.
int told(piste::ExitCode code)
{
    std::cout << std::flush;
    if (std::cout || code != piste::ExitCode::complete) {
        return static_cast<int>(code);
    }
    std::cerr << "piste: error: cannot write to the standard output" << std::endl;
    return static_cast<int>(piste::ExitCode::internal_error);
}

}  // namespace

int main(int argc, char** argv)
{
    prepare_streams();
    piste::OneVoice voice;
    bool together = false;  // ranks who do something together agree on who speaks
    try {
        auto const invocation = piste::read_command_line(std::vector<std::string>(argv + 1, argv + argc));
        together = !invocation.text && piste::is_shared(invocation.options.command);
        if (!together) {
            voice.begin();
        }
        if (invocation.text) {
            std::cout << *invocation.text;
            return voice.leave(told(piste::ExitCode::complete));
        }
        auto const code = piste::carry_out(invocation.options, {std::cout, std::cerr});
        // What a run has to say is in its file.
        return voice.leave(invocation.options.command == piste::Command::run ? static_cast<int>(code) : told(code));
    } catch (...) {
        if (!together) {
            voice.begin();
        }
        auto const stopped = piste::what_stopped(std::current_exception());
        std::cout << std::flush;
        if (!stopped.text.empty()) {
            std::cerr << stopped.text << std::endl;
        }
        return voice.leave(static_cast<int>(stopped.code));
    }
}
