"""Calculated measures, one module a report. Importing the package declares them all."""

from panelpack.domains import safeguarding as safeguarding
