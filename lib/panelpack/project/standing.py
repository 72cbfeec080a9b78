"""How far a pack is: what its pages say of their standing."""

DRAFT = "Draft: this pack has not been signed off."
"""What every page of a pack says until it is released."""

UNRESOLVED = "It holds officers' commentary with faults, which are marked and have to be mended before a release."
"""What every page of a draft adds while the commentary of one of its reports has faults."""

WATERMARK = "Officers' copy: nothing is hidden in it. Not for publication."
"""What every page of an officers' copy says."""

FOR_OFFICERS = "For officers of the council: this page is no part of the pack and is never published."
"""What the page for officers says."""


def watermarked(page: str) -> str:
    """A page with the mark of an officers' copy on every sheet of paper."""
    mark = f'<div class="watermark" aria-hidden="true">{WATERMARK}</div>'
    return page.replace("<main", f"{mark}<main", 1)
