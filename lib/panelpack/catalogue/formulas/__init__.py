"""Formulas: calculated measures, one module a report. A module here is found by being here.

Values of the measures that a formula names come in, values of its own measure go out.
"""

from importlib import import_module
from pkgutil import iter_modules

from panelpack.catalogue.calculations import Calculation
from panelpack.project.errors import InputError, Problem

__all__ = ["calculations"]


def calculations() -> dict[str, Calculation]:
    """Every calculated measure by its id, from the modules of this folder.

    Raises:
        InputError: one id is calculated twice.
    """
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    made = [item for module in modules for item in vars(module).values() if isinstance(item, Calculation)]
    names = [item.measure.id for item in made]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        todo = "give one of the two functions another measure"
        raise InputError(Problem(f"measure {name} is calculated twice", f"formula {name}", todo) for name in twice)
    return dict(zip(names, made, strict=True))
