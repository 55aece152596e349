// The ensembles of docs/scaling.md, and what things cost where they run.
#pragma once

#include "schedule_model.hpp"

#include <string>

namespace piste::bench {

enum class Place {
    this_machine,      // as measured on two cores: the counter is memory of the node, the disk is local
    cluster_memory,    // one node of a cluster, its shared file system
    cluster_messages,  // many nodes whose network has no one-sided operations: the host answers by messages
    cluster_one_sided  // many nodes whose network does it without the host
};

[[nodiscard]] Costs costs_of(Place place);

// As Markdown; what docs/scaling.md quotes between its two marks.
[[nodiscard]] std::string tables();

}  // namespace piste::bench
