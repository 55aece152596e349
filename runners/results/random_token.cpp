#include "runners/results/random_token.hpp"

#include "runners/results/checksum.hpp"
#include "runners/results/durable_file.hpp"

#include <sys/random.h>

namespace piste {

std::string random_token()
{
    std::uint64_t value = 0;
    if (::getrandom(&value, sizeof value, 0) != sizeof value) {
        throw OutputError("the system gives no random numbers for the name of a file");
    }
    return hexadecimal(value);
}

}  // namespace piste
