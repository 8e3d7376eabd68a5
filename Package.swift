// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is built with the same rules: see README, "How the code is kept".
let rules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioWebSocket: Target.Dependency = .product(name: "NIOWebSocket", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioTLS: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1: Target.Dependency = .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")

let package = Package(
    name: "stationmaster",
    platforms: [.macOS(.v15)],
    products: [
        // The engine's API speaks in JSON values.
        .library(name: "GraphQL", targets: ["GraphQL", "JSON"]),
        .executable(name: "stationmaster", targets: ["Stationmaster"]),
        .executable(name: "stationmaster-pictures", targets: ["PictureReader"]),
        .executable(name: "charger-simulator", targets: ["ChargerSimulator"]),
        .executable(name: "benchmarks", targets: ["Benchmarks"]),
        .executable(name: "graphql-conformance", targets: ["GraphQLConformance"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // C libraries, no Swift.
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),
        .target(name: "CEpoll"),
        .target(name: "COpenSSL", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),

        // What the product is made of, lowest first; the imports that each may have are exactly its dependencies.
        .target(name: "JSON", dependencies: ["CSimdJSON"], swiftSettings: rules),
        .target(name: "OCPP", dependencies: ["JSON"], swiftSettings: rules),
        .target(name: "GraphQL", dependencies: ["JSON"], swiftSettings: rules),
        .target(
            name: "Postgres", dependencies: ["CLibPQ", "CEpoll", logging, metrics, serviceLifecycle],
            swiftSettings: rules),
        .target(name: "Compression", dependencies: ["CZlib"], swiftSettings: rules),
        .target(name: "PostgresServer", dependencies: [logging], swiftSettings: rules),
        .target(
            name: "WebSockets",
            dependencies: [
                "Compression", "CZlib", hummingbirdCore, nioCore, nioPosix, nioHTTP1, nioWebSocket, nioHTTPTypes,
                nioHTTPTypesHTTP1, httpTypes, logging, metrics,
            ],
            swiftSettings: rules),
        .target(
            name: "Charging", dependencies: ["OCPP", "JSON", logging, metrics, coreMetrics, serviceLifecycle, tracing],
            swiftSettings: rules),
        .target(
            name: "ChargingStore",
            dependencies: ["Charging", "Compression", "Postgres", "JSON", logging, metrics, serviceLifecycle, tracing],
            swiftSettings: rules),
        .target(
            name: "ChargingAPI", dependencies: ["Charging", "GraphQL", "JSON", logging, metrics], swiftSettings: rules),
        .target(name: "Certificates", dependencies: ["COpenSSL", "Charging", "JSON"], swiftSettings: rules),
        .target(
            name: "Identity", dependencies: ["CZlib", "Charging", "JSON", crypto, cryptoExtras, nioCore, nioPosix],
            swiftSettings: rules),
        .target(
            name: "Spreadsheets", dependencies: ["CXlsxWriter", "CZip", "CExpat", "Charging"],
            swiftSettings: rules),
        .target(name: "Confinement", swiftSettings: rules),
        .target(name: "Mail", dependencies: ["CCurl", "Charging"], swiftSettings: rules),
        .target(name: "Webhooks", dependencies: ["CCurl", "Charging"], swiftSettings: rules),
        .executableTarget(
            name: "Stationmaster",
            dependencies: [
                "JSON", "OCPP", "GraphQL", "Postgres", "PostgresServer", "WebSockets", "Charging", "ChargingStore",
                "ChargingAPI", "Certificates", "Identity", "Mail", "Webhooks", "Spreadsheets", "Confinement",
                hummingbird,
                hummingbirdCore,
                nioCore, nioPosix,
                nioHTTP1, nioTLS,
                nioSSL, httpTypes, crypto, cryptoExtras, system,
                argumentParser, configuration, serviceLifecycle, unixSignals, logging, metrics, coreMetrics, tracing,
            ],
            swiftSettings: rules),
        // A program of its own, so that the server has nothing of the libraries that decode pictures.
        .executableTarget(name: "PictureReader", dependencies: ["CVips", "Confinement"], swiftSettings: rules),
        .executableTarget(
            name: "ChargerSimulator",
            dependencies: [
                "OCPP", "JSON", "WebSockets", "Certificates", nioCore, nioPosix, nioHTTP1, nioSSL, crypto,
                argumentParser, logging,
            ],
            swiftSettings: rules),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "GraphQL", "JSON", "WebSockets", nioCore, nioPosix, nioHTTP1, nioWebSocket, argumentParser, logging,
            ],
            exclude: ["SQL", "Peers", "Engine/Documents", "Engine/engine.js", "Engine/engine.py"], swiftSettings: rules),

        // Tests mirror the sources.
        .target(
            name: "TestSupport",
            dependencies: ["JSON", "OCPP", "Postgres", "PostgresServer", "Charging", "ChargingStore", logging],
            path: "Tests/TestSupport", swiftSettings: rules),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: rules),
        .testTarget(
            name: "OCPPTests", dependencies: ["OCPP", "JSON", "TestSupport"], resources: [.copy("Frames")],
            swiftSettings: rules),
        .executableTarget(
            name: "GraphQLConformance", dependencies: ["GraphQL", "JSON"], path: "Tests/GraphQLConformance",
            swiftSettings: rules),
        .testTarget(
            name: "GraphQLTests", dependencies: ["GraphQL", "GraphQLConformance", "JSON"], swiftSettings: rules),
        .testTarget(
            name: "PostgresTests",
            dependencies: ["Postgres", "PostgresServer", "TestSupport", logging, serviceLifecycle],
            swiftSettings: rules),
        .testTarget(
            name: "PostgresServerTests", dependencies: ["PostgresServer", "TestSupport", logging], swiftSettings: rules),
        .testTarget(
            name: "WebSocketsTests",
            dependencies: [
                "WebSockets", hummingbirdCore, nioCore, nioPosix, nioHTTP1, nioWebSocket, nioEmbedded, httpTypes,
                logging,
            ],
            swiftSettings: rules),
        .testTarget(
            name: "ChargingTests",
            dependencies: ["Charging", "OCPP", "JSON", "TestSupport", logging, coreMetrics, serviceLifecycle],
            swiftSettings: rules),
        .testTarget(
            name: "ChargingStoreTests",
            dependencies: ["ChargingStore", "Charging", "Postgres", "JSON", "TestSupport", logging, serviceLifecycle],
            swiftSettings: rules),
        .testTarget(
            name: "ChargingAPITests",
            dependencies: [
                "ChargingAPI", "ChargingStore", "Charging", "GraphQL", "Postgres", "JSON", "TestSupport", logging,
                serviceLifecycle,
            ],
            resources: [.copy("Golden")], swiftSettings: rules),
        .testTarget(
            name: "CertificatesTests", dependencies: ["Certificates", "COpenSSL", "Charging", "JSON", "TestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "IdentityTests",
            dependencies: ["Identity", "ChargingStore", "Charging", "Postgres", "JSON", "TestSupport", crypto],
            swiftSettings: rules),
        .testTarget(
            name: "StationmasterTests",
            dependencies: [
                "Stationmaster", "Certificates", "Identity", "Mail", "Spreadsheets", "Charging", "ChargingAPI",
                "ChargingStore",
                "GraphQL", "JSON",
                "TestSupport", hummingbird, httpTypes, nioCore, nioEmbedded, nioSSL, nioTLS, system, coreMetrics,
                logging, tracing,
            ],
            swiftSettings: rules),
        .testTarget(
            name: "ChargerSimulatorTests",
            dependencies: [
                "ChargerSimulator", "Certificates", "OCPP", "JSON", nioCore, nioPosix, nioHTTP1, crypto,
            ],
            swiftSettings: rules),
    ],
    cxxLanguageStandard: .cxx17
)
