"""panelpack: yearly reports of a council's children's services, for the scrutiny panel that reads them."""

from panelpack.report import Report

__version__ = "0.1.0"
__all__ = ["Report"]
