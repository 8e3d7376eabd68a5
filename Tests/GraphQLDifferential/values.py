"""What each field answers: a function of parent, field and arguments, the same as DeterministicValues.swift."""

import struct
from zlib import crc32

from graphql import (
    GraphQLEnumType, GraphQLError, GraphQLInterfaceType, GraphQLList, GraphQLNonNull, GraphQLObjectType,
    GraphQLUnionType, is_abstract_type,
)


class Refused(Exception):
    """An error of a field."""


def code(text):
    return crc32(text.encode("utf-8", "surrogatepass"))


def canonical(value):
    """One text for equal values: members sorted, numbers free of their spelling."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() if -(2**63) <= value < 2**63:
            return str(value)
        case int() | float():
            value = float(value)
            if value == value and abs(value) < 9e15 and value == int(value):
                return str(int(value))
            return "f" + format(struct.unpack(">Q", struct.pack(">d", value))[0], "x")
        case str():
            return f'"{value}"'
        case list() | tuple():
            return "[" + ",".join(canonical(one) for one in value) + "]"
        case dict():
            return "{" + ",".join(f"{name}:{canonical(value[name])}" for name in sorted(value)) + "}"
    raise TypeError(type(value))


class Key:
    """An object: its type and a number from which its fields' values are computed."""

    def __init__(self, kind, key):
        self.kind = kind
        self.key = key


class World:
    """Resolvers for a schema of graphql-core."""

    def __init__(self, schema, trouble):
        self.schema = schema
        self.trouble = trouble
        self.mutations = 0

    def description(self):
        """What the other side must know."""
        named = [kind for name, kind in self.schema.type_map.items() if not name.startswith("__")]
        root = lambda kind: kind.name if kind else None
        return {
            "query": root(self.schema.query_type), "mutation": root(self.schema.mutation_type),
            "subscription": root(self.schema.subscription_type), "trouble": self.trouble,
            "objects": {
                kind.name: {name: str(field.type) for name, field in kind.fields.items()}
                for kind in named if isinstance(kind, GraphQLObjectType)
            },
            "possibleTypes": {
                kind.name: [one.name for one in self.possible(kind)]
                for kind in named if isinstance(kind, (GraphQLInterfaceType, GraphQLUnionType))
            },
            "enums": {kind.name: list(kind.values) for kind in named if isinstance(kind, GraphQLEnumType)},
        }

    def possible(self, kind):
        return sorted(self.schema.get_possible_types(kind), key=lambda one: one.name)

    def field_seed(self, parent, kind, field, arguments):
        return code(f"{parent}|{kind}.{field}|{canonical(arguments)}")

    def resolve(self, source, info, **arguments):
        """The default resolver of an execution."""
        if isinstance(source, Event):
            return source.value
        parent = source.key if isinstance(source, Key) else 0
        if info.parent_type is self.schema.mutation_type:
            self.mutations += 1
            parent = self.mutations
        seed = self.field_seed(parent, info.parent_type.name, info.field_name, arguments)
        if self.is_error(seed):
            raise Refused("refused")
        return self.value(info.return_type, seed, canonical(arguments))

    def subscribe(self, source, info, **arguments):
        """The stream of events of a subscription's field."""
        seed = self.field_seed(0, info.parent_type.name, info.field_name, arguments)
        if self.is_error(seed):
            raise Refused("refused")
        texts = canonical(arguments)

        async def events():
            for number in range(3):
                yield Event(self.value(info.return_type, code(f"{seed}@{number}"), texts))

        return events()

    def is_error(self, seed):
        return code(f"{seed}!") % 1000 < self.trouble

    def type_of(self, value, info, kind):
        return value.kind

    def value(self, kind, seed, arguments, nullable=True):
        if isinstance(kind, GraphQLNonNull):
            return self.value(kind.of_type, seed, arguments, False)
        if code(f"{seed}?") % 1000 < (100 if nullable else self.trouble // 2):
            return None
        number = seed // 7
        if isinstance(kind, GraphQLList):
            return [self.value(kind.of_type, code(f"{seed}.{index}"), arguments) for index in range(number % 4)]
        if is_abstract_type(kind):
            possible = self.possible(kind)
            return Key(possible[number % len(possible)].name, seed % 61) if possible else None
        if isinstance(kind, GraphQLObjectType):
            return Key(kind.name, seed % 61)
        return self.leaf(kind, seed, number, arguments)

    def leaf(self, kind, seed, number, arguments):
        wrong = code(f"{seed}~") % 1000 < self.trouble
        match kind.name:
            case "Int":
                if wrong:
                    return [1 << 40, 1.5, "x", [], {}][number % 5]
                return float(number % 1000) if number % 5 == 0 else number % 4_000_000 - 2_000_000
            case "Float":
                if wrong:
                    return ["x", [], {}][number % 3]
                return number if number % 3 == 0 else (number % 10_000) / 8 - 500
            case "String":
                if wrong:
                    return [[], {}][number % 2]
                return f"s{number % 1000} é\n\"\\😀\u0001 {arguments}"
            case "Boolean":
                return "x" if wrong else number % 2 == 0
            case "ID":
                if wrong:
                    return [1.5, []][number % 2]
                return number if number % 2 == 0 else f"id{number}"
        if isinstance(kind, GraphQLEnumType):
            return ["NOPE", 7][number % 2] if wrong else list(kind.values)[number % len(kind.values)]
        return [
            number, (number % 1000) / 4, "text", True, [1, None, "a"], {"b": [number], "a": arguments},
        ][number % 6]


class Event:
    """The value of a subscription's root field for one event."""

    def __init__(self, value):
        self.value = value
