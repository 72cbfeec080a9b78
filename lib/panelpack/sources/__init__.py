"""Where figures come from: one module a format, and the register of sources."""
