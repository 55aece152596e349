#include "runners/ensemble/launch.hpp"

#include <gtest/gtest.h>
#include <map>
#include <stdexcept>

namespace piste {
namespace {

Environment environment_of(std::map<std::string, std::string> variables)
{
    return [variables = std::move(variables)](char const* name) -> std::optional<std::string> {
        auto const found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

std::string refusal(Launch const& launch, int world_size, bool with_mpi)
{
    try {
        refuse_lonely_step(launch, world_size, with_mpi);
    } catch (std::runtime_error const& error) {
        return error.what();
    }
    return "";
}

TEST(Launch, ARankVariableOfAnyLauncherMeansMpi)
{
    for (auto const* name : {"PMIX_RANK", "PMI_RANK", "OMPI_COMM_WORLD_RANK"}) {
        EXPECT_TRUE(read_launch(environment_of({{name, "0"}})).has_rank) << name;
        EXPECT_EQ(read_launch(environment_of({{name, "3"}})).rank, 3) << name;
    }
}

TEST(Launch, ABatchShellIsNotARank)
{
    auto const launch = read_launch(environment_of({{"SLURM_PROCID", "0"}, {"SLURM_JOB_ID", "7"}, {"SLURM_NTASKS", "8"}}));
    EXPECT_FALSE(launch.has_rank);
    EXPECT_EQ(launch.step_tasks, 1);
    EXPECT_EQ(refusal(launch, 1, true), "");
}

TEST(Launch, OneOfSeveralTasksThatIsAloneIsRefusedWithTheRemedy)
{
    auto const launch = read_launch(environment_of({{"SLURM_STEP_ID", "0"}, {"SLURM_STEP_NUM_TASKS", "4"}}));
    EXPECT_EQ(launch.step_tasks, 4);
    auto const text = refusal(launch, 1, true);
    EXPECT_NE(text.find("one of 4 of a Slurm step"), std::string::npos) << text;
    EXPECT_NE(text.find("srun --mpi=pmix"), std::string::npos) << text;
    auto const without_mpi = refusal(launch, 1, false);
    EXPECT_NE(without_mpi.find("PISTE_MPI=OFF"), std::string::npos) << without_mpi;
    EXPECT_NE(without_mpi.find("srun --mpi=pmix"), std::string::npos) << without_mpi;
}

TEST(Launch, RanksThatFoundEachOtherAndLoneTasksMayStart)
{
    auto const step = environment_of({{"SLURM_STEP_ID", "0"}, {"SLURM_STEP_NUM_TASKS", "4"}, {"PMIX_RANK", "2"}});
    EXPECT_EQ(refusal(read_launch(step), 4, true), "");
    auto const lone = environment_of({{"SLURM_STEP_ID", "0"}, {"SLURM_STEP_NUM_TASKS", "1"}});
    EXPECT_EQ(refusal(read_launch(lone), 1, true), "");
}

}  // namespace
}  // namespace piste
