import Testing

@Suite struct FirstTests {
    @Test func `first`() async throws {
        print(try await Charging.run("{ stations(first: 3) { id name a: sessions(first: 1) { id note } latest { id station { id } } grid } things { __typename ... on Station { tags } } now }"))
        print(try await Charging.run("{ stations(first: 3) { sessions { note } } broken }", world: World(nullNotes: [31])))
    }
}
