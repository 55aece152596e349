// The program: reads its command line, carries it out, says what stopped it, and exits. Everything else is in libraries.
#include "runners/commands/command_line.hpp"
#include "runners/commands/commands.hpp"
#include "runners/commands/stopped.hpp"

#include <iostream>
#include <string>
#include <vector>

int main(int argc, char** argv)
{
    try {
        auto const invocation = piste::read_command_line(std::vector<std::string>(argv + 1, argv + argc));
        if (invocation.text) {
            std::cout << *invocation.text;
            return static_cast<int>(piste::ExitCode::complete);
        }
        auto const code = piste::carry_out(invocation.options, {std::cout, std::cerr});
        std::cout << std::flush;
        return static_cast<int>(code);
    } catch (...) {
        auto const stopped = piste::what_stopped(std::current_exception());
        std::cout << std::flush;
        if (!stopped.text.empty()) {
            std::cerr << stopped.text << std::endl;
        }
        return static_cast<int>(stopped.code);
    }
}
