"""make.py as a module: it stands at the top of the checkout, where no import finds it."""

from importlib.util import module_from_spec, spec_from_file_location


def goals_of(project):
    """A fresh make.py, whose names a test may change."""
    about = spec_from_file_location("goals_of_the_checkout", project.root / "make.py")
    module = module_from_spec(about)
    about.loader.exec_module(module)
    return module
