#!/usr/bin/env python3
"""Prints the JSON Schema of a tool's flags for SkyDeck.

    python print-flags.py MODULE:CLASS > schema.json

CLASS is a Pydantic 2 model, by its dotted name in MODULE. Run it with the Python of the tool's own environment, in the folder from
which the tool is started: it imports the module, and needs nothing but Pydantic beside it.
"""

import importlib
import json
import os
import sys


def fail(sentence):
    print(sentence, file=sys.stderr)
    sys.exit(1)


def model(place):
    module, colon, name = place.partition(":")
    if not (module and colon and name):
        fail(f"Name a model as MODULE:CLASS, not {place}.")
    sys.path.insert(0, os.getcwd())
    try:
        found = importlib.import_module(module)
    except Exception as error:  # Whatever a module does while it is imported.
        fail(f"The module {module} cannot be imported: {type(error).__name__}: {error}")
    for part in name.split("."):
        if not hasattr(found, part):
            fail(f"There is no {name} in the module {module}.")
        found = getattr(found, part)
    return found


def main(arguments):
    if len(arguments) != 1:
        fail("Name one model as MODULE:CLASS.")
    # What the module prints while it is imported is no part of the schema.
    out, sys.stdout = sys.stdout, sys.stderr
    try:
        import pydantic
    except ImportError:
        fail("There is no Pydantic in this environment: run this with the Python of the tool.")
    if int(pydantic.VERSION.split(".")[0]) < 2:
        fail(f"This environment has Pydantic {pydantic.VERSION}; SkyDeck reads the schemas of Pydantic 2.")
    found = model(arguments[0])
    if not (isinstance(found, type) and issubclass(found, pydantic.BaseModel)):
        fail(f"{arguments[0]} is no Pydantic model.")
    try:
        schema = found.model_json_schema()
    except Exception as error:
        fail(f"Pydantic has no schema of {arguments[0]}: {str(error).splitlines()[0]}")
    json.dump(schema, out)
    out.write("\n")


if __name__ == "__main__":
    main(sys.argv[1:])
