"""Building packs: plan, run, render, gate, publish, one module each; `pack` does them in turn."""
