"""A national file in the shape of the Department's: every council of now, with figures that are invented."""

import shutil

import pytest

from panelpack.catalogue.areas import Areas
from panelpack.commands.refresh import refresh
from panelpack.disclosure.prepare import make
from panelpack.project.checkout import Project

HEADER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,category,referral_count,rereferral_percent\n"
)
LEEDS, SOMERSET_BEFORE, SOMERSET = "E08000035", "E10000027", "E06000066"


def national_file(folder, areas, years=(2024, 2025)):
    """Referrals: 2,000 and its place in the file of each council, 20,000 of England and each region."""
    lines = []
    for year in years:
        england = f"{year},Reporting year,National,E92000001,England,,,,,,All,20000,20"
        lines.append(england)
        for area in areas.by_code.values():
            if area.kind == "region" and not area.invented:
                lines.append(
                    f"{year},Reporting year,Regional,E92000001,England,{area.code},{area.name},,,,All,20000,20"
                )
        for place, area in enumerate(areas.english_councils):
            code = SOMERSET_BEFORE if area.code == SOMERSET and year < 2025 else area.code
            within = f"{area.within},{areas.name(area.within)}"
            where = f'Local authority,E92000001,England,{within},{area.dfe_code},{code},"{area.name}"'
            lines.append(f"{year},Reporting year,{where},All,{2000 + place},{20 + place % 5}")
    path = folder / "c1.csv"
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def of_england(project, tmp_path_factory):
    """A project that keeps an invented national file of referrals as a store, with Leeds among its councils."""
    root = tmp_path_factory.mktemp("england")
    for name in ("parameters", "data"):
        shutil.copytree(getattr(project, name), root / name)
    (root / "parameters" / "councils" / "leeds.yaml").write_text(
        f"area: {LEEDS}\nregion: E12000003\nneighbours:\n  - model: '2025'\n    from: 2015-16\n"
        "panel: A panel\naccent: '#1d4f76'\ncontact: Children's services\n"
    )
    made = Project(root)
    file = national_file(root, Areas(made.data / "reference"))
    refresh(made, file, "dfe_children_in_need", "2025", {}, accept_changes=True, all_areas=True)
    return made


@pytest.fixture(scope="session")
def leeds(of_england):
    """What Leeds may show of that store."""
    return make(of_england, "leeds")
