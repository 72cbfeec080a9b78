"""Calculated measures, one module a report. Importing the package declares them all."""

from panelpack.domains import feedback as feedback
from panelpack.domains import finance as finance
from panelpack.domains import police as police
from panelpack.domains import safeguarding as safeguarding
