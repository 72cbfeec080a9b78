"""May this pack be published? A finished pack comes in, findings go out; nothing passes that is not accounted for.

It reads the bytes that would be shipped and works derived numbers out by arithmetic of its own. It may import every
room beneath; `packs` and `commands` call it.
"""

__all__ = [
    "gate",
    "own_pieces",
    "pack_files",
    "whole_pack",
]
