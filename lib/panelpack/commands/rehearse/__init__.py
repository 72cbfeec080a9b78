"""`panelpack rehearse`: next year's files read before anything is changed, and what a pack made of them would say.

Files come in; what was renamed, dropped or added goes out, with the measures and reports that it breaks. Nothing of the
project changes: files are taken into a private copy, by the same `refresh` and `take` that would bring them in.
"""
