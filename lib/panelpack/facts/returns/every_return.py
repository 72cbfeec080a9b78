"""Every kind of return that is read. A further kind is one more folder beside this module, and one more line here."""

from panelpack.facts.returns.annex_a.the_return import ANNEX_A
from panelpack.facts.returns.cin.the_return import CIN_CENSUS
from panelpack.facts.returns.kinds import Return
from panelpack.facts.returns.sen2.the_return import SEN2
from panelpack.facts.returns.ssda903.the_return import SSDA903

RETURNS: tuple[Return, ...] = (SSDA903, CIN_CENSUS, SEN2, ANNEX_A)
"""The kinds of return, in the order in which messages name them."""
