"""Renders the templates of chattemplate/grammar.json by Python's Jinja2, in the environment that transformers makes.

    pip install jinja2==3.1.6
    python jinja_grammar.py grammar.json            # prints what each template gives, as a JSON array
    python jinja_grammar.py grammar.json --write    # stores it in the file as what is expected

A template's expectation is its text, or null where Python has an error.
"""
import datetime
import json
import sys
import warnings

import jinja2
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment

warnings.simplefilter("ignore")


class Generation(Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_body"), [], [], body).set_lineno(line)

    def _body(self, caller):
        return caller()


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def strftime_now(format):
    return datetime.datetime(2026, 7, 5, 9, 3, 7, 42).strftime(format)


environment = ImmutableSandboxedEnvironment(
    trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols])
environment.filters["tojson"] = tojson
environment.globals["raise_exception"] = raise_exception
environment.globals["strftime_now"] = strftime_now

path = sys.argv[1]
with open(path, encoding="utf-8") as file:
    grammar = json.load(file)


def render(template):
    try:
        return environment.from_string(template).render(**grammar["variables"])
    except Exception:
        return None


texts = [render(case[0]) for case in grammar["cases"]]
if sys.argv[2:] == ["--write"]:
    cases = ",\n".join(
        "  " + json.dumps([case[0], text], ensure_ascii=False) for case, text in zip(grammar["cases"], texts))
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"variables": ' + json.dumps(grammar["variables"], ensure_ascii=False))
        file.write(',\n "cases": [\n' + cases + "\n]}\n")
else:
    sys.stdout.buffer.write(json.dumps(texts).encode())
