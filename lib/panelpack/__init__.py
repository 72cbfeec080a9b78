"""panelpack: yearly reports of a council's children's services, for the scrutiny panel that reads them."""

# `facts` hides the room of the same name only where it is an attribute: `from panelpack.facts.table import KEY` stays
from panelpack.completion import complete_names
from panelpack.explore import areas, facts, measures
from panelpack.explorer import explorer
from panelpack.report import Report

__version__ = "0.1.0"
__all__ = ["Report", "areas", "explorer", "facts", "measures"]

complete_names()
