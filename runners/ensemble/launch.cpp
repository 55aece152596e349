#include "runners/ensemble/launch.hpp"

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace piste {

std::optional<std::string> process_environment(char const* name)
{
    auto const* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

Launch read_launch(Environment const& environment)
{
    constexpr std::array rank_variables{"PMIX_RANK", "PMI_RANK", "OMPI_COMM_WORLD_RANK"};
    Launch launch;
    for (auto const* name : rank_variables) {
        if (auto const rank = environment(name)) {
            launch.has_rank = true;
            launch.rank = std::strtol(rank->c_str(), nullptr, 10);
        }
    }
    // A batch shell has no step of its own kind: SLURM_STEP_NUM_TASKS is set for the tasks of srun, as is SLURM_STEP_ID.
    auto const tasks = environment("SLURM_STEP_NUM_TASKS");
    if (tasks && environment("SLURM_STEP_ID")) {
        launch.step_tasks = std::strtol(tasks->c_str(), nullptr, 10);
    }
    return launch;
}

void refuse_lonely_step(Launch const& launch, int world_size, bool with_mpi)
{
    if (launch.step_tasks <= 1 || world_size > 1) {
        return;
    }
    auto const begin = "this process is one of " + std::to_string(launch.step_tasks) +
                       " of a Slurm step, but it cannot find the others, so each would run the whole ensemble; ";
    if (!with_mpi) {
        throw std::runtime_error(begin + "this build of piste has no MPI (PISTE_MPI=OFF): start one task with srun -n1, "
                                         "or use a build with MPI and srun --mpi=pmix");
    }
    throw std::runtime_error(begin + "start it with srun --mpi=pmix, or one task alone with srun -n1");
}

}  // namespace piste
