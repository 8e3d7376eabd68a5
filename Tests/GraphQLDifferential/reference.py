"""What graphql-core makes of a schema and of documents."""

import asyncio

from graphql import (
    ExecutionResult, GraphQLError, GraphQLSyntaxError, TypeInfo, TypeInfoVisitor, build_ast_schema, execute,
    get_nullable_type, get_operation_ast, parse, specified_rules, subscribe, validate_schema,
)
from graphql.execution import get_variable_values
from graphql.language import NullValueNode, ParallelVisitor, VariableDefinitionNode, visit
from graphql.validation import ValidationContext
from graphql.validation.validate import query_document_keys_to_validate, validate_sdl

LOOP = asyncio.new_event_loop()


def parsed(text):
    # Selection sets without selections came after the edition of September 2025.
    return parse(text, allow_empty_selection_sets=False)


def schema(sdl):
    """The schema, or the reasons against it: pairs of a rule (or None) and a message."""
    try:
        document = parsed(sdl)
    except GraphQLSyntaxError as error:
        return None, [("syntax", error.message, places(error))]
    found = [("sdl", error.message, places(error)) for error in validate_sdl(document)]
    if found:
        return None, found
    try:
        built = build_ast_schema(document, assume_valid_sdl=True)
    except (TypeError, GraphQLError) as error:
        return None, [("build", str(error), [])]
    try:
        found = [("schema", error.message, places(error)) for error in validate_schema(built)]
    except TypeError as error:
        # Their check of defaults takes for granted that arguments have input types.
        found = [("schema", str(error), [])]
    return (None, found) if found else (built, [])


def places(error):
    return [(place.line, place.column) for place in error.locations or []]


def words(error):
    """The message, and whether the variable that it is about has a default, which decides some cases."""
    for node in error.nodes or []:
        default = getattr(node, "default_value", None) if isinstance(node, VariableDefinitionNode) else None
        if default is not None and not isinstance(default, NullValueNode):
            return error.message + " (it has a default)"
    return error.message


def broken_rules(schema, document):
    """Pairs of a rule's name and the places of one error, by running every rule in a context of its own."""
    errors = []
    kinds = SeeingThroughNonNull(schema)
    rules = []
    for rule in specified_rules:
        note = lambda error, rule=rule: errors.append((rule.__name__, places(error), words(error)))
        rules.append(rule(ValidationContext(schema, document, kinds, note, allow_empty_selection_sets=False)))
    visit(document, TypeInfoVisitor(kinds, ParallelVisitor(rules)), query_document_keys_to_validate)
    return errors


class SeeingThroughNonNull(TypeInfo):
    """Their check of variables in @oneOf inputs (5.8.5) asks for the type around, and overlooks it where it is `O!`."""

    def get_parent_input_type(self):
        return get_nullable_type(super().get_parent_input_type())


class Verdict:
    """At which stage an operation ends, and with what."""

    def __init__(self, stage, errors=(), variables=None, results=()):
        self.stage = stage
        self.errors = errors
        self.variables = variables
        self.results = results


def verdict(schema, world, request):
    try:
        document = parsed(request["query"])
    except GraphQLSyntaxError as error:
        return Verdict("syntax", [("syntax", places(error), error.message)])
    errors = broken_rules(schema, document)
    if errors:
        return Verdict("validation", errors)
    operation = get_operation_ast(document, request["operationName"])
    if operation is None:
        return Verdict("operation")
    given = get_variable_values(schema, operation.variable_definitions or [], request["variables"])
    if isinstance(given, list):
        return Verdict("variables", [(None, places(error), error.message) for error in given])
    return Verdict("executed", variables=given.coerced, results=executed(schema, world, document, operation, request))


def executed(schema, world, document, operation, request):
    world.mutations = 0
    common = {
        "schema": schema, "document": document, "variable_values": request["variables"],
        "operation_name": request["operationName"], "field_resolver": world.resolve, "type_resolver": world.type_of,
    }
    if operation.operation.value != "subscription":
        return [execute(**common)]
    return LOOP.run_until_complete(stream(common, world))


async def stream(common, world):
    result = subscribe(**common, subscribe_field_resolver=world.subscribe)
    if not hasattr(result, "__aiter__") and not isinstance(result, ExecutionResult):
        result = await result
    if isinstance(result, ExecutionResult):
        return result
    return [one async for one in result]
