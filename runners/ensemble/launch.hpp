// How this process was started, read from its environment alone: whether MPI may be initialised at all.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace piste {

// The value of an environment variable, or nothing.
using Environment = std::function<std::optional<std::string>(char const* name)>;

[[nodiscard]] std::optional<std::string> process_environment(char const* name);

struct Launch {
    bool has_rank = false;        // a launcher's rank variable is present: MPI may be initialised
    long rank = 0;                // what it says
    long step_tasks = 1;          // processes of this Slurm step, 1 outside one
};

// Looks only at the variables that a launcher sets for a rank (PMIX_RANK, PMI_RANK, OMPI_COMM_WORLD_RANK) and at the
// number of tasks of a Slurm step. SLURM_PROCID and SLURM_JOB_ID say nothing: a batch shell has them too.
[[nodiscard]] Launch read_launch(Environment const& environment);

// Throws std::runtime_error, naming `srun --mpi=pmix`, when this process is one of several of a Slurm step and yet would
// be alone (`world_size` 1): each of them would run the whole ensemble. `with_mpi`: this build can use ranks at all.
void refuse_lonely_step(Launch const& launch, int world_size, bool with_mpi);

}  // namespace piste
