// Which options each command takes, with the words that explain them.
#pragma once

#include "runners/commands/command_line.hpp"

#include <boost/program_options.hpp>

namespace piste {

// All values are texts; command_line.cpp reads them.
[[nodiscard]] boost::program_options::options_description options_of(Command command);

}  // namespace piste
