#include "runners/commands/stopped.hpp"

#include "runners/commands/wording.hpp"
#include "runners/config/problem.hpp"
#include "runners/results/durable_file.hpp"
#include "runners/results/output_lock.hpp"
#include "runners/results/results_reader.hpp"
#include "runners/results/results_store.hpp"

#include <algorithm>
#include <chrono>
#include <new>
#include <system_error>
#include <thread>

namespace piste {

namespace {

constexpr char const* memory_ran_out = "memory ran out; use fewer --threads or a larger machine";

std::string as_error(char const* text)
{
    return std::string("piste: error: ") + text;
}

std::string summary_of(ConfigurationError const& error)
{
    auto const is_error = [](Problem const& problem) { return problem.severity == Severity::error; };
    auto const errors = std::count_if(error.problems().begin(), error.problems().end(), is_error);
    return "piste: " + counted(errors, "error", "errors") + "; nothing was done";
}

}  // namespace

Stopped what_stopped(std::exception_ptr const& exception)
{
    try {
        std::rethrow_exception(exception);
    } catch (CommandError const& error) {
        return {error.code(), *error.what() == '\0' ? "" : as_error(error.what())};
    } catch (ConfigurationError const& error) {
        // Each problem is a line of its own that begins with its place.
        return {ExitCode::bad_input, std::string(error.what()) + "\n" + summary_of(error)};
    } catch (NotResults const& error) {
        return {ExitCode::bad_input, as_error(error.what())};
    } catch (Refused const& error) {
        return {ExitCode::refused, as_error(error.what())};
    } catch (Incomplete const& error) {
        return {ExitCode::incomplete, as_error(error.what())};
    } catch (NoRoom const& error) {
        return {ExitCode::incomplete, as_error(error.what())};
    } catch (OutputError const& error) {
        return {ExitCode::refused, as_error(error.what())};
    } catch (std::bad_alloc const&) {
        return {ExitCode::bad_input, as_error(memory_ran_out)};
    } catch (std::system_error const& error) {
        // A thread that cannot be started, mostly because its stack finds no memory.
        if (error.code() == std::errc::resource_unavailable_try_again || error.code() == std::errc::not_enough_memory) {
            return {ExitCode::bad_input, as_error(memory_ran_out)};
        }
        return {ExitCode::internal_error, std::string("piste: internal error: ") + error.what()};
    } catch (std::exception const& error) {
        return {ExitCode::internal_error, std::string("piste: internal error: ") + error.what()};
    } catch (...) {
        return {ExitCode::internal_error, "piste: internal error of unknown kind"};
    }
}

void do_together(Session& session, std::function<void()> const& step)
{
    std::exception_ptr mine;
    int code = 0;
    try {
        step();
    } catch (...) {
        mine = std::current_exception();
        code = static_cast<int>(what_stopped(mine).code);
    }
    auto const verdict = session.agree(code);
    if (verdict.code == 0) {
        return;
    }
    session.finish();
    if (mine && verdict.speaks) {
        std::rethrow_exception(mine);
    }
    // A launcher ends everybody as soon as one has left with an error: the one that speaks must be first.
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    throw CommandError(static_cast<ExitCode>(verdict.code), "");
}

}  // namespace piste
