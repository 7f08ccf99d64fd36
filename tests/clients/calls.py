"""Calls every operation of a generated client with the examples of the document.

usage: calls.py FOLDER_OF_THE_CLIENT BASE_URL < operations.json
Prints a line for each: its name, "ok" or what was wrong.
"""

import datetime
import enum
import importlib
import json
import re
import sys
import typing


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def as_declared(hint: object, value: object) -> object:
    """A plain value as the client's types want it: an enum, a day or a moment, a model, a list of any."""
    kinds = typing.get_args(hint) or (hint,)
    for kind in kinds:
        if typing.get_origin(kind) is list and isinstance(value, list):
            (item,) = typing.get_args(kind)
            return [as_declared(item, each) for each in value]
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return kind(value)
        if kind is (datetime.datetime if "T" in str(value) else datetime.date):
            return kind.fromisoformat(value)
        if hasattr(kind, "from_dict") and isinstance(value, dict):
            return kind.from_dict(value)
    return value


def main(folder: str, base_url: str) -> None:
    sys.path.insert(0, folder)
    client = importlib.import_module("market").Client(
        base_url=base_url, raise_on_unexpected_status=True, follow_redirects=False
    )
    for operation in json.load(sys.stdin):
        name = operation["name"]
        try:
            module = importlib.import_module(f"market.api.{operation['tag']}.{snake(name)}")
            hints = typing.get_type_hints(module.sync_detailed)
            given = {}
            for key, value in operation["given"].items():
                # A name that Python has taken gets an underscore.
                known = snake(key) if snake(key) in hints else f"{snake(key)}_"
                given[known] = as_declared(hints[known], value)
            if operation["streams"]:
                # It has no end to wait for: its head is all that is asked.
                asked = client.get_httpx_client().stream(**module._get_kwargs(**given))
                with asked as head:
                    wrong = head.status_code not in operation["statuses"]
                    print(f"{name}\t{f'status {head.status_code}' if wrong else 'ok'}")
                continue
            answer = module.sync_detailed(client=client, **given)
            wrong = int(answer.status_code) not in operation["statuses"]
            if wrong:
                print(f"{name}\tstatus {int(answer.status_code)}")
            elif operation["typed"] and answer.parsed is None:
                print(f"{name}\tits answer was not read")
            else:
                print(f"{name}\tok")
        except Exception as error:  # a client that fails is what is looked for
            print(f"{name}\t{type(error).__name__}: {error}".replace("\n", " "))


main(*sys.argv[1:])
