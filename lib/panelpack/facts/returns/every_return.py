"""Every kind of return that is read. A further kind is one more folder beside this module, and one more line here."""

from panelpack.facts.returns.kinds import Return

RETURNS: tuple[Return, ...] = ()
"""The kinds of return, in the order in which messages name them."""
