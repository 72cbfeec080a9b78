"""The areas of a national file: every council, region and England, each known by its code."""

from panelpack.catalogue.context import Context
from panelpack.facts.official_csv import LEVELS, EesTable
from panelpack.project.errors import InputError, Problem


def of_all_england(table: EesTable, about: Context) -> set[str]:
    """The codes of every area of a national file that figures are about.

    Raises:
        InputError: the file has areas of which nothing is known; each once, with the line that makes it known.
    """
    cells = table.cells
    rows = cells.loc[cells["level"].isin(list(LEVELS)) & cells["area"].str.match(r"[A-Z]\d{8}")]
    places = rows.drop_duplicates("area").sort_values("area").to_dict("records")
    strange = [place for place in places if place["area"] not in about.areas.by_code]
    kinds = {"National": "country", "Regional": "region", "Local authority": "council"}
    if strange:
        where = "data/reference/areas.csv"
        raise InputError(
            Problem(
                f"there is no area {place['area']}, which the file calls {place['area_name']!r}",
                f"{table.path}, line {place['line']}",
                f"add to {where}: {place['area']},{place['area_name']},{kinds[place['level']]},{place['dfe_code']},"
                "REGION, with a comma at the end",
            )
            for place in strange
        )
    return {place["area"] for place in places}
