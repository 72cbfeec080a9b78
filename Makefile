# Every goal is done by make.py, which needs only Python: `python make.py pack` is `make pack` where there is no make.
# Variables: COUNCIL, YEAR (or all), REPORTS, and PYTHON, which makes .venv.
PYTHON ?= python3
GOALS := pack test lab lint docs bench install lock upgrade wheelhouse clean

# What was typed as NAME=VALUE, so that make.py refuses a mistyped name, which would otherwise pass in silence
GIVEN := $(foreach word,$(MAKEOVERRIDES),$(if $(findstring =,$(word)),$(firstword $(subst =, ,$(word)))))

.PHONY: $(GOALS)
.NOTPARALLEL:

$(GOALS):
	@$(PYTHON) make.py $@ $(foreach name,$(filter-out PYTHON,$(GIVEN)),"$(name)=$($(name))")
