"""The job scripts of slurm/, as they stand, on a real Slurm: whatever happens to a job, the file has the bytes of an undisturbed run."""

import json
import re
import subprocess
import time

import pytest
from conftest import EXECUTABLE, SOURCE, arguments

TEMPLATES = SOURCE / "slurm"
TWO_NODES = ("--time=5", "--nodes=2", "--ntasks-per-node=1")


def submit(slurm, template, path, *words):
    return slurm.submit("--output", path.with_suffix(".log"), *words, TEMPLATES / template, *arguments(path))


def log_of(path):
    log = path.with_suffix(".log")
    return log.read_text() if log.exists() else ""


def wait_until_at_work(slurm, path, moment=0.7):
    assert slurm.wait_until(lambda: "runs to do" in log_of(path), 30), log_of(path) + slurm.logs()
    time.sleep(moment)


def done_before(path):
    """What the last session found on disk."""
    found = re.findall(r"([\d,]+) done before", log_of(path))
    return int(found[-1].replace(",", "")) if found else 0


def test_one_mpi_job_on_several_nodes(slurm, whole, tmp_path):
    path = tmp_path / "mpi.h5"
    job = submit(slurm, "mpi.sbatch", path, "--time=5", "--nodes=3", "--ntasks-per-node=2")
    assert slurm.wait(job) == ("COMPLETED", "0:0", 0), log_of(path)
    assert "of 6 ranks" in log_of(path)
    assert path.read_bytes() == whole


def call_of_submit(path, kind):
    words = arguments(path)
    run = [f"--run={option}={value}" for option, value in zip(words[1:-4:2], words[2:-4:2])]
    return [TEMPLATES / "submit", words[0], "-o", path, "--time", "05:00", "--as", kind, "--piste", EXECUTABLE, *run]


def test_an_array_and_its_merge_by_submit(slurm, whole, tmp_path):
    path = tmp_path / "array.h5"
    call = call_of_submit(path, "array")
    dry = subprocess.run([*call, "--dry-run"], env=slurm.environment, capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert dry.count("sbatch --parsable") == 2 and "--array=0-0" in dry and "afterany:ARRAY" in dry, "this little fits one process"
    assert slurm.call("squeue", "-h") == "", "nothing was submitted"
    # Of the many processors that a larger experiment would take, three tasks are enough here.
    done = subprocess.run([*call, "--", "--array=0-2", f"--output={path.with_suffix('.log')}"], env=slurm.environment,
                          capture_output=True, text=True, check=True, cwd=tmp_path)
    tasks, merge = re.findall(r"submitted as job (\d+)", done.stdout)
    assert slurm.wait(tasks)[:2] == ("COMPLETED", "0:0"), log_of(path)
    assert slurm.wait(merge)[:2] == ("COMPLETED", "0:0"), log_of(path)
    assert path.read_bytes() == whole
    assert len(json.loads((tmp_path / "array.h5.provenance.json").read_text())) >= 1


@pytest.mark.parametrize("kind", ["mpi", "preemptible"])
def test_one_job_by_submit(slurm, whole, tmp_path, kind):
    path = tmp_path / f"{kind}.h5"
    done = subprocess.run([*call_of_submit(path, kind), "--", "--nodes=2", f"--output={path.with_suffix('.log')}"],
                          env=slurm.environment, capture_output=True, text=True, check=True, cwd=tmp_path)
    job, = re.findall(r"submitted as job (\d+)", done.stdout)
    assert f"{kind}.sbatch" in done.stdout
    assert slurm.wait(job)[:2] == ("COMPLETED", "0:0"), log_of(path)
    assert "of 2 ranks" in log_of(path)
    assert path.read_bytes() == whole


def test_scancel_and_the_same_command_again(slurm, whole, tmp_path):
    path = tmp_path / "cancelled.h5"
    job = submit(slurm, "mpi.sbatch", path, *TWO_NODES)
    wait_until_at_work(slurm, path)
    slurm.call("scancel", job)
    assert slurm.wait(job)[0] == "CANCELLED"
    assert not path.exists()
    again = submit(slurm, "mpi.sbatch", path, *TWO_NODES)
    assert slurm.wait(again)[:2] == ("COMPLETED", "0:0"), log_of(path)
    assert done_before(path) > 0, "what was finished when it was cancelled counts\n" + log_of(path)
    assert path.read_bytes() == whole


def test_what_is_cancelled_does_not_queue_again(slurm, tmp_path):
    paths = [tmp_path / f"{name}.h5" for name in ("mpi", "preemptible", "tasks")]
    jobs = [submit(slurm, f"{path.stem}.sbatch", path, "--time=5") for path in paths[:2]]
    jobs.append(submit(slurm, "array.sbatch", paths[2], "--time=5", "--array=0-1"))
    for path in paths:
        wait_until_at_work(slurm, path, 0.2)
    slurm.call("scancel", *jobs)
    for job in (*jobs[:2], f"{jobs[2]}_0", f"{jobs[2]}_1"):
        slurm.wait(job)
        facts = slurm.facts(job)
        assert (facts["JobState"], facts["Restarts"]) == ("CANCELLED", "0"), "".join(map(log_of, paths))


def test_a_node_that_dies(slurm, whole, tmp_path):
    path = tmp_path / "node.h5"
    job = submit(slurm, "mpi.sbatch", path, *TWO_NODES, "--nodelist=n1,n2")
    wait_until_at_work(slurm, path)
    # n1 runs the job's script and the rank that holds the lock.
    slurm.node_down("n1")
    state = slurm.wait_until(lambda: slurm.facts(job)["Restarts"] == "1", 40)
    assert state, log_of(path) + slurm.logs()
    slurm.node_up("n1")
    slurm.call("scontrol", "update", "nodename=n1", "state=resume", check=False)
    assert slurm.wait(job) == ("COMPLETED", "0:0", 1), log_of(path)
    assert path.read_bytes() == whole


def test_preempted_it_queues_again(slurm, whole, tmp_path):
    path = tmp_path / "preempted.h5"
    job = submit(slurm, "preemptible.sbatch", path, "--time=5", "--nodes=3", "--ntasks-per-node=2")
    wait_until_at_work(slurm, path)
    other = slurm.submit("--partition=high", "--nodes=3", "--exclusive", "--time=1", "--output=/dev/null", "--wrap", "sleep 0.5")
    assert slurm.wait(other)[0] == "COMPLETED"
    assert slurm.wait(job) == ("COMPLETED", "0:0", 1), log_of(path)
    assert done_before(path) > 0, log_of(path)
    assert path.read_bytes() == whole


def test_a_rank_that_is_killed_costs_no_more_than_a_restart(slurm, whole, tmp_path):
    """srun ends the step, with 137 and not with the code of what can be resumed."""
    path = tmp_path / "killed.h5"
    job = submit(slurm, "mpi.sbatch", path, *TWO_NODES)
    wait_until_at_work(slurm, path)
    slurm.kill_rank(job, 1)
    assert slurm.wait(job) == ("COMPLETED", "0:0", 1), log_of(path)
    assert done_before(path) > 0, log_of(path)
    assert path.read_bytes() == whole


def test_each_task_of_an_array_queues_again_by_itself(slurm, whole, tmp_path):
    """Told to end, as at its time limit, it queues again, and no other task is told. One task of an array has the array's number as its
    own, so each is told in turn, in an array for each."""
    tasks = (0, 1)
    paths = [tmp_path / f"told{task}.h5" for task in tasks]
    jobs = [slurm.submit("--output", tmp_path / f"told{told}-%a.log", "--time=5", "--array=0-1", TEMPLATES / "array.sbatch", *arguments(paths[told]))
            for told in tasks]
    logs = [[tmp_path / f"told{told}-{task}" for task in tasks] for told in tasks]
    for log in (log for of_array in logs for log in of_array):
        wait_until_at_work(slurm, log, 0.2)
    for told in tasks:
        slurm.call("scancel", "--signal=USR1", "--batch", f"{jobs[told]}_{told}")
    for told in tasks:
        slurm.wait(jobs[told], 90)
        for task in tasks:
            facts = slurm.facts(f"{jobs[told]}_{task}")
            log = log_of(logs[told][task])
            assert (facts["JobState"], facts["Restarts"]) == ("COMPLETED", "1" if task == told else "0"), log
            assert ("stopping after the runs in hand" in log) == (task == told), log
        assert paths[told].read_bytes() == whole


def test_the_merge_says_what_is_missing_and_writes_what_is_there(slurm, whole, tmp_path):
    """After an array that was stopped; and after one whose tasks found the lock of somebody who may be gone, waited for the file, and did
    not call it complete. By tasks without MPI."""
    path = tmp_path / "merged.h5"
    lock = tmp_path / "merged.h5.lock"

    def array_and_merge():
        how = {"PISTE_MOST_RESTARTS": "0", "PISTE_MPI": "none"}
        what = [*arguments(path), "--patience", "2s"]
        tasks = slurm.submit("--output", path.with_suffix(".log"), "--time=5", "--array=0-1", TEMPLATES / "array.sbatch", *what, **how)
        merge = slurm.submit("--output", tmp_path / "merge.log", "--time=5", f"--dependency=afterany:{tasks}", "--kill-on-invalid-dep=yes",
                             TEMPLATES / "merge.sbatch", *what, **how)
        return tasks, merge

    tasks, merge = array_and_merge()
    assert slurm.wait_until(lambda: log_of(path).count("runs to do") == 2, 30), log_of(path)
    slurm.call("scancel", "--signal=USR1", "--batch", tasks)
    assert slurm.wait(merge)[:2] == ("FAILED", "75:0"), log_of(tmp_path / "merge")
    assert [slurm.facts(f"{tasks}_{task}")["ExitCode"] for task in (0, 1)] == ["75:0", "75:0"], log_of(path)
    assert not path.exists()

    lock.write_text("host=elsewhere\nboot=1\nprocess=1\nstarted=1\njob=1\ntoken=1\n")
    tasks, merge = array_and_merge()
    assert slurm.wait(tasks)[:2] == ("FAILED", "75:0"), log_of(path)
    assert not path.exists() and "on host elsewhere" in log_of(path), log_of(path)
    assert slurm.wait(merge)[:2] == ("COMPLETED", "0:0"), log_of(tmp_path / "merge")
    assert path.read_bytes() == whole and not lock.exists()


def test_a_time_limit_with_its_signal(slurm, whole, tmp_path):
    """Slurm looks at limits every 30 seconds from its start, and sends the signal of a job whose end is near; so the job is begun
    some seconds before it looks."""
    for attempt in range(2):
        path = tmp_path / f"limit{attempt}.h5"
        time.sleep((28.0 - (time.monotonic() - slurm.started)) % 30)
        job = submit(slurm, "preemptible.sbatch", path, "--time=1", "--nodes=1", "--ntasks-per-node=1", "--signal=USR1@58")
        state, code, restarts = slurm.wait(job, 120)
        assert (state, code) == ("COMPLETED", "0:0"), log_of(path)
        assert path.read_bytes() == whole
        if restarts > 0:
            assert done_before(path) > 0, log_of(path)
            return
    raise AssertionError("Slurm did not send its signal while the job was at work\n" + log_of(path))


def test_the_end_of_the_job_is_known_without_a_signal(slurm, whole, tmp_path):
    """It comes when about a third of the work is done. How often a job begins again by itself is its user's to say."""
    path = tmp_path / "clock.h5"
    end = int(time.time()) + 3
    job = slurm.submit("--output", path.with_suffix(".log"), "--time=5", "--nodes=1", TEMPLATES / "mpi.sbatch", *arguments(path),
                       SLURM_JOB_END_TIME=str(end), PISTE_MOST_RESTARTS="0")
    assert slurm.wait(job)[:2] == ("FAILED", "75:0"), log_of(path)
    assert "stopped by the time limit" in log_of(path) and not path.exists()
    again = submit(slurm, "mpi.sbatch", path, "--time=5", "--nodes=1", "--ntasks=2")
    assert slurm.wait(again)[:2] == ("COMPLETED", "0:0"), log_of(path)
    assert done_before(path) > 0, log_of(path)
    assert path.read_bytes() == whole
