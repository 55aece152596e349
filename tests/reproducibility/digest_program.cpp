// Simulates the worlds of a text (world_text.hpp) and prints the digests of each run, as they stand in a results file:
// of the whole outcome and of each of its sections. Needs the model and xxHash, no library that must be linked.
//
//   reproducibility_digest WORLDS
#include "runners/results/digest.hpp"
#include "tests/reproducibility/world_text.hpp"

#include <exception>
#include <fstream>
#include <iostream>

namespace piste::test {
namespace {

void print_digests(World const& world)
{
    ResultLayout const layout(world.timeline.epochs.front().scenario);
    for (std::uint32_t replicate = 0; replicate < world.replicates; ++replicate) {
        auto const outcome = simulate(world.timeline, {world.seed, replicate, 0});
        auto const digest = digest_of(layout, outcome);
        auto const run = world.name + " run " + std::to_string(replicate) + ": ";
        std::cout << run << "whole " << digest.total.hexadecimal() << '\n';
        for (std::size_t section = 0; section < digest.sections.size(); ++section) {
            std::cout << run << layout.section_names.at(section) << ' ' << std::hex << digest.sections.at(section) << std::dec
                      << '\n';
        }
    }
}

int print_all(char const* path)
{
    std::ifstream worlds(path, std::ios::binary);
    if (!worlds) {
        std::cerr << "reproducibility_digest: " << path << " cannot be read\n";
        return 2;
    }
    while (auto const world = read_world(worlds)) {
        print_digests(*world);
    }
    return std::cout.flush() ? 0 : 1;
}

}  // namespace
}  // namespace piste::test

int main(int count, char** arguments)
{
    if (count != 2) {
        std::cerr << "usage: reproducibility_digest WORLDS\n";
        return 2;
    }
    try {
        return piste::test::print_all(arguments[1]);
    } catch (std::exception const& error) {
        std::cerr << "reproducibility_digest: " << error.what() << '\n';
        return 1;
    }
}
