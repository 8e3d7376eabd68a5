import Charging
import Foundation
import Testing

@Suite("Rights as they are documented")
struct RightsTableTests {
    /// The table in the README, which says no more and no less than the code.
    @Test func `the README has the table of rights`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.contains(Self.table), "the README should have:\n\(Self.table)")
    }

    @Test func `the README says what of a station is lent`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.contains(Self.lendingTable), "the README should have:\n\(Self.lendingTable)")
    }

    @Test func `the README says what roles allow within groups`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.contains(Self.groupTable), "the README should have:\n\(Self.groupTable)")
    }

    private static var groupTable: String {
        let roles = Role.allCases.filter(Role.ofGroups.contains)
        let within = Set(Rights.Action.atStations + Rights.Action.inGroups)
        let rows = Rights.Action.allCases.filter(within.contains).map { action in
            let cells = roles.map { Rights.actions(of: $0).contains(action) ? "yes" : "" }
            return "| `\(action.rawValue)` | \(cells.joined(separator: " | ")) |"
        }
        let head = "| within a group | \(roles.map { $0.rawValue.lowercased() }.joined(separator: " | ")) |"
        return ([head, "| --- |" + roles.map { _ in " --- |" }.joined()] + rows).joined(separator: "\n")
    }

    private static var lendingTable: String {
        func fields(_ level: ShareLevel?) -> String {
            StationField.allCases.filter { $0.shownFrom == level }.map { "`\($0)`" }.joined(separator: ", ")
        }
        let allowed: [ShareLevel: String] = [
            .view: "", .charge: "charge, start, stop and reserve with tags of their own, whatever their roles",
            .operate: "`OPERATE_STATION`, as their roles have it; start with tags of their own",
        ]
        let rows = ShareLevel.allCases.map { "| `\($0.rawValue)` | \(fields($0)) | \(allowed[$0, default: ""]) |" }
        return
            (["| lent at | shows besides | allows besides |", "| --- | --- | --- |"] + rows
            + ["| never | \(fields(nil)) |  |"]).joined(separator: "\n")
    }

    private static var table: String {
        let roles = Role.allCases.map { $0.rawValue.lowercased().replacing("_", with: " ") }
        let head = ["| right | \(roles.joined(separator: " | ")) |", "| --- |" + roles.map { _ in " --- |" }.joined()]
        let reach = Role.allCases.map { role -> String in
            let viewer = Viewer(
                userID: UserID(rawValue: 1), organizationID: OrganizationID(rawValue: 1), role: role, tokenID: 1)
            return switch Rights(of: viewer).reach {
            case .everything: "everything"
            case .organization: "its organization"
            case .person: "its stations; own tags, sessions"
            }
        }
        let rows = Rights.Action.allCases.map { action in
            let cells = Role.allCases.map { Rights.actions(of: $0).contains(action) ? "yes" : "" }
            return "| `\(action.rawValue)` | \(cells.joined(separator: " | ")) |"
        }
        return (head + ["| sees | \(reach.joined(separator: " | ")) |"] + rows).joined(separator: "\n")
    }
}
