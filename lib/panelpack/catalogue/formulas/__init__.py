"""Calculated measures, one module a report. Importing the package declares them all."""

from panelpack.catalogue.formulas import feedback as feedback
from panelpack.catalogue.formulas import finance as finance
from panelpack.catalogue.formulas import police as police
from panelpack.catalogue.formulas import safeguarding as safeguarding
