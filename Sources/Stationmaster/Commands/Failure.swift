import ArgumentParser
import Charging
import Foundation
import GraphQL
import NIOCore
import Postgres
import PostgresServer

/// What stopped a command, in one line that says what to do.
enum Failure {
    static func line(for error: any Error) -> String {
        switch error {
        case let error as SettingError: error.description
        case let error as ChargingError: error.message
        case let error as PrivateClusterError: error.message
        case let error as PostgresError: "the database: \(error.message)"
        case let error as SchemaError: "Schema/schema.graphql: \(error)"
        case let error as EngineError: "\(error)"
        case let error as PortTaken: error.description
        case let error as ValidationError: error.message
        default: "\(error)"
        }
    }
}

struct PortTaken: Error, CustomStringConvertible {
    let setting: String
    let host: String
    let port: Int
    let reason: String

    var description: String { "cannot listen on \(host):\(port) (\(reason)); stop what uses it or set \(setting)" }
}
