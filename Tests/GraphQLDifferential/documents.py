"""Writes documents for a schema at random: right ones, and ones with a few mistakes of every kind that chapter 5 knows."""

from graphql import (
    GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLList, GraphQLNonNull, GraphQLObjectType,
    GraphQLUnionType, get_named_type, is_composite_type, is_input_type, is_leaf_type, is_required_argument,
    is_required_input_field,
)

from chance import Chance


class DocumentWriter:
    """One document with the values of its variables."""

    def __init__(self, schema, chance):
        self.schema = schema
        self.chance = chance
        self.fragments = []
        self.variables = {}
        self.values = {}
        self.composites = [
            kind for kind in schema.type_map.values() if is_composite_type(kind) and not kind.name.startswith("__")
        ]
        self.inputs = [kind for kind in schema.type_map.values() if is_input_type(kind) and not kind.name.startswith("__")]

    def write(self):
        chance = self.chance
        kinds = [kind for kind in ("query", "mutation", "subscription") if self.root(kind)]
        count = 1 if chance.often(0.8) else chance.number(2, 3)
        operations, name = [], None
        for index in range(count):
            kind = chance.pick(kinds) if not chance.slips(0.02) else chance.pick(["mutation", "subscription"])
            given = f"Op{index}" if count > 1 or chance.often(0.4) else None
            if chance.slips(0.03):
                given = chance.pick([None, "Op0"])
            operations.append(self.operation(kind, given))
            name = given if count > 1 and (name is None or chance.often(0.5)) else name
        for fragment in self.fragments:
            if "text" not in fragment:
                self.write_fragment(fragment)
        texts = operations + [fragment["text"] for fragment in self.fragments]
        if chance.slips(0.03):
            texts.append(chance.pick(STRAY))
        if chance.slips(0.03):
            name = chance.pick(["Nope", "Op1", ""])
        chance.random.shuffle(texts)
        return {"query": "\n".join(texts), "operationName": name, "variables": self.values}

    def root(self, kind):
        return {
            "query": self.schema.query_type, "mutation": self.schema.mutation_type,
            "subscription": self.schema.subscription_type,
        }[kind]

    def operation(self, kind, name):
        chance = self.chance
        self.variables = {}
        self.reached = set()
        root = self.root(kind) or self.schema.query_type
        if kind == "subscription" and not chance.slips(0.2):
            field = chance.pick(list(root.fields.items()))
            body = "{ " + self.field(root, *field, depth=0) + " }"
            if chance.often(0.1):
                body = f"{{ ... on {root.name} {body} }}"
        else:
            body = self.selections(root, 0)
        directives = self.directives(kind.upper())
        variables = self.definitions()
        short = kind == "query" and not name and not variables and not directives
        if short and chance.often(0.7):
            return body
        described = chance.pick(['"about" ', '"""about"""\n']) if chance.often(0.1) else ""
        return f"{described}{kind} {name or ''}{variables}{directives} {body}"

    def definitions(self):
        chance = self.chance
        texts = []
        for name, (kind, default) in self.variables.items():
            if chance.slips(0.03):
                continue
            shown = kind
            if chance.slips(0.04):
                shown = chance.pick(["Missing", "[Int]", "String", "Query", *[one.name for one in self.inputs]])
            text = f"${name}: {shown}" + (f" = {default}" if default is not None else "")
            if chance.often(0.05):
                text = '"described" ' + text
            texts.append(text + self.directives("VARIABLE_DEFINITION"))
        if texts and chance.slips(0.03):
            texts.append(texts[0])
        if chance.slips(0.03):
            texts.append("$unused: Int")
        return f"({', '.join(texts)})" if texts else ""

    # Selections

    def selections(self, parent, depth):
        chance = self.chance
        items = []
        for _ in range(chance.number(1, 4 if depth < 2 else 2)):
            items.append(self.selection(parent, depth))
        if chance.slips(0.02):
            items = []
        return "{ " + " ".join(items) + " }"

    def selection(self, parent, depth):
        chance = self.chance
        roll = chance.random.random()
        if roll < 0.14 and depth < 5:
            return self.inline(parent, depth)
        if roll < 0.26 and depth < 5:
            return self.spread(parent)
        fields = getattr(parent, "fields", None)
        if parent is self.schema.query_type and depth == 0 and chance.often(0.04):
            return self.introspection()
        if not fields or chance.often(0.06):
            return self.aliased("__typename", 0.2) + self.directives("FIELD")
        candidates = list(fields.items())
        if depth > 3:
            leaves = [one for one in candidates if is_leaf_type(get_named_type(one[1].type))]
            if not leaves:
                return "__typename"
            candidates = leaves
        name, field = chance.pick(candidates)
        return self.field(parent, name, field, depth)

    def aliased(self, name, probability=0.3):
        chance = self.chance
        if chance.slips(0.05):
            return f"{chance.pick('abcxyz')}: {name}"
        return f"{chance.pick('abcdefghijklmnop')}{chance.number(0, 999)}: {name}" if chance.often(probability) else name

    def field(self, parent, name, field, depth):
        chance = self.chance
        shown = name
        if chance.slips(0.04):
            shown = chance.pick(["nope", "__schema", "id", name + "s"])
        arguments = self.arguments(field.args, 0.5)
        # The same field with other arguments needs another name.
        text = self.aliased(shown, 0.95 if arguments else 0.3) + arguments + self.directives("FIELD")
        kind = get_named_type(field.type)
        if is_leaf_type(kind):
            return text + (" { a }" if chance.slips(0.02) else "")
        return text if chance.slips(0.02) else f"{text} {self.selections(kind, depth + 1)}"

    def introspection(self):
        name = self.chance.pick([name for name in self.schema.type_map if not name.startswith("__")])
        chosen = self.chance.pick([
            "kind name", "fields { name isDeprecated type { name kind ofType { name } } }", "possibleTypes { name }",
            "interfaces { name } fields(includeDeprecated: true) { name args { name defaultValue type { name } } }",
            "enumValues { name } all: enumValues(includeDeprecated: true) { name deprecationReason }",
            "inputFields { name defaultValue } isOneOf specifiedByURL",
            "inputFields(includeDeprecated: true) { name deprecationReason isDeprecated }", "__typename ofType { name }",
        ])
        return f'{self.aliased("__type", 1)}(name: "{name}") {{ {chosen} }}'

    def possible(self, kind):
        return set(self.schema.get_possible_types(kind)) if not isinstance(kind, GraphQLObjectType) else {kind}

    def condition(self, parent):
        """A type that objects of this one may have too."""
        if self.chance.slips(0.06):
            return self.chance.pick(["Missing", "In0", "Int", *[kind.name for kind in self.composites]])
        fitting = [kind for kind in self.composites if self.possible(kind) & self.possible(parent)]
        return self.chance.pick(fitting or [parent]).name

    def type_named(self, name, otherwise):
        kind = self.schema.type_map.get(name)
        return kind if kind is not None and is_composite_type(kind) else otherwise

    def inline(self, parent, depth):
        directives = self.directives("INLINE_FRAGMENT")
        if self.chance.often(0.2):
            return f"...{directives} {self.selections(parent, depth + 1)}"
        name = self.condition(parent)
        return f"... on {name}{directives} {self.selections(self.type_named(name, parent), depth + 1)}"

    def spread(self, parent):
        chance = self.chance
        if chance.slips(0.03):
            return "...Nowhere"
        directives = self.directives("FRAGMENT_SPREAD")
        fitting = [
            fragment for fragment in self.fragments
            if "text" in fragment and fragment["owner"] is self.variables
            and self.possible(fragment["type"]) & self.possible(parent)
        ]
        if chance.slips(0.05) and self.fragments:
            return f"...{chance.pick(self.fragments)['name']}{directives}"
        if fitting and chance.often(0.5):
            return f"...{chance.pick(fitting)['name']}{directives}"
        if len(self.fragments) >= 5:
            return "__typename"
        name = self.condition(parent)
        fragment = {"name": f"F{len(self.fragments)}", "type": self.type_named(name, parent), "owner": self.variables}
        fragment["condition"] = name
        self.fragments.append(fragment)
        self.write_fragment(fragment)
        return f"...{fragment['name']}{directives}"

    def write_fragment(self, fragment):
        chance = self.chance
        shown = chance.pick(["F0", "F1"]) if chance.slips(0.03) else fragment["name"]
        body = self.selections(fragment["type"], 3)
        described = '"about" ' if chance.often(0.05) else ""
        directives = self.directives("FRAGMENT_DEFINITION")
        fragment["text"] = f"{described}fragment {shown} on {fragment['condition']}{directives} {body}"

    # Arguments, directives, values

    def arguments(self, definitions, probability):
        chance = self.chance
        texts = []
        for name, argument in definitions.items():
            required = is_required_argument(argument)
            if (required and not chance.slips(0.05)) or chance.often(probability):
                shown = "nope" if chance.slips(0.03) else name
                has_default = argument.default is not None
                texts.append(f"{shown}: {self.value(argument.type, 0, has_default)}")
        if texts and chance.slips(0.03):
            texts.append(texts[0])
        chance.random.shuffle(texts)
        return f"({', '.join(texts)})" if texts else ""

    def directives(self, location):
        chance = self.chance
        texts = ""
        own = [one for one in self.schema.directives if location in [place.name for place in one.locations]]
        for directive in own:
            if chance.often(0.05):
                times = 2 if directive.is_repeatable and chance.often(0.3) else 1
                if chance.slips(0.05):
                    times += 1
                constant = location == "VARIABLE_DEFINITION"
                for _ in range(times):
                    texts += f" @{directive.name}" + (
                        self.constant_arguments(directive.args) if constant else self.arguments(directive.args, 0.4)
                    )
        if chance.slips(0.02):
            texts += chance.pick([" @nope", " @deprecated", " @skip", " @include(if: 1)", " @oneOf"])
        return texts

    def constant_arguments(self, definitions):
        known, self.constant = getattr(self, "constant", False), True
        text = self.arguments(definitions, 0.4)
        self.constant = known
        return text

    def variable(self, kind, has_default):
        """A variable of a type that fits here, new or known."""
        chance = self.chance
        wanted = str(kind)
        declared = wanted
        if not wanted.endswith("!") and chance.often(0.3):
            declared += "!"
        for name, (known, default) in self.variables.items():
            if known in (wanted, wanted + "!") and (default != "null" or not wanted.endswith("!")) and chance.often(0.6):
                return f"${name}"
        default = None
        if chance.often(0.4):
            default = self.constant_value(kind)
        if wanted.endswith("!") and chance.often(0.3) and (has_default or default not in (None, "null")):
            declared = wanted[:-1]
        name = f"v{len(self.variables)}"
        self.variables[name] = (declared, default)
        self.give(name, declared, kind, default)
        return f"${name}"

    def give(self, name, declared, kind, default):
        chance = self.chance
        required = declared.endswith("!") and default is None
        if (required and not chance.slips(0.1)) or chance.often(0.6):
            inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
            if not declared.endswith("!") and chance.often(0.15):
                self.values[name] = None
            else:
                self.values[name] = self.json(GraphQLNonNull(inner), 0)

    def constant_value(self, kind):
        known, self.constant = getattr(self, "constant", False), True
        text = self.value(kind, 1, False)
        self.constant = known
        return text

    def value(self, kind, depth, has_default, in_one_of=False):
        chance = self.chance
        # A chain of @oneOf inputs can be without an end that the dice find.
        if depth > 12:
            return "null"
        if not getattr(self, "constant", False) and chance.often(0.25):
            if chance.slips(0.1):
                return chance.pick(["$missing", self.variable(chance.pick(self.inputs), False)])
            wanted = GraphQLNonNull(kind) if in_one_of and not isinstance(kind, GraphQLNonNull) else kind
            return self.variable(wanted, has_default and not in_one_of)
        if chance.slips(0.05):
            return chance.pick(WRONG_LITERALS)
        if isinstance(kind, GraphQLNonNull):
            return self.value_of(kind.of_type, depth)
        return "null" if chance.often(0.1) and not in_one_of else self.value_of(kind, depth)

    def value_of(self, kind, depth):
        chance = self.chance
        if isinstance(kind, GraphQLList):
            if depth > 3:
                return "[]"
            if chance.often(0.2) and not isinstance(kind.of_type, GraphQLNonNull):
                return self.value_of(kind.of_type, depth)
            items = [self.value(kind.of_type, depth + 1, False) for _ in range(chance.number(0, 2))]
            return f"[{', '.join(items)}]"
        if isinstance(kind, GraphQLInputObjectType):
            return self.object_value(kind, depth)
        if isinstance(kind, GraphQLEnumType):
            return chance.pick(list(kind.values))
        return chance.pick(LITERALS.get(kind.name, LITERALS["custom"]))

    def object_value(self, kind, depth):
        chance = self.chance
        texts = []
        if kind.is_one_of:
            name, field = chance.pick(list(kind.fields.items()))
            texts.append(f"{name}: {self.value(field.type, depth + 1, False, in_one_of=True)}")
            if chance.slips(0.1):
                name, field = chance.pick(list(kind.fields.items()))
                texts.append(f"{name}: {chance.pick(['null', self.value(field.type, depth + 1, False)])}")
        else:
            for name, field in kind.fields.items():
                required = is_required_input_field(field)
                if (required and not chance.slips(0.05)) or (depth < 3 and chance.often(0.4)):
                    has_default = field.default is not None
                    texts.append(f"{name}: {self.value(field.type, depth + 1, has_default)}")
        if chance.slips(0.03):
            texts.append("nope: 1")
        if texts and chance.slips(0.03):
            texts.append(texts[0])
        chance.random.shuffle(texts)
        return "{" + ", ".join(texts) + "}"

    def json(self, kind, depth):
        chance = self.chance
        if depth > 12:
            return None
        if chance.slips(0.05):
            return chance.pick(WRONG_JSON)
        if isinstance(kind, GraphQLNonNull):
            return self.json_of(kind.of_type, depth)
        return None if chance.often(0.1) else self.json_of(kind, depth)

    def json_of(self, kind, depth):
        chance = self.chance
        if isinstance(kind, GraphQLList):
            if depth > 3:
                return []
            if chance.often(0.2):
                return self.json(GraphQLNonNull(kind.of_type) if not isinstance(kind.of_type, GraphQLNonNull)
                                 else kind.of_type, depth)
            return [self.json(kind.of_type, depth + 1) for _ in range(chance.number(0, 2))]
        if isinstance(kind, GraphQLInputObjectType):
            return self.json_object(kind, depth)
        if isinstance(kind, GraphQLEnumType):
            return chance.pick(list(kind.values))
        return chance.pick(JSON_VALUES.get(kind.name, JSON_VALUES["custom"]))

    def json_object(self, kind, depth):
        chance = self.chance
        result = {}
        if kind.is_one_of:
            name, field = chance.pick(list(kind.fields.items()))
            result[name] = self.json(GraphQLNonNull(field.type), depth + 1)
            if chance.slips(0.1):
                result[chance.pick(list(kind.fields))] = None
        else:
            for name, field in kind.fields.items():
                required = is_required_input_field(field)
                if (required and not chance.slips(0.05)) or (depth < 3 and chance.often(0.4)):
                    result[name] = self.json(field.type, depth + 1)
        if chance.slips(0.03):
            result["nope"] = 1
        return result


LITERALS = {
    "Int": ["0", "-7", "42", "2147483647", "-2147483648"], "Float": ["1.5", "-2.5e3", "7", "0.1", "-0.0", "1e-3"],
    "String": ['"text"', '""', '"é \\u00e9 \\uD83D\\uDE00 \\u{1F600} \\n"', '"""block \\""" text"""', '"""\n  a\n    b\n"""'],
    "Boolean": ["true", "false"], "ID": ["7", '"id"', "12345678901234567890", "-1"],
    "custom": ["1", "-1.5", '"s"', "true", "RED", "[1, [A], {a: null}]", '{b: {c: "d"}, a: 1}', "12345678901234567890"],
}
WRONG_LITERALS = [
    "null", "2147483648", "-2147483649", "1.5", "1.0", '"text"', "true", "NOPE", "[]", "{}", "[[1]]", "[null]",
    "{nope: true}", "[$nope]", "1e400", "12345678901234567890",
]
JSON_VALUES = {
    "Int": [0, -7, 2147483647, -2147483648, 3.0], "Float": [1.5, 7, -2500.0, 0.1], "String": ["text", "", "é😀\n\"\\\u0001"],
    "Boolean": [True, False], "ID": [7, "id", "", -1], "custom": [1, 1.5, "s", True, [1, None], {"b": {"c": [1]}, "a": "x"}],
}
WRONG_JSON = [None, 2147483648, 1.5, "text", True, "NOPE", [], {}, [[1]], [None], {"nope": 1}, 1e20, 12345678901234567890]
STRAY = [
    "type T { a: Int }", "extend type Query { a: Int }", "fragment Unused on Query { __typename }", "{ __typename }",
    "query Op0 { __typename }", "directive @d on FIELD", "scalar X", "schema { query: Query }",
    "fragment F0 on Query { __typename }", "fragment C1 on Query { ...C2 } fragment C2 on Query { ...C1 }",
    "fragment C1 on Query { ...C1 }", "query Other($x: Int, $x: Int) { __typename }", "mutation M { __typename }",
    "subscription S { __typename }", "subscription S { a: __typename b: __typename }",
    "query Deep { ... { ... on Query { ... { __typename } } } }", "fragment on on Query { a }", "query Q { a: __typename a: __schema { __typename } }",
]


def document(schema, seed, mischief):
    return DocumentWriter(schema, Chance(seed, mischief)).write()
