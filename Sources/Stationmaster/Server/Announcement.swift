import Charging
import Foundation

/// What the server says on standard output once it listens: where to look, and with what.
struct Announcement: Sendable {
    private let settings: Settings
    private let demo: Demo?

    init(_ settings: Settings, _ demo: Demo?) {
        self.settings = settings
        self.demo = demo
    }

    func print(port: Int) {
        let base = "\(settings.httpHost):\(port)"
        var lines = [
            "Stationmaster is ready.",
            "  portal       http://\(base)/",
            "  explorer     http://\(base)/explorer",
            "  GraphQL      http://\(base)/graphql (POST; WebSocket for subscriptions)",
            "  chargers     ws://\(base)/ocpp/{chargePointId}",
            "  debug pages  http://\(settings.opsHost):\(settings.opsPort)/debug/actors",
        ]
        if let demo {
            lines +=
                [""] + people(of: demo) + [
                    "  demo token   \(demo.token) (good for 7 days)", "", "  Try:",
                    "  curl -s http://\(base)/graphql -H 'Authorization: Bearer \(demo.token)' -H 'Content-Type: application/json' \\",
                    "    -d '{\"query\":\"{ stations(first: 50) { nodes { chargePointId presence connectors { number status powerW } } } }\"}'",
                ]
        } else {
            lines += [
                "", "  A token:     stationmaster user create --email … --role manager --organization …",
                "               stationmaster token create --email …",
            ]
        }
        write(lines)
    }

    private func people(of demo: Demo) -> [String] {
        guard demo.isNew else { return ["  demo users   as they were shown at the first start"] }
        let width = demo.people.map(\.email.count).max() ?? 0
        return ["  demo users   with their passwords, shown once:"]
            + demo.people.map { person in
                let role = person.role.rawValue.lowercased().replacing("_", with: " ")
                return
                    "    \(person.email.padding(toLength: width, withPad: " ", startingAt: 0))  \(person.password)  \(role)"
            }
    }

    func printTLS(port: Int) {
        let base = "\(settings.httpHost):\(port)"
        write(["  over TLS     https://\(base), wss://\(base)/ocpp/{chargePointId}"])
    }

    private func write(_ lines: [String]) {
        // Not `print`: whoever reads this through a pipe should not wait for its buffer to fill.
        FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }
}
