// The session of a build without MPI.
#include "runners/ensemble/launch.hpp"
#include "runners/ensemble/session.hpp"

namespace piste {

std::unique_ptr<Session> start_session(bool may_be_lonely)
{
    if (!may_be_lonely) {
        refuse_lonely_step(read_launch(process_environment), 1, false);
    }
    return single_session();
}

std::string_view session_kind()
{
    return "without MPI";
}

}  // namespace piste
