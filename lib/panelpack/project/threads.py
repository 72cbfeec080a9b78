"""Settings of libraries that begin threads of their own, which would be in the way of processes and of a fork."""

WITHOUT_THREADS = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
"""Settings with which numpy, scipy and pyarrow begin no thread when they are imported."""
