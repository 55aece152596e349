#include "runners/commands/one_voice.hpp"

#include "runners/ensemble/launch.hpp"

#include <chrono>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace piste {

bool is_shared(Command command)
{
    return command == Command::run || command == Command::select || command == Command::verify;
}

void OneVoice::begin()
{
    is_silent_ = read_launch(process_environment).rank > 0;
    int const nowhere = is_silent_ ? ::open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
    if (nowhere >= 0) {
        ::dup2(nowhere, STDOUT_FILENO);
        ::dup2(nowhere, STDERR_FILENO);
        ::close(nowhere);
    }
}

int OneVoice::leave(int code) const
{
    if (is_silent_ && code != 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
    return code;
}

}  // namespace piste
