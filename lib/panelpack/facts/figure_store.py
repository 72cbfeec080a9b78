"""The store of a source's figures for all of England: one Parquet file, where a CSV would be long to read and to keep.

A CSV holds the figures of the areas that somebody chose, and people read it and compare its versions; of 150 councils
and ten years it would have tens of thousands of lines, of which a pack needs a tenth. A store holds the same cells as
the same text, sorted by area, so that only the areas that are asked for are read. `row` is the number of each row in
it, the first one 1: provenance names a figure by it, as by the line of a CSV. The same figures give the same bytes.
"""

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from panelpack.facts.recorded_rows import refuse_fewer
from panelpack.project.errors import InputError, Problem
from panelpack.project.files import replacing

STORE = ".parquet"
"""How the name of a store ends, after the id of its source."""

_ROW = "row"
_ORDER = ["area", "measure", "breakdown", "period"]
_ROWS_TOGETHER = 4096
_WORDS_ONCE = ["measure", "area", "period", "breakdown", "status", "qualifier", "source", "release"]


def is_store(file: str | Path) -> bool:
    """Whether a file is a store, by its name.

    >>> is_store("data/benchmarks/dfe_lait.parquet"), is_store("data/benchmarks/dfe_lait.csv")
    (True, False)
    """
    return Path(file).suffix == STORE


def read_store(path: Path, name: str, areas: Collection[str] | None = None) -> pd.DataFrame:
    """The cells of a store as text, and `line`, which is the number of each row in it.

    Args:
        name: how messages name it.
        areas: codes of the areas that are wanted; all when not given.

    Raises:
        InputError: it cannot be read, or has fewer rows than are recorded of it.
    """
    import pyarrow.parquet

    wanted = None if areas is None else [("area", "in", sorted(areas))]
    try:
        refuse_fewer(path, name, pyarrow.parquet.read_metadata(path).num_rows)
        # One file, so the reader of whole data sets and its threads are not needed; nor is there one to fork with
        found = pyarrow.parquet.read_table(path, filters=wanted, partitioning=None, use_threads=False)
        table = found.to_pandas(use_threads=False).rename(columns={_ROW: "line"})
        return pd.DataFrame(table.astype(dict.fromkeys(table.columns.drop("line"), "str")))
    except (OSError, KeyError, pyarrow.ArrowException) as error:
        todo = "bring back the file as it was, or refresh it from the Department's file"
        raise InputError([Problem(f"cannot be read: {str(error).splitlines()[0]}", name, todo)]) from error


def write_store(path: Path, figures: pd.DataFrame) -> None:
    """Write figures, all cells text, as a store: sorted, and whole or not at all."""
    import pyarrow
    import pyarrow.parquet

    rows = figures.sort_values(_ORDER, kind="stable").reset_index(drop=True)
    words = [str(name) for name in rows.columns]
    kinds = pyarrow.schema([(name, pyarrow.string()) for name in words] + [(_ROW, pyarrow.int32())])
    columns = [pyarrow.array(rows[name].tolist(), pyarrow.string()) for name in words]
    columns.append(pyarrow.array(range(1, len(rows) + 1), pyarrow.int32()))
    with replacing(path) as beside:
        pyarrow.parquet.write_table(
            pyarrow.Table.from_arrays(columns, schema=kinds),
            beside,
            compression="zstd",
            use_dictionary=[name for name in words if name in _WORDS_ONCE],
            row_group_size=_ROWS_TOGETHER,
            column_encoding={_ROW: "DELTA_BINARY_PACKED"},
        )


def row_of_store(path: Path, number: int) -> dict[str, str]:
    """The cells of one row of a store, by its number; none where it has no such row.

    Raises:
        InputError: the store cannot be read.
    """
    table = read_store(path, str(path))
    found = table[table["line"] == number].drop(columns="line").to_dict("records")
    return {str(name): str(cell) for name, cell in found[0].items()} if found else {}
