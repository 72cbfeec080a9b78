"""What may be shown: facts come in, `Published` goes out, and a hidden value is not in it.

`protect` alone makes a `Published`, and the ledger says what earlier editions printed. It imports `facts`, `catalogue`
and `project`.
"""
