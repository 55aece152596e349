"""Threads and ranks that share an ensemble: how much faster, what it costs, how long they are idle, and whether the simulation says so."""

from __future__ import annotations

import statistics

from measuring import MPIEXEC, OVER_TCP, Programs, Sizes, ranks, spread

LAYOUTS = [(1, 1), (1, 2), (2, 1)]   # processes, threads of each
LONG_EVERY, LONG_FACTOR = 10, 10     # long runs among short ones
TOLERANCE = 0.05                     # of the simulation, for the time that an ensemble takes


def layouts() -> list[tuple[int, int]]:
    return [layout for layout in LAYOUTS if MPIEXEC or layout[0] == 1]


def in_words(processes: int, threads: int) -> str:
    return f"{processes} ranks" if processes > 1 else f"{threads} thread{'s' if threads > 1 else ''}"


def speedup(programs: Programs, sizes: Sizes) -> None:
    """`piste run` on two cores against one, and against a bare loop of the same runs."""
    ratios: dict[tuple[int, int], list[float]] = {layout: [] for layout in layouts()}
    overheads, overheads_at_work = [], []
    for _ in range(sizes.pairs):
        bare = programs.runs_into_nothing(sizes.replicates_on_threads, 1, "--bare")[0]["wall_seconds"]
        bare_whole = programs.seconds_without_writing(sizes.replicates_on_threads, 1, "--bare")
        one_whole, one, _ = programs.seconds_with_writing(sizes.replicates_on_threads, 1)
        overheads.append(100 * (one_whole - bare_whole) / bare_whole)
        overheads_at_work.append(100 * (one - bare) / bare)
        for processes, threads in layouts()[1:]:
            ratios[processes, threads].append(one / programs.seconds_with_writing(sizes.replicates_on_threads, threads, processes)[1])
    for (processes, threads), values in ratios.items():
        if values:
            print(f"speedup: {in_words(processes, threads)} are {spread(values, '.2f')} times as fast as one; "
                  f"{sizes.replicates_on_threads} runs, from the first ticket to the last commit")
    print(f"overhead: {spread(overheads, '.1f')} % of a bare loop of the same runs on one thread, start and merge of both included; "
          f"{spread(overheads_at_work, '.1f')} % from the first ticket to the last commit")


def idle_share(processes: list[dict]) -> float:
    """The share of all threads' time until the last run ended that each spent after its own last run."""
    began = min(process["began"] for process in processes)
    ends = [end for process in processes for end in process["threads_ended"]]
    workers = sum(len(process["threads_ended"]) for process in processes)
    return sum(max(ends) - end for end in ends) / (workers * (max(ends) - began))


def tail(programs: Programs, sizes: Sizes) -> None:
    """Idle at the end, with runs of 60 ms, of the base year with fewer people; and where every tenth, the very last among them, has ten
    times the people."""
    usual = programs.run(4, 1)
    people = max(1000, round(35_000 * 0.06 / (usual["busy_seconds"] / usual["runs"])))
    for mixed in ([], ["--every", str(LONG_EVERY), f"population.migrants_per_year={LONG_FACTOR * people}"]):
        for processes, threads in layouts()[1:]:
            shares, lengths, longest = [], [], []
            for _ in range(min(sizes.pairs, 3)):
                told = programs.runs_into_nothing(sizes.short_runs, threads, *mixed, processes=processes, migrants=people)
                shares.append(100 * idle_share(told))
                lengths.append(1e3 * sum(p["busy_seconds"] for p in told) / sum(p["runs"] for p in told))
                longest.append(1e3 * max(p["longest_seconds"] for p in told))
            print(f"tail: {in_words(processes, threads)}: {spread(shares, '.3f')} % idle at the end of {sizes.short_runs} runs of "
                  f"{statistics.median(lengths):.0f} ms" + (f" in the mean, every tenth of up to {statistics.median(longest):.0f} ms" if mixed else ""))


def tickets(programs: Programs, sizes: Sizes) -> None:
    """How long a ticket takes: in memory that ranks share, and over TCP from a host that looks every 20 ms."""
    if not MPIEXEC:
        print("tickets: no mpiexec here")
        return
    number = 20_000 if sizes.pairs > 1 else 20
    program = programs.bench / "ticket_times"
    cases = [("in shared memory", 2, [], [number, 0]), ("over TCP, the host always looking", 2, OVER_TCP, [number // 4, 0]),
             ("over TCP, the host looking every 20 ms, asked now and then", 2, OVER_TCP, [max(number // 400, 2), 20, 0, 50]),
             ("the same, 16 ranks asking", 17, OVER_TCP, [max(number // 400, 2), 20, 0, 50])]
    for what, processes, network, arguments in cases if sizes.pairs > 1 else cases[:2]:
        told = programs.lines(*ranks(processes, *network), program, *arguments)[0]
        print(f"tickets: {what}: {told['median_microseconds']:.1f} microseconds (median), 95 % below "
              f"{told['95_percent_below_microseconds']:.1f}; {told['tickets_a_second']:.0f} a second")


def model(programs: Programs, sizes: Sizes) -> None:
    """The simulation of the schedule against real ensembles: fed with the times of these runs, does it take as long?"""
    for processes, threads in layouts():
        ratios, written = [], []
        for _ in range(min(sizes.pairs, 3)):
            with programs.folder() as folder:
                told = programs.runs_into_nothing(sizes.replicates_on_threads, threads, "--run-times", str(folder / "times"),
                                                  processes=processes)
                times = "".join(path.read_text() for path in sorted(folder.glob("times.*")))
                (folder / "all").write_text(times)
                simulated = programs.lines(programs.bench / "schedule_model", f"runs={sizes.replicates_on_threads}", f"processes={processes}",
                                           f"processes_per_node={processes}", f"threads={threads}", f"run_times={folder / 'all'}")[0]
            real = max(end for p in told for end in p["threads_ended"]) - min(p["began"] for p in told)
            ratios.append(simulated["last_run_ended"] / real)
            written.append(simulated["last_commit_ended"] / programs.seconds_with_writing(sizes.replicates_on_threads, threads, processes)[1])
        agrees = all(abs(statistics.median(values) - 1) <= TOLERANCE for values in (ratios, written))
        print(f"model: {in_words(processes, threads)}, {sizes.replicates_on_threads} runs: simulated / measured {spread(ratios, '.3f')} until the "
              f"last run, {spread(written, '.3f')} with writing, until the last commit: {'within' if agrees else 'NOT within'} {TOLERANCE:.0%}")
