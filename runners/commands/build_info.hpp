// Which version and build of Piste this is. Defined in a file that the build writes (cmake/version.cmake).
#pragma once

#include <string>

namespace piste {

struct BuildInfo {
    std::string version;      // of the release, as in CHANGELOG.md
    std::string revision;     // of the source tree; "unknown" outside a repository
    std::string compiler;
    std::string flags;
    std::string build_type;
};

[[nodiscard]] BuildInfo build_info();

}  // namespace piste
