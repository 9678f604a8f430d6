"""What a JSON API answers, described in OpenAPI 3.1 from the functions that answer: their types and docstrings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from inspect import getdoc
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from starlette.requests import Request

from kg.model import Certainty, Stance, Strength
from kg.rows import Page, PositionRow

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an endpoint; `schema` is JSON Schema."""

    name: str
    told: str
    schema: Schema
    place: str = "query"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Something to ask: its path, and the function that answers, whose docstring and type describe it."""

    path: str
    answer: Callable[[Request], Any]
    parameters: tuple[Parameter, ...] = ()

    @property
    def told(self) -> str:
        """What it answers."""
        return " ".join((getdoc(self.answer) or "").split())


def openapi(endpoints: Iterable[Endpoint]) -> Schema:
    """The description of an API, as JSON values."""
    components: dict[str, Schema] = {"Position": _POSITION, "Error": _ERROR}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Who wants what in a negotiation",
            "version": "1",
            "description": "Positions of parties on issues, each with the sentence it was read from. Read only.",
        },
        "paths": {one.path: {"get": _operation(one, components)} for one in endpoints},
        "components": {"schemas": dict(sorted(components.items()))},
    }


def _operation(endpoint: Endpoint, components: dict[str, Schema]) -> Schema:
    answer = schema_of(get_type_hints(endpoint.answer)["return"], components)
    refused = {"description": "Refused", "content": _json({"$ref": "#/components/schemas/Error"})}
    return {
        "operationId": endpoint.path.removeprefix("/api/").replace("/{id}", "_by_id"),
        "summary": endpoint.told,
        "parameters": [_parameter(one) for one in endpoint.parameters],
        "responses": {"200": {"description": "The answer", "content": _json(answer)}, "4XX": refused},
    }


def _parameter(one: Parameter) -> Schema:
    required = one.place == "path"
    return {"name": one.name, "in": one.place, "required": required, "description": one.told, "schema": one.schema}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


# Schemas ----------------------------------------------------------------------------------------------------------

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema_of(kind: Any, components: dict[str, Schema]) -> Schema:
    """JSON Schema of a type as `kg.records` writes its values; what it refers to is added to the components.

    >>> schema_of(tuple[str, ...], {})
    {'type': 'array', 'items': {'type': 'string'}}
    """
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if get_origin(kind) in (Union, UnionType):
        return _optional(kind, components)
    if get_origin(kind) is tuple:
        return {"type": "array", "items": schema_of(get_args(kind)[0], components)}
    if get_origin(kind) is dict:
        return {"type": "object", "additionalProperties": schema_of(get_args(kind)[1], components)}
    if get_origin(kind) is Page:
        return _page(schema_of(get_args(kind)[0], components))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"type": "string", "enum": [one.value for one in kind]}
    if kind is PositionRow:
        return {"$ref": "#/components/schemas/Position"}
    if is_dataclass(kind) and isinstance(kind, type):
        return _reference(kind, components)
    raise TypeError(f"{kind} has no schema")


def _optional(kind: Any, components: dict[str, Schema]) -> Schema:
    (known,) = (one for one in get_args(kind) if one is not NoneType)
    return {"anyOf": [schema_of(known, components), {"type": "null"}]}


def _page(row: Schema) -> Schema:
    properties = {
        "total": {"type": "integer", "description": "How many rows the whole answer has."},
        "offset": {"type": "integer", "description": "How many come before these."},
        "rows": {"type": "array", "items": row},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def _reference(kind: type, components: dict[str, Schema]) -> Schema:
    if kind.__name__ not in components:
        components[kind.__name__] = {}  # so that a type which holds itself ends
        hints, derived = get_type_hints(kind), {n: v for n, v in vars(kind).items() if isinstance(v, property)}
        types = {field.name: hints[field.name] for field in fields(kind)}
        types |= {name: get_type_hints(value.fget)["return"] for name, value in derived.items()}
        components[kind.__name__] = {
            "type": "object",
            "description": " ".join((getdoc(kind) or "").split()),
            "properties": {name: schema_of(type, components) for name, type in types.items()},
            "required": list(types),
        }
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def _nullable(**more: Any) -> Schema:
    return {"type": ["string", "null"], **more}


_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_SPEAKER: Schema = {
    "type": ["object", "null"],
    "properties": {"name": {"type": "string"}, "role": _nullable()},
    "required": ["name", "role"],
}
_POSITION_FIELDS: dict[str, Schema] = {
    "doc": {"type": "string", "description": "Id of the document."},
    "start": {"type": "integer", "description": "First character of the passage in the document's text."},
    "end": {"type": "integer", "description": "One past its last character."},
    "holder": _TEXTS | {"description": "Ids of the parties that hold the position."},
    "stance": {"type": "string", "enum": [one.value for one in Stance]},
    "what": {"type": "string", "description": "What is wanted, in words of the quote."},
    "issue": _nullable(description="Id of the issue."),
    "target": _TEXTS | {"description": "Ids of the parties it is wanted of."},
    "source": _nullable(description="Who the report is credited to, when that is not the holder."),
    "certainty": {"type": "string", "enum": [one.value for one in Certainty]},
    "condition": _nullable(description="On which condition."),
    "strength": {"type": "string", "enum": [one.value for one in Strength]},
    "speaker": _SPEAKER,
    "confidence": {"type": "number", "description": "How likely the position is right, 0 to 1."},
    "quote": {"type": "string", "description": "The sentence it was read from."},
    "id": {"type": "string"},
    "holder_label": _TEXTS,
    "issue_label": _nullable(),
    "target_label": _TEXTS,
    "source_label": _nullable(),
    "title": _nullable(),
    "date": _nullable(),
    "publisher": _nullable(),
    "url": _nullable(),
    "negotiation": _nullable(),
    "round": _nullable(),
    "section": _nullable(),
}
_POSITION: Schema = {
    "type": "object",
    "description": "A position with its evidence and its document.",
    "properties": _POSITION_FIELDS,
    "required": list(_POSITION_FIELDS),
}
_ERROR: Schema = {
    "type": "object",
    "properties": {"error": {"type": "string", "description": "What was wrong, and what would help."}},
    "required": ["error"],
}
