"""What the exit codes of commands mean. Nothing is imported here: the command line looks here before anything else."""

DONE = 0
FAILED = 1
USAGE = 2
NOTHING_TO_DO = 3
DATA = 4
GATE = 5
NOTEBOOK = 6
LOCKED = 7
STOPPED = 130

MEANINGS = {
    DONE: "done",
    FAILED: "failed for a reason that has no code of its own",
    USAGE: "the words of the command were not understood",
    NOTHING_TO_DO: "nothing to do",
    DATA: "stopped by faults in data, parameters or commentary",
    GATE: "refused by the gate",
    NOTEBOOK: "a notebook failed",
    LOCKED: "another process holds what is needed",
    STOPPED: "stopped from outside",
}

GRAVEST_FIRST = (FAILED, GATE, NOTEBOOK, DATA, LOCKED)
"""Which code a command ends with where several things failed: first what nobody foresaw, last what mends itself."""
