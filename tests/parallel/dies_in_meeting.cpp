// Loaded before MPI into the process that is to die in a meeting of all: PISTE_DIES_IN=CALL:N kills it at its N-th call of CALL, counted
// from 1. Other calls go to the library.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>

namespace {

void arrive(char const* call, int& count)
{
    auto const* const wanted = std::getenv("PISTE_DIES_IN");
    auto const length = std::strlen(call);
    ++count;
    if (wanted != nullptr && std::strncmp(wanted, call, length) == 0 && wanted[length] == ':' &&
        std::atoi(wanted + length + 1) == count) {
        std::fputs("died where it was told to\n", stderr);
        std::raise(SIGKILL);
    }
}

template <class Function>
Function* real(char const* call)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, call));
}

}  // namespace

extern "C" {

int MPI_Allreduce(void const* mine, void* all, int count, void* type, void* operation, void* group)
{
    static int calls = 0;
    arrive("MPI_Allreduce", calls);
    return real<int(void const*, void*, int, void*, void*, void*)>("MPI_Allreduce")(mine, all, count, type, operation, group);
}

int MPI_Iallreduce(void const* mine, void* all, int count, void* type, void* operation, void* group, void* request)
{
    static int calls = 0;
    arrive("MPI_Iallreduce", calls);
    return real<int(void const*, void*, int, void*, void*, void*, void*)>("MPI_Iallreduce")(mine, all, count, type, operation, group, request);
}

int MPI_Bcast(void* data, int count, void* type, int from, void* group)
{
    static int calls = 0;
    arrive("MPI_Bcast", calls);
    return real<int(void*, int, void*, int, void*)>("MPI_Bcast")(data, count, type, from, group);
}

int MPI_Barrier(void* group)
{
    static int calls = 0;
    arrive("MPI_Barrier", calls);
    return real<int(void*)>("MPI_Barrier")(group);
}

int MPI_Win_free(void* window)
{
    static int calls = 0;
    arrive("MPI_Win_free", calls);
    return real<int(void*)>("MPI_Win_free")(window);
}

int MPI_Finalize()
{
    static int calls = 0;
    arrive("MPI_Finalize", calls);
    return real<int()>("MPI_Finalize")();
}

}
