"""Lists in what the engine and graphql-core differ, and which differences the specification explains."""

import json
import re

from graphql.utilities import ast_to_dict
from graphql import build_client_schema, build_schema, get_introspection_query, parse_value, print_schema, GraphQLSyntaxError

import reference
from values import canonical

# Their rules by our names: several of ours may be one of theirs.
RULES = {
    "ExecutableDefinitions": "ExecutableDefinitionsRule",
    "OperationTypeExistence": "KnownOperationTypesRule",
    "UniqueOperationNames": "UniqueOperationNamesRule",
    "LoneAnonymousOperation": "LoneAnonymousOperationRule",
    "SubscriptionSingleRootField": "SingleFieldSubscriptionsRule",
    "KnownTypeNames": "KnownTypeNamesRule",
    "FragmentsOnCompositeTypes": "FragmentsOnCompositeTypesRule",
    "VariablesAreInputTypes": "VariablesAreInputTypesRule",
    "LeafFieldSelections": "ScalarLeafsRule",
    "FieldsOnCorrectType": "FieldsOnCorrectTypeRule",
    "UniqueFragmentNames": "UniqueFragmentNamesRule",
    "KnownFragmentNames": "KnownFragmentNamesRule",
    "NoUnusedFragments": "NoUnusedFragmentsRule",
    "PossibleFragmentSpreads": "PossibleFragmentSpreadsRule",
    "NoFragmentCycles": "NoFragmentCyclesRule",
    "UniqueVariableNames": "UniqueVariableNamesRule",
    "NoUndefinedVariables": "NoUndefinedVariablesRule",
    "NoUnusedVariables": "NoUnusedVariablesRule",
    "KnownDirectives": "KnownDirectivesRule",
    "DirectivesInAllowedLocations": "KnownDirectivesRule",
    "UniqueDirectivesPerLocation": "UniqueDirectivesPerLocationRule",
    "KnownArgumentNames": "KnownArgumentNamesRule",
    "UniqueArgumentNames": "UniqueArgumentNamesRule",
    "ValuesOfCorrectType": "ValuesOfCorrectTypeRule",
    "KnownInputFieldNames": "ValuesOfCorrectTypeRule",
    "RequiredInputFields": "ValuesOfCorrectTypeRule",
    "RequiredArguments": "ProvidedRequiredArgumentsRule",
    "VariablesInAllowedPosition": "VariablesInAllowedPositionRule",
    "OverlappingFieldsCanBeMerged": "OverlappingFieldsCanBeMergedRule",
    "UniqueInputFieldNames": "UniqueInputFieldNamesRule",
}

# Errors of theirs that the specification explains away; `re` patterns of their messages.
TOLERATED = {
    # The formal part of 5.8.5: IsVariableUsageAllowed lets a default make up for a nullable type in a @oneOf field too.
    "must be non-nullable to be used for OneOf Input Object .* \\(it has a default\\)",
}
# Section 7.1.2 leaves open which elements an error is associated with. Rules where theirs names a second one besides ours:
MORE_PLACES = {
    "UniqueDirectivesPerLocationRule": "the first use too",
    "UniqueArgumentNamesRule": "the first use too",
    "UniqueInputFieldNamesRule": "the first use too",
    "NoUndefinedVariablesRule": "the operation too",
    "ValuesOfCorrectTypeRule": "the @oneOf input around an unknown field too",
    "OverlappingFieldsCanBeMergedRule": "the fields above the two that conflict too, and every pair",
}
# Rules where ours names more, because it goes on where theirs stops.
FEWER_PLACES = {
    "ValuesOfCorrectTypeRule": "a @oneOf input with an unknown field is wrong twice",
}
# Rules where theirs names another element:
OTHER_PLACES = {
    "ScalarLeafsRule": "ours names the field, theirs its selection set",
    "NoFragmentCyclesRule": "ours names the fragment, theirs the spread that closes the circle",
    "SingleFieldSubscriptionsRule": "ours names every field and condition that is wrong, theirs stops at the first kind",
    "UniqueVariableNamesRule": "ours names the variable with its $, theirs the name behind it",
}
# Schemas that only theirs refuses, by `re` patterns of their reasons.
REFUSED_BY_THEIRS = {
    "cannot be provided a finite value": "3.10.1 of September 2025 has no rule about @oneOf inputs that contain themselves",
}
# Schemas that only ours refuses, by `re` patterns of our reasons.
REFUSED_BY_OURS = {
    "is defined otherwise by the specification": "3.13: what @skip and its like are is not the schema's to say",
    "refers to itself": "3.13: a directive must not reference itself; theirs does not look",
    "directive \"@.*\": (argument|expected)": "5.6.1 to 5.6.4: values fit their types in schemas too; theirs looks at names only",
    "a schema cannot contain (operations|fragments)": "2.2: a type system document has nothing that is executed",
}
# Errors of ours that theirs does not have.
OURS_ALONE = {
    # 3.5.2: a number that no finite double represents is an error; theirs takes it for infinity.
    "expected a value of type Float",
}
DESCRIBED = re.compile('"(about|described)"')
ALL = object()
# Where one rule is broken, the specification does not define what others see.
UNDEFINED = {
    # 5.5.1.1, 5.2.2.1, 5.8.1: which of two definitions of one name counts.
    "UniqueFragmentNamesRule": ALL,
    "UniqueVariableNamesRule": ["VariablesInAllowedPositionRule"],
    # 5.2.1.1: what can be selected from a root type that is not there.
    "KnownOperationTypesRule": ["SingleFieldSubscriptionsRule"],
    # 5.5.2.2: what is selected by fragments that never end.
    "NoFragmentCyclesRule": ["OverlappingFieldsCanBeMergedRule"],
    # 5.1.1: what else is wrong with definitions that do not belong there.
    "ExecutableDefinitionsRule": [
        "KnownTypeNamesRule", "KnownDirectivesRule", "UniqueDirectivesPerLocationRule", "KnownArgumentNamesRule",
        "UniqueArgumentNamesRule", "ProvidedRequiredArgumentsRule", "ValuesOfCorrectTypeRule",
    ],
    # 5.6.3: which of two fields of one name counts.
    "UniqueInputFieldNamesRule": ["VariablesInAllowedPositionRule", "ValuesOfCorrectTypeRule"],
}


class Difference(Exception):
    """Something that no entry of the table explains."""


def differs(what, ours, theirs):
    raise Difference(f"{what}\n  ours:   {ours}\n  theirs: {theirs}")


def matches(patterns, text):
    return any(re.search(pattern, text) for pattern in patterns)


def compare_schema(sdl, answer, theirs, reasons):
    refusals = answer.get("schema", [])
    if not refusals and reasons and all(matches(REFUSED_BY_THEIRS, reason[1]) for reason in reasons):
        return
    if not reasons and refusals and all(matches(REFUSED_BY_OURS, reason) for reason in refusals):
        return
    if (theirs is None) != ("schema" in answer):
        differs("acceptance of the schema", answer.get("schema", "accepted"), reasons or "accepted")
    if "printed" in answer:
        compare_printed(sdl, answer["printed"])


def compare_printed(text, printed):
    """What is printed means the same: the same nodes, without regard to where they stand."""
    try:
        theirs = reference.parsed(text)
    except GraphQLSyntaxError:
        return
    try:
        ours = reference.parsed(printed)
    except GraphQLSyntaxError as error:
        raise Difference(f"the printed document does not parse: {error}\n{printed}") from error
    if without_form(ast_to_dict(ours)) != without_form(ast_to_dict(theirs)):
        differs("the printed document", printed, text)


def without_form(node):
    """Whether a string is written as a block is no part of its meaning (section 2.9.4)."""
    if isinstance(node, dict):
        return {name: without_form(value) for name, value in node.items() if name != "block"}
    return [without_form(one) for one in node] if isinstance(node, list) else node


def errors_of(answer):
    return answer.get("failure", {}).get("errors", [])


def stage(answer):
    """At which stage our engine ended."""
    if "variables" in answer:
        return "executed"
    error = errors_of(answer)[0]
    if error["extensions"]["code"] == "GRAPHQL_PARSE_FAILED":
        return "syntax"
    if "rule" in error["extensions"]:
        return "validation"
    return "operation" if "operation" in error["message"] else "variables"


def compare_operation(request, answer, verdict):
    ours = stage(answer)
    kept = [error for error in verdict.errors if not matches(TOLERATED, error[2])]
    if verdict.stage == "validation" and not kept and ours != "validation":
        return
    if ours == "validation" and verdict.stage in ("operation", "variables", "executed") and all(
        matches(OURS_ALONE, error["message"]) for error in errors_of(answer)
    ):
        return
    # 3.13.1 and 3.13.2: `if` is Boolean!, so a null that comes by a variable with a default is an error. Ours finds it
    # before execution, theirs on the way.
    if ours == "variables" and "decides a condition" in errors_of(answer)[0]["message"] and verdict.stage == "executed":
        return
    if ours == "variables" and verdict.stage == "executed" and "value of type ID" in errors_of(answer)[0]["message"]:
        # 3.5.5: an ID is read from text and from integers. A number that JSON readers take for a double has lost digits.
        if any(abs(number) > 2**53 for number in numbers(request["variables"])):
            return
    if ours != verdict.stage:
        differs("the stage at which it ends", f"{ours} {errors_of(answer)}", f"{verdict.stage} {verdict.errors}")
    if "printed" in answer:
        compare_printed(request["query"], answer["printed"])
    match ours:
        case "syntax":
            compare_syntax(answer, verdict)
        case "validation":
            compare_rules(answer, kept, is_described=bool(DESCRIBED.search(request["query"])))
        case "executed":
            compare_variables(answer, verdict)
            compare_results(answer, verdict)


def numbers(value):
    if isinstance(value, dict):
        return [number for one in value.values() for number in numbers(one)]
    if isinstance(value, list):
        return [number for one in value for number in numbers(one)]
    return [value] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


def compare_syntax(answer, verdict):
    ours = [(place["line"], place["column"]) for place in errors_of(answer)[0].get("locations", [])]
    # A description where none may stand: ours names what follows it, theirs the description.
    if ours != verdict.errors[0][1] and "Unexpected description" not in verdict.errors[0][2]:
        differs("the place of the syntax error", f"{ours} {errors_of(answer)[0]['message']}", verdict.errors[0][1:])


def compare_rules(answer, expected, is_described):
    ours, theirs = {}, {}
    for error in errors_of(answer):
        if matches(OURS_ALONE, error["message"]) and RULES[error["extensions"]["rule"]] not in [one[0] for one in expected]:
            continue
        rule = RULES[error["extensions"]["rule"]]
        places = tuple((place["line"], place["column"]) for place in error.get("locations", []))
        ours.setdefault(rule, set()).add(places)
    for rule, places, _ in expected:
        theirs.setdefault(rule, set()).add(tuple(places))
    for cause, consequences in UNDEFINED.items():
        if cause in ours and cause in theirs:
            if consequences is ALL:
                return
            for rule in consequences:
                ours.pop(rule, None)
                theirs.pop(rule, None)
    if set(ours) != set(theirs):
        only_ours = [error for error in errors_of(answer) if RULES[error["extensions"]["rule"]] not in theirs]
        only_theirs = [error for error in expected if error[0] not in ours]
        differs("the rules broken", only_ours, only_theirs)
    for rule, places in ours.items():
        here, there = every(places), every(theirs[rule])
        # What has a description begins at it for theirs, at its keyword or its $ for ours.
        if rule in OTHER_PLACES or is_described:
            continue
        if here != there and not (rule in MORE_PLACES and here <= there) and not (rule in FEWER_PLACES and there <= here):
            differs(f"the places of {rule}", sorted(places), sorted(theirs[rule]))


def every(places):
    return {place for group in places for place in group}


def compare_variables(answer, verdict):
    ours, theirs = canonical(answer["variables"]), canonical(verdict.variables)
    if ours != theirs:
        differs("the coerced variables", ours, theirs)


def compare_results(answer, verdict):
    if not isinstance(verdict.results, list):
        ours = [error.get("path") for error in errors_of(answer)]
        theirs = [error.path for error in verdict.results.errors]
        if ours != theirs:
            differs("the refusal of the stream", answer, verdict.results)
        return
    responses = answer.get("responses", [])
    if len(responses) != len(verdict.results):
        differs("the number of responses", answer, verdict.results)
    for ours, theirs in zip(responses, verdict.results):
        compare_result(ours, theirs)


def compare_result(ours, theirs):
    if "data" not in ours:
        differs("whether there is data", ours, theirs)
    if not same(ours["data"], theirs.data):
        differs("the data", f"{json.dumps(ours['data'])} {ours.get('errors')}", f"{json.dumps(theirs.data)} {theirs.errors}")
    found = {tuple(error["path"]): sorted((p["line"], p["column"]) for p in error["locations"]) for error in ours.get("errors", [])}
    expected = {tuple(error.path): sorted(reference.places(error)) for error in theirs.errors or []}
    if len(found) != len(ours.get("errors", [])):
        differs("errors with the same path", ours["errors"], theirs.errors)
    # 6.4.1: an argument that fails is an error of its field, and ours names that; theirs names the value.
    arguments = {tuple(error["path"]) for error in ours.get("errors", []) if error["message"].startswith("argument ")}
    for path, places in expected.items():
        if found.get(path) != places and path not in arguments:
            differs(f"the error at {path}", f"{found.get(path)} {json.dumps(ours)}", f"{places} {theirs.errors}")
    # Section 6.4.4: once a parent is null, what its other fields have to say is optional.
    for path in set(found) - set(expected):
        if not is_below_null(ours["data"], path):
            differs("an error of ours alone", path, sorted(expected))


def is_below_null(data, path):
    for step in path[:-1]:
        if data is None:
            return True
        data = data[step]
    return data is None


def same(ours, theirs):
    """Equal, with members in the same order; numbers by value."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return list(ours) == list(theirs) and all(same_member(name, ours[name], theirs[name]) for name in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return ours == theirs
    return type(ours) is type(theirs) and ours == theirs


def same_member(name, ours, theirs):
    """4.2.4: a default is a literal, whose blanks do not matter."""
    if name == "defaultValue" and isinstance(ours, str) and isinstance(theirs, str):
        return ast_to_dict(parse_value(ours)) == ast_to_dict(parse_value(theirs))
    return same(ours, theirs)


# Introspection

QUERY = get_introspection_query(
    specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True, one_of=True
)


def compare_introspection(sdl, answer):
    """A client that loads the schema from our answer has the schema that the text describes."""
    response = answer["responses"][0]
    if "errors" in response:
        differs("errors of introspection", response["errors"], [])
    names = sorted(one["name"] for one in response["data"]["__schema"]["types"])
    if names != sorted(build_schema(sdl).type_map):
        differs("the types that introspection lists", names, sorted(build_schema(sdl).type_map))
    ours = print_schema(build_client_schema(response["data"]))
    theirs = print_schema(build_schema(sdl))
    if ours != theirs:
        differs("the schema that introspection tells", ours, theirs)
