import Foundation
import JSON
import OCPP
import Testing

/// The JSON schemas of the standard, as the Python package `ocpp` carries them.
enum SchemaOracle {
    static let python = ProcessInfo.processInfo.environment["STATIONMASTER_TEST_PYTHON"]

    /// One line for each frame: the action, a tabulator, the frame.
    static func check(_ frames: [(action: String, frame: [UInt8])]) throws -> (status: Int32, output: String) {
        let lines = frames.map { $0.action + "\t" + String(decoding: $0.frame, as: UTF8.self) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "ocpp-frames-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "frames.tsv")
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        return try run(checking, file.path)
    }

    /// A payload that a schema allows, or one that it forbids.
    struct Variant: CustomStringConvertible {
        let isAllowed: Bool
        let isRequest: Bool
        let action: String
        let what: String
        let payload: JSONValue

        var description: String { "\(action)\(isRequest ? "" : "Response"): \(what)" }
    }

    /// For every message and answer: the bare one, the full one, each optional field alone, each name of each list,
    /// each text as long as it may be; and with each required field missing, each text one too long, an unknown name.
    static func variants() throws -> [Variant] {
        let (status, output) = try run(varying)
        try #require(status == 0, "\(output)")
        return try output.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", maxSplits: 4).map(String.init)
            try #require(parts.count == 5)
            return Variant(
                isAllowed: parts[0] == "allowed", isRequest: parts[1] == "request", action: parts[2], what: parts[3],
                payload: try JSONValue(parsing: [UInt8](parts[4].utf8)))
        }
    }

    private static func run(_ script: String, _ arguments: String...) throws -> (status: Int32, output: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: try #require(python))
        process.arguments = ["-c", script] + arguments
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    private static let checking = """
        import decimal, json, re, sys
        from ocpp.messages import get_validator, unpack

        TIMES = {
            "timestamp", "currentTime", "expiryDate", "validFrom", "validTo", "startSchedule", "scheduleStart",
            "retrieveDate", "startTime", "stopTime", "oldestTimestamp", "latestTimestamp", "retrieveDateTime",
            "installDateTime",
        }
        def check_times(value):
            for name, inner in value.items() if isinstance(value, dict) else []:
                if name in TIMES:
                    if not re.fullmatch(r"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z", inner):
                        raise ValueError(f"{name}: {inner}")
                check_times(inner)
            for inner in value if isinstance(value, list) else []:
                check_times(inner)

        count = 0
        for line in open(sys.argv[1], encoding="utf-8"):
            action, frame = line.rstrip("\\n").split("\\t")
            message = unpack(frame)
            if message.message_type_id == 4:
                count += 1
                continue
            payload = json.loads(frame, parse_float=decimal.Decimal)[-1]
            validator = get_validator(message.message_type_id, action, "1.6", parse_float=decimal.Decimal)
            errors = [f"{action} {error.message}" for error in validator.iter_errors(payload)]
            if errors:
                sys.exit("\\n".join(errors))
            check_times(payload)
            count += 1
        print("valid:", count)
        """

    private static let varying = """
        import copy, glob, json, os
        import ocpp

        TIME = "2026-01-02T03:04:05Z"

        def resolved(schema, root):
            while "$ref" in schema:
                schema = root["definitions"][schema["$ref"].rsplit("/", 1)[1]]
            return schema

        def text(name, length):
            start = "https://example.com/" if "ocation" in name else ""
            return start + "x" * (length - len(start))

        def value(name, schema, root, full):
            schema = resolved(schema, root)
            kind = schema["type"]
            if "enum" in schema:
                return schema["enum"][0]
            if kind == "string":
                return TIME if schema.get("format") == "date-time" else text(name, min(schema.get("maxLength", 30), 30))
            if kind == "object":
                return made(schema, root, full)
            if kind == "array":
                return [value(name, schema["items"], root, full)]
            return {"integer": 1, "number": 1.5, "boolean": True}[kind]

        def made(schema, root, full):
            required = schema.get("required", [])
            return {
                name: value(name, inner, root, full)
                for name, inner in schema.get("properties", {}).items() if full or name in required
            }

        def places(schema, root, path=()):
            for name, inner in schema.get("properties", {}).items():
                inner = resolved(inner, root)
                yield path + (name,), inner, name in schema.get("required", [])
                items = resolved(inner.get("items", {}), root)
                yield from places(inner, root, path + (name,))
                yield from places(items, root, path + (name, 0))

        def put(payload, path, new):
            payload = copy.deepcopy(payload)
            target = payload
            for step in path[:-1]:
                target = target[step]
            if new is None:
                del target[path[-1]]
            else:
                target[path[-1]] = new
            return payload

        def variants(root):
            full = made(root, root, True)
            yield "allowed", "bare", made(root, root, False)
            yield "allowed", "full", full
            for path, schema, required in places(root, root):
                at = ".".join(map(str, path))
                missing = put(full, path, None)
                yield ("forbidden" if required else "allowed"), f"without {at}", missing
                if not required and len(path) == 1:
                    bare = made(root, root, False)
                    yield "allowed", f"only {at}", bare | {at: value(at, schema, root, False)}
                for name in schema.get("enum", []):
                    yield "allowed", f"{at} {name}", put(full, path, name)
                if "enum" in schema:
                    yield "forbidden", f"{at} unknown", put(full, path, "Unheard-of")
                if "maxLength" in schema:
                    longest = schema["maxLength"]
                    yield "allowed", f"{at} longest", put(full, path, text(path[-1], longest))
                    yield "forbidden", f"{at} too long", put(full, path, text(path[-1], longest + 1))

        folder = os.path.join(os.path.dirname(ocpp.__file__), "v16", "schemas")
        for file in sorted(glob.glob(os.path.join(folder, "*.json"))):
            action = os.path.basename(file)[:-5]
            kind = "response" if action.endswith("Response") else "request"
            root = json.load(open(file, encoding="utf-8-sig"))
            for verdict, what, payload in variants(root):
                line = json.dumps(payload, separators=(",", ":"))
                print(verdict, kind, action.removesuffix("Response"), what, line, sep="\\t")
        """
}
