"""Writes schemas at random: right ones, and ones with a few mistakes of every kind that chapter 3 knows."""

from chance import Chance

SCALARS = ["Int", "Float", "String", "Boolean", "ID"]
LOCATIONS = (
    "QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION "
    "SCHEMA SCALAR OBJECT FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT "
    "INPUT_FIELD_DEFINITION"
).split()
DESCRIPTIONS = [
    '"What it is for"', '"""Block"""', '"""\n  Two\n    lines, \\""" and é\n"""', '""', '"\\u00e9\\n\\"x\\" \\u{1F600}"',
    '"""  indented first\n  and last  """', '"""\n\n  blank above and below\n\n"""', '"tab\\there"', '"""ends with \\\\ """',
    '"""ends with quote "\n"""',
]


class SchemaWriter:
    def __init__(self, chance):
        self.chance = chance
        self.enums = {}
        self.inputs = {}
        self.scalars = []
        self.interfaces = {}
        self.objects = {}
        self.unions = {}
        self.directives = {}
        self.parts = []

    # Small things

    def description(self, indentation=""):
        if not self.chance.often(0.12):
            return ""
        return self.chance.pick(DESCRIPTIONS) + "\n" + indentation

    def wrapped(self, name, deepest=2):
        text = name + ("!" if self.chance.often(0.25) else "")
        for _ in range(deepest):
            if self.chance.often(0.2):
                text = f"[{text}]" + ("!" if self.chance.often(0.25) else "")
        return text

    def input_type(self, nullable=False):
        chance = self.chance
        if chance.slips(0.03):
            return chance.pick(["Missing", "Query", *self.objects, *self.interfaces])
        name = chance.pick(SCALARS * 2 + [*self.enums] * 2 + self.scalars + [*self.inputs] * 3)
        text = self.wrapped(name)
        return text.rstrip("!") if nullable else text

    def output_type(self):
        chance = self.chance
        if chance.slips(0.03):
            return chance.pick(["Missing", *self.inputs])
        names = SCALARS * 2 + [*self.enums] + self.scalars
        return self.wrapped(chance.pick(names + ([*self.objects, *self.interfaces] + [*self.unions]) * 2))

    def literal(self, text, depth=0):
        """A literal that the type takes, unless something slips."""
        chance = self.chance
        # Inputs that must contain themselves have no literal; the schema is wrong anyway.
        if depth > 8:
            return "null"
        if chance.slips(0.05):
            return chance.pick(["null", '"text"', "7", "1.5", "true", "NOPE", "[[[1]]]", "{nope: 1}", "99999999999"])
        if not text.endswith("!") and chance.often(0.15):
            return "null"
        text = text.rstrip("!")
        if text.startswith("["):
            if depth > 3:
                return "[]"
            if chance.often(0.2):
                single = self.literal(text[1:-1].rstrip("!") + "!", depth)
                return single
            items = [self.literal(text[1:-1], depth + 1) for _ in range(chance.number(0, 2))]
            return "[" + ", ".join(items) + "]"
        if text in self.enums:
            return chance.pick(self.enums[text])
        if text in self.inputs:
            return self.object_literal(text, depth)
        return {
            "Int": lambda: str(chance.number(-9, 9)),
            "Float": lambda: chance.pick(["1.5", "-2e3", "7", "0.25E-2"]),
            "String": lambda: chance.pick(['"text"', '""', '"é \\" \\n"', '"""block"""']),
            "Boolean": lambda: chance.pick(["true", "false"]),
            "ID": lambda: chance.pick(["12", '"id"']),
        }.get(text, lambda: chance.pick(["1", "1.5", '"s"', "true", "RED", "[1, {a: null}]", "{b: [A]}"]))()

    def object_literal(self, name, depth):
        chance = self.chance
        fields = self.inputs[name]["fields"]
        if self.inputs[name]["oneOf"]:
            field = chance.pick(list(fields))
            chosen = {field: self.literal(fields[field]["type"] + "!", depth + 1)}
        else:
            chosen = {
                field: self.literal(about["type"], depth + 1)
                for field, about in fields.items()
                if (about["type"].endswith("!") and not about["default"]) or (depth < 3 and chance.often(0.4))
            }
        return "{" + ", ".join(f"{field}: {value}" for field, value in chosen.items()) + "}"

    def applied(self, location):
        """Directives on a definition."""
        chance = self.chance
        text = ""
        for name, about in self.directives.items():
            wanted = location in about["locations"]
            if (wanted and chance.often(0.15)) or chance.slips(0.01):
                times = 2 if (about["repeatable"] and chance.often(0.3)) or chance.slips(0.1) else 1
                text += self.directive(name, about) * times
        if chance.slips(0.01):
            text += chance.pick([" @nope", " @skip(if: true)", " @oneOf", " @deprecated @deprecated", " @specifiedBy"])
        return text

    def directive(self, name, about):
        chance = self.chance
        arguments = [
            f"{argument}: {self.literal(kind)}"
            for argument, (kind, default) in about["arguments"].items()
            if (kind.endswith("!") and not default and not chance.slips(0.1)) or chance.often(0.4)
        ]
        if chance.slips(0.05):
            arguments.append("nope: 1")
        if arguments and chance.slips(0.05):
            arguments.append(arguments[0])
        return f" @{name}" + (f"({', '.join(arguments)})" if arguments else "")

    def deprecated(self, required=False):
        if required and not self.chance.slips(0.03):
            return ""
        return self.chance.pick(["", "", "", "", "", "", " @deprecated", ' @deprecated(reason: "old \\"one\\"")'])

    def arguments(self, most=2):
        chance = self.chance
        names = chance.some(["x", "y", "z"])[:most] if chance.often(0.5) else []
        result = {}
        for name in names:
            kind = self.input_type()
            default = self.literal(kind, 2) if chance.often(0.3) else None
            result[name] = (kind, default)
        return result

    def written(self, arguments, location="ARGUMENT_DEFINITION"):
        if not arguments:
            return ""
        chance = self.chance
        texts = []
        for name, (kind, default) in arguments.items():
            if chance.slips(0.02):
                name = "__x"
            required = kind.endswith("!") and default is None
            texts.append(
                self.description("    ") + f"{name}: {kind}" + (f" = {default}" if default is not None else "")
                + self.deprecated(required) + self.applied(location)
            )
        if chance.slips(0.02):
            texts.append(texts[0])
        return "(" + ", ".join(texts) + ")"

    # Definitions

    def write(self):
        chance = self.chance
        self.name_everything()
        self.define_directives()
        self.define_enums()
        self.define_inputs()
        for name in self.scalars:
            url = ' @specifiedBy(url: "https://example.com/x")' if chance.often(0.5) else ""
            self.parts.append(self.description() + f"scalar {name}{url}{self.applied('SCALAR')}")
        for name in list(self.interfaces):
            self.define_fields(name, "interface")
        for name in list(self.objects):
            self.define_fields(name, "type")
        for name, members in self.unions.items():
            self.define_union(name, members)
        self.define_roots()
        if chance.slips(0.05):
            self.parts.append(chance.pick(STRAY))
        chance.random.shuffle(self.parts)
        return "\n\n".join(self.parts) + "\n"

    def name_everything(self):
        chance = self.chance
        self.scalars = [f"S{index}" for index in range(chance.number(0, 2))]
        self.enums = {f"E{index}": chance.some("ABCDE", least=1) for index in range(chance.number(1, 2))}
        for index in range(chance.number(1, 4)):
            self.inputs[f"In{index}"] = {"fields": {}, "oneOf": chance.often(0.25)}
        self.interfaces = {f"I{index}": {} for index in range(chance.number(0, 3))}
        self.objects = {f"T{index}": {} for index in range(chance.number(1, 4))}
        self.unions = {f"U{index}": chance.some(self.objects, least=1) for index in range(chance.number(0, 2))}

    def define_directives(self):
        chance = self.chance
        for index in range(chance.number(0, 3)):
            locations = chance.some(LOCATIONS, least=1)[: chance.number(1, 8)]
            arguments = {}
            for name in chance.some(["p", "q"]):
                kind = self.wrapped(chance.pick(SCALARS + [*self.enums]))
                default = self.literal(kind) if chance.often(0.4) else None
                arguments[name] = (kind, default)
            repeatable = chance.often(0.4)
            name = f"d{index}"
            self.directives[name] = {"locations": locations, "arguments": arguments, "repeatable": repeatable}
            shown = list(locations)
            if chance.slips(0.03):
                shown.append(chance.pick(["NOWHERE", "field"]))
            if chance.slips(0.03):
                name = chance.pick(["__d", "d0", "skip"])
            self_reference = f", r: Int @{name}" if arguments and chance.slips(0.05) else ""
            head = f"directive @{name}"
            written = ", ".join(
                f"{argument}: {kind}" + (f" = {default}" if default is not None else "")
                for argument, (kind, default) in arguments.items()
            )
            self.parts.append(
                self.description() + head + (f"({written}{self_reference})" if written else "")
                + (" repeatable" if repeatable else "") + " on " + chance.pick(["", "| "]) + " | ".join(shown)
            )

    def define_enums(self):
        chance = self.chance
        for name, values in self.enums.items():
            lines = [
                f"  {self.description('  ')}{value}{self.deprecated()}{self.applied('ENUM_VALUE')}" for value in values
            ]
            if chance.slips(0.03):
                lines.append("  " + chance.pick(["true", values[0], "__A", "null"]))
            self.define(f"enum {name}", "ENUM", lines)

    def define_inputs(self):
        chance = self.chance
        for index, (name, about) in enumerate(self.inputs.items()):
            earlier = [*self.inputs][:index]
            for field in chance.some(["a", "b", "c", "d"], least=1):
                kind = self.input_type(nullable=about["oneOf"] and not chance.slips(0.05))
                # An input that must contain itself can never be written.
                later = kind.strip("[]!")
                if later in self.inputs and later not in earlier and not chance.slips(0.1):
                    kind = kind.rstrip("!")
                about["fields"][field] = {"type": kind, "default": None}
        for name, about in self.inputs.items():
            lines = []
            for field, one in about["fields"].items():
                circular = one["type"].strip("[]!") in self.inputs and not chance.slips(0.2)
                if (not about["oneOf"] and not circular and chance.often(0.3)) or chance.slips(0.02):
                    one["default"] = self.literal(one["type"], 2)
                required = one["type"].endswith("!") and one["default"] is None
                lines.append(
                    f"  {self.description('  ')}{field}: {one['type']}"
                    + (f" = {one['default']}" if one["default"] is not None else "")
                    + self.deprecated(required) + self.applied("INPUT_FIELD_DEFINITION")
                )
            if chance.slips(0.03):
                lines.append("  " + chance.pick([f"{next(iter(about['fields']))}: Int", "__a: Int", "q: Missing"]))
            self.define(f"input {name}" + (" @oneOf" if about["oneOf"] else ""), "INPUT_OBJECT", lines)

    def define(self, head, location, lines):
        """A definition with a body, now and then with the last part in an extension."""
        chance = self.chance
        applied = self.applied(location)
        if len(lines) > 1 and chance.often(0.1):
            bare = head.split(" implements ")[0].replace(" @oneOf", "")
            kind, name = bare.split(" ")[:2]
            if chance.slips(0.05):
                name = "Missing"
            if chance.slips(0.05):
                kind = chance.pick(["type", "enum", "input", "interface"])
            self.parts.append(f"extend {kind} {name} {{\n{lines.pop()}\n}}")
        if chance.slips(0.03):
            self.parts.append(self.description() + head + applied)
            return
        self.parts.append(self.description() + head + applied + " {\n" + "\n".join(lines) + "\n}")
        if chance.slips(0.02):
            self.parts.append(self.parts[-1])

    def define_fields(self, name, keyword):
        chance = self.chance
        known = [other for other in self.interfaces if other < name or keyword == "type"]
        implemented = []
        for other in chance.some(known) if chance.often(0.6) else []:
            for ancestor in [*self.interfaces[other].get("implements", []), other]:
                if ancestor not in implemented and not (ancestor != other and chance.slips(0.1)):
                    implemented.append(ancestor)
        fields = {}
        for interface in reversed(implemented):
            for field, (arguments, kind) in self.interfaces[interface]["fields"].items():
                if field in fields and not chance.slips(0.05):
                    continue
                if chance.slips(0.05):
                    continue
                fields[field] = (self.implementing(arguments), self.narrower(kind))
        inherited = set(fields)
        for field in chance.some([f"{name.lower()}{letter}" for letter in "abcd"] + ["id"], least=1):
            own = ({}, "ID!") if field == "id" else (self.arguments(), self.output_type())
            fields.setdefault(field, own)
        if keyword == "interface":
            self.interfaces[name] = {"fields": fields, "implements": implemented}
        else:
            self.objects[name] = {"fields": fields}
        shown = implemented
        if chance.slips(0.03):
            shown = implemented + [chance.pick([name, "Missing", "T0", "E0", *self.interfaces])]
        head = f"{keyword} {name}" + (" implements " + " & ".join(shown) if shown else "")
        self.define(head, "OBJECT" if keyword == "type" else "INTERFACE", self.field_lines(fields, inherited))

    def implementing(self, arguments):
        chance = self.chance
        own = dict(arguments)
        for name in list(own):
            if chance.slips(0.05):
                del own[name]
            elif chance.slips(0.05):
                own[name] = (self.input_type(), None)
        if chance.often(0.1):
            kind = self.input_type(nullable=not chance.slips(0.1))
            own.setdefault("extra", (kind, None))
        return own

    def narrower(self, kind):
        chance = self.chance
        if chance.slips(0.05):
            return self.output_type()
        if not kind.endswith("!") and chance.often(0.3):
            return kind + "!"
        return kind

    def field_lines(self, fields, inherited=()):
        chance = self.chance
        lines = []
        for field, (arguments, kind) in fields.items():
            if chance.slips(0.01):
                field = "__hidden"
            lines.append(
                f"  {self.description('  ')}{field}{self.written(arguments)}: {kind}{self.deprecated(field in inherited)}"
                + self.applied("FIELD_DEFINITION")
            )
        if lines and chance.slips(0.02):
            lines.append(lines[0])
        return lines

    def define_union(self, name, members):
        chance = self.chance
        members = list(members)
        if chance.slips(0.05):
            members.append(chance.pick([members[0], "Int", "Missing", "In0", name, *self.interfaces]))
        if chance.slips(0.03):
            members = []
        if len(members) > 1 and chance.often(0.1):
            self.parts.append(f"extend union {name} = {members.pop()}")
        text = f"union {name}{self.applied('UNION')}"
        self.parts.append(self.description() + text + (" = " + " | ".join(members) if members else ""))

    def define_roots(self):
        chance = self.chance
        roots = {"query": "Query"}
        if chance.often(0.5):
            roots["mutation"] = "Mutation"
        if chance.often(0.5):
            roots["subscription"] = "Subscription"
        renamed = chance.often(0.3)
        if renamed:
            roots = {kind: f"My{name}" for kind, name in roots.items()}
        for kind, name in roots.items():
            fields = {
                f"{kind[0]}{letter}": (self.arguments(3), self.output_type())
                for letter in chance.some("abcdefgh", least=4 if kind == "query" else 1)
            }
            self.define(f"type {name}", "OBJECT", self.field_lines(fields))
        if renamed or chance.often(0.2):
            if chance.slips(0.05):
                roots["query"] = chance.pick(["Missing", "E0", "In0", "T0"])
            if "mutation" in roots and chance.slips(0.05):
                roots["mutation"] = roots["query"]
            lines = [f"  {kind}: {name}" for kind, name in roots.items()]
            if chance.slips(0.03):
                lines.append(lines[0])
            self.parts.append(
                self.description() + f"schema{self.applied('SCHEMA')} {{\n" + "\n".join(lines) + "\n}"
            )


STRAY = [
    "extend type Missing { a: Int }", "extend enum E0 { Z }\nextend enum E0 { Z }", "extend scalar E0 @deprecated",
    "schema { query: Query }\nschema { query: Query }", "extend schema { query: Query }", "{ a }",
    "fragment F on Query { a }", "type Query { again: Int }", "scalar Int", "scalar T0", "enum E9",
    "directive @d9 on FIELD | FIELD", "directive @d9(x: Int @d9) on ARGUMENT_DEFINITION", "directive @skip on FIELD",
    "input In9 { a: In9! }", "input In9 { a: In9 = {} }", "input In9 { a: [In9!]! }", "input In9 @oneOf { a: In9 }",
    "input A9 { b: B9! } input B9 { a: A9! }", "input A9 { b: B9 = {a: {}} } input B9 { a: A9 = {b: {}} }",
    "interface I9 implements I9 { a: Int }", "interface I8 implements I9 { a: Int } interface I9 implements I8 { a: Int }",
    "interface I8 { a: I8 } type T9 implements I8 { a: T9! }", "type T9 { a: [Int]! } extend type T9 implements I99 { b: Int }",
    "union U9 = U9", "union U9 = T0 | T0", "type __T9 { a: Int }", "enum E9 { A } extend enum E9 { A }",
    "extend type Query @oneOf", "extend input In0 @oneOf", "extend union U9 = T0", "extend schema @nope",
    "type T9 { a(x: Int = \"s\"): Int }", "type T9 { a(x: [Int!] = [1, null]): Int }", "type T9 { a(x: E0 = \"A\"): Int }",
    "directive @d9(x: In0 = {nope: 1}) on FIELD", "directive @d8(x: Int! @deprecated) on FIELD",
    "type T9 { a: Int @deprecated(reason: null) }", "type T9 { a: Int @deprecated(reason: 7) }",
    "input In9 @oneOf { a: In9! b: Int }", "interface I9", "type T9 implements I9 { a: Int } interface I9 { a: Int @deprecated }",
    "interface I9 { a: Int } type T9 implements I9 { a: Int @deprecated }", "scalar S9 @specifiedBy(url: 7)",
]


def schema(seed, mischief):
    return SchemaWriter(Chance(seed, mischief)).write()
