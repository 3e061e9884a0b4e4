"""Frozen dataclasses to plain JSON values and back, for JSON columns and for keys made of content.

It knows dataclasses, enums, tuples, Decimal, date, datetime and what is JSON already; anything else is a TypeError.
Inside a packed dataclass, fields that are empty by default and empty now (``None``, ``''``, ``()``) are left out: small
rows, and a field added later with an empty default changes no key. Such a default must therefore stay empty.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import types
import typing
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

type Json = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
type Decoder = Callable[[Any], Any]

KEY_LENGTH = 32  # hexadecimal digits of a key: 128 bits, no two contents ever share one


def pack(value: object) -> Json:
    """The JSON value of a dataclass, enum, tuple, dict or scalar. Raises TypeError on any other type, and
    ValueError on a datetime without time zone."""
    if value is None or type(value) in (str, int, bool, float):
        return typing.cast(Json, value)
    if isinstance(value, Enum):
        return typing.cast(Json, value.value)
    if isinstance(value, tuple | list):
        return [pack(item) for item in value]
    if isinstance(value, dict):
        return {str(name): pack(item) for name, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: pack(item) for name, item, empty in _fields(value) if not empty}
    if isinstance(value, datetime):
        return moment(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"can't pack a {type(value).__name__}")


def pack_columns(value: object, *, but: Collection[str] = ()) -> dict[str, Any]:
    """Every field of a dataclass, ``but`` some, as a column's value: dates and moments stay what they are, the rest is
    packed."""
    columns: dict[str, Any] = {}
    for name, item, _ in _fields(value):
        if name not in but:
            columns[name] = item if isinstance(item, date) else pack(item)
    return columns


def unpack[T](kind: Callable[..., T], packed: Mapping[str, Any]) -> T:
    """The dataclass ``kind`` from ``pack``'s or ``pack_columns``'s answer; keys that it lacks are ignored."""
    return typing.cast(T, _decoder(kind)(packed))


def unpack_all[T](kind: Callable[..., T], packed: list[Any]) -> tuple[T, ...]:
    """A packed tuple of ``kind``."""
    decode = _decoder(kind)
    return tuple(decode(item) for item in packed)


def digest(value: object) -> str:
    """A key made of the content: equal values have equal keys, on every machine and in every process."""
    written = json.dumps(pack(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(written.encode("ascii")).hexdigest()[:KEY_LENGTH]


def moment(value: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError when it has no time zone."""
    if value.tzinfo is None:
        raise ValueError(f"a moment needs a time zone: {value.isoformat()}")
    return value.astimezone(UTC)


def _fields(value: Any) -> Iterator[tuple[str, Any, bool]]:
    """Name, value, and whether the field is empty as it is by default."""
    for name, may_lack in _list_fields(value.__class__):
        item = getattr(value, name)
        yield name, item, may_lack and _is_empty(item)


@functools.cache
def _list_fields(kind: Any) -> tuple[tuple[str, bool], ...]:
    """The fields of a dataclass, and whether each is empty by default."""
    return tuple((field.name, _is_empty(field.default)) for field in dataclasses.fields(kind))


def _is_empty(value: object) -> bool:
    return value is None or value == "" or value == ()


@functools.cache
def _decoder(kind: Any) -> Decoder:
    """How to read one type back; built once a type."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _optional(inner)
    if origin is tuple:
        return _tuple(inner)
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind is datetime:
        return _read_moment
    if kind is date:
        return lambda packed: packed if isinstance(packed, date) else date.fromisoformat(packed)
    if kind in (Decimal, float):
        return typing.cast(Decoder, kind)
    if kind in (str, int, bool):
        return lambda packed: packed
    raise TypeError(f"can't unpack {kind}")


def _read_moment(packed: Any) -> datetime:
    return moment(packed if isinstance(packed, datetime) else datetime.fromisoformat(packed))


def _optional(inner: tuple[Any, ...]) -> Decoder:
    kinds = [kind for kind in inner if kind is not types.NoneType]
    if len(kinds) != 1:
        raise TypeError(f"can't unpack a union of {len(kinds)} types")
    decode = _decoder(kinds[0])
    return lambda packed: None if packed is None else decode(packed)


def _tuple(inner: tuple[Any, ...]) -> Decoder:
    if len(inner) == 2 and inner[1] is ...:
        decode = _decoder(inner[0])
        return lambda packed: tuple(map(decode, packed))
    decoders = [_decoder(kind) for kind in inner]
    return lambda packed: tuple(decode(item) for decode, item in zip(decoders, packed, strict=True))


def _dataclass(kind: Any) -> Decoder:
    hints = typing.get_type_hints(kind)
    # A dataclass that holds itself would never end here; the model has none.
    decoders = [(field.name, _decoder(hints[field.name])) for field in dataclasses.fields(kind)]

    def decode(packed: Mapping[str, Any]) -> object:
        return kind(**{name: read(packed[name]) for name, read in decoders if name in packed})

    return decode
