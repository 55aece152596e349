"""A real Slurm on this machine: one controller and several virtual nodes, on loopback, in a folder of its own, ended with the test.

Nothing of a Slurm that the machine may have is used or touched: own configuration, own key, own ports, own processes, ended by their
numbers. Virtual nodes have host names of their own where this is allowed; where not, ranks of different nodes talk by TCP only.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

PROGRAMS = ("slurmctld", "slurmd", "munged", "sbatch", "srun", "scontrol", "squeue", "scancel", "sinfo", "unshare", "hostname")

CONFIGURATION = """\
ClusterName=piste
SlurmctldHost=localhost
SlurmctldPort={port}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
# cred_expire is also how long a job that was requeued waits
AuthInfo=socket={folder}/munge.sock,cred_expire=5
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
# without %n, steps of two nodes on one machine take each other's folder
TmpFS={folder}/tmp-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmctldLogFile={folder}/log/slurmctld.log
SlurmdLogFile={folder}/log/slurmd-%n.log
MailProg=/bin/true
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=pmix
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=2,bf_interval=2
KillWait=5
SlurmdTimeout=10
ReturnToService=2
MinJobAge=3600
CompleteWait=0
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
SlurmctldParameters=preempt_send_user_signal
NodeName=n[1-{nodes}] NodeHostname=localhost NodeAddr=127.0.0.1 Port=[{first}-{last}] CPUs={cpus} RealMemory=4000
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE PriorityTier=1 GraceTime=20
PartitionName=high Nodes=ALL MaxTime=INFINITE PriorityTier=10 PreemptMode=OFF
"""


def missing_programs():
    return [name for name in PROGRAMS if shutil.which(name, path=search_path()) is None]


def search_path():
    return os.environ.get("PATH", "/usr/bin:/bin") + ":/usr/sbin:/sbin"


def is_alive(pid):
    """A zombie is not: where nobody asks after an orphan it stays one."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def free_ports(count):
    """The first of so many neighbouring ports that nobody uses now."""
    for first in range(21000 + os.getpid() % 20000, 60000, count):
        sockets = []
        try:
            for port in range(first, first + count):
                sockets.append(socket.socket())
                sockets[-1].bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
        finally:
            for item in sockets:
                item.close()
    raise RuntimeError("no free ports")


class Cluster:
    def __init__(self, folder, nodes=3, cpus=2):
        assert len(str(folder)) <= 65, f"{folder}: Unix sockets lie below it, whose names are short"
        self.folder = Path(folder)
        self.nodes = [f"n{i + 1}" for i in range(nodes)]
        self.own_names = subprocess.run(["unshare", "--uts", "hostname", "n1"], env={"PATH": search_path()}, check=False,
                                        capture_output=True).returncode == 0
        port = free_ports(nodes + 1)
        for name in ("state", "log", *(f"{kind}-{node}" for kind in ("spool", "tmp") for node in self.nodes)):
            (self.folder / name).mkdir()
        (self.folder / "slurm.conf").write_text(CONFIGURATION.format(
            folder=self.folder, port=port, first=port + 1, last=port + nodes, nodes=nodes, cpus=cpus,
            user=subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()))
        # slurmd looks for control groups although nothing uses them, and ends where they are not mounted or of version 2
        (self.folder / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("SLURM", "PMI", "OMPI"))},
            "PATH": search_path(), "SLURM_CONF": str(self.folder / "slurm.conf"), "OMPI_MCA_pml": "ob1",
            "OMPI_MCA_btl": "self,vader,tcp" if self.own_names else "self,tcp", "OMPI_MCA_btl_tcp_if_include": "lo",
            "OMPI_MCA_mpi_yield_when_idle": "1",
            # Virtual nodes share one address: two ranks that connect to each other at the same moment take one another for a
            # third, and Open MPI 4.1 crashed in one start of twelve. One after the other it did not.
            "OMPI_MCA_mpi_preconnect_mpi": "1"}
        if not self.own_names:
            self.environment["OMPI_MCA_osc"] = "^sm"
        self.started = 0.0

    def start(self):
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        self.call("munged", f"--key-file={key}", f"--socket={self.folder}/munge.sock", f"--pid-file={self.folder}/munged.pid",
                  f"--log-file={self.folder}/log/munged.log", f"--seed-file={self.folder}/munged.seed")
        self.started = time.monotonic()
        self.call("slurmctld", "-f", self.folder / "slurm.conf")
        for node in self.nodes:
            self.node_up(node)
        end = time.monotonic() + 30
        while len(self.call("sinfo", "-h", "-N", "-p", "main", "-t", "idle", "-o", "%N", check=False).split()) < len(self.nodes):
            if time.monotonic() > end:
                raise RuntimeError("the nodes did not come up:\n" + self.logs())
            time.sleep(0.1)

    def call(self, *words, check=True):
        """Of a daemon that stays, only its start; what it says goes to a file, since it keeps the stream open."""
        out = self.folder / "log" / "calls.out"
        begin = out.stat().st_size if out.exists() else 0
        with open(out, "ab") as stream:
            done = subprocess.run(list(map(str, words)), env=self.environment, stdin=subprocess.DEVNULL, stdout=stream,
                                  stderr=subprocess.STDOUT, timeout=90, check=False)
        text = out.read_bytes()[begin:].decode(errors="replace")
        if check and done.returncode != 0:
            raise RuntimeError(f"{' '.join(map(str, words))} ends with {done.returncode}:\n{text}\n{self.logs()}")
        return text

    def logs(self):
        return "\n".join(line for path in sorted((self.folder / "log").glob("*.log"))
                         for line in path.read_text(errors="replace").splitlines() if "error" in line or "fatal" in line)

    def node_up(self, node):
        for kind in ("spool", "tmp"):   # as a node that was started anew
            shutil.rmtree(self.folder / f"{kind}-{node}", ignore_errors=True)
            (self.folder / f"{kind}-{node}").mkdir()
        words = ["slurmd", "-f", self.folder / "slurm.conf", "-N", node]
        if self.own_names:
            words = ["unshare", "--uts", "sh", "-c", 'hostname "$0" && exec "$@"', node, *words]
        self.call(*words)

    def node_down(self, node):
        """As a node that loses its power: everything on it is gone at once; and the controller is told."""
        pids = [*self.pids(f"slurmd-{node}.pid"), *self.pids_of_node(node)]
        # Stopped first: one that outlives another by a moment would still report its end.
        for sent in (signal.SIGSTOP, signal.SIGKILL):
            for pid in filter(is_alive, pids):
                os.kill(pid, sent)
        self.call("scontrol", "update", f"nodename={node}", "state=down", "reason=test")

    def pids(self, pattern):
        """Of daemons, by the files in which they leave their numbers, unless that is another program's by now."""
        found = []
        for path in self.folder.glob(pattern):
            pid = path.read_text().strip()
            name = Path(f"/proc/{pid}/comm")
            if pid and name.exists() and name.read_text().strip() in ("slurmctld", "slurmd", "munged") and is_alive(pid):
                found.append(int(pid))
        return found

    def pids_of_node(self, node=None):
        """Of batch scripts and tasks on a node, and of those that started them."""
        found = set()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "environ").read_bytes().split(b"\0")
                parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
                parent_name = Path(f"/proc/{parent}/comm").read_text().strip()
            except OSError:
                continue
            mine = f"SLURM_CONF={self.folder}/slurm.conf".encode() in words
            here = (f"SLURMD_NODENAME={node}".encode() in words if node else
                    any(word.startswith(b"SLURMD_NODENAME=") for word in words))
            if mine and here and is_alive(process.name):
                found.add(int(process.name))
                if parent_name == "slurmstepd":
                    found.add(int(parent))
        return found

    def kill_rank(self, job, rank):
        """As when memory runs out: one process of a step gets SIGKILL."""
        mine = {f"SLURM_JOB_ID={job}".encode(), f"SLURM_PROCID={rank}".encode()}
        for pid in self.pids_of_node():
            with contextlib.suppress(OSError):   # one that has ended meanwhile
                words = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
                if Path(f"/proc/{pid}/comm").read_text() == "piste\n" and mine <= set(words):
                    os.kill(pid, signal.SIGKILL)
                    return
        raise RuntimeError(f"job {job} has no rank {rank}")

    def stop(self):
        if self.pids("slurmctld.pid"):
            self.call("scancel", "--quiet", f"--user={os.getuid()}", check=False)
            self.wait_until(lambda: not self.call("squeue", "-h", check=False).strip(), 15)
        daemons = [*self.pids("slurmctld.pid"), *self.pids("slurmd-*.pid"), *self.pids("munged.pid")]
        for pid in daemons:
            os.kill(pid, signal.SIGTERM)
        self.wait_until(lambda: not any(map(is_alive, daemons)), 10)
        for pid in [*filter(is_alive, daemons), *self.pids_of_node()]:
            os.kill(pid, signal.SIGKILL)

    @staticmethod
    def wait_until(holds, seconds):
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                return False
            time.sleep(0.1)
        return True

    def submit(self, *words, **environment):
        done = subprocess.run(["sbatch", "--parsable", *map(str, words)], env={**self.environment, **environment}, timeout=30,
                              capture_output=True, text=True, check=False, cwd=self.folder)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def facts(self, job):
        """What Slurm knows of a job, by key; of an array, of its first task."""
        lines = self.call("scontrol", "show", "job", "-o", job).splitlines()
        return dict(word.split("=", 1) for word in lines[0].split() if "=" in word)

    def wait(self, job, seconds=60):
        """Until it and all its tasks have ended; returns state, exit code and number of restarts."""
        assert self.wait_until(lambda: not self.call("squeue", "-h", "-j", job, check=False).strip(), seconds), \
            self.call("squeue", check=False) + self.logs()
        facts = self.facts(job)
        return facts["JobState"], facts["ExitCode"], int(facts["Restarts"])
