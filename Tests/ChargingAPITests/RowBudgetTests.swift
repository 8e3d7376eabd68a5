import GraphQL
import Testing

@testable import ChargingAPI

@Suite("Row budget")
struct RowBudgetTests {
    @Test func `pages of one request add up, whatever field asks for them`() throws {
        let budget = RowBudget()
        try budget.take(RowBudget.limit - 1)
        try budget.take(1)
        #expect(throws: FieldError.self) { try budget.take(1) }
    }

    @Test func `a huge page is refused without overflowing`() {
        let budget = RowBudget()
        #expect(throws: FieldError.self) { try budget.take(.max) }
        #expect(throws: FieldError.self) { try budget.take(.max) }
    }
}
