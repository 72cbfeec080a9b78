"""What the exit codes of commands mean. Nothing is imported here: the command line looks here before anything else."""

DONE = 0
FAILED = 1
NOTHING_TO_DO = 3
STALE = 3
DATA_STOPPED = 4
