package import Charging
package import GraphQL

extension Viewer {
    /// Checks all that an operation asks before any of it is carried out.
    ///
    /// - Throws: `.forbidden` that names a scope which the viewer's token has not.
    package func requireScopes(of operation: PreparedOperation<APIContext>) throws(ChargingError) {
        guard scopes != nil else { return }
        for field in operation.rootFields {
            try require(scopes: ScopeTable.scopes(ofField: field) ?? Set(TokenScope.allCases))
        }
        for object in operation.selectedObjects where !object.isIdentifiedAlone {
            try require(scopes: ScopeTable.scopes(ofType: object.type))
        }
    }
}

extension SelectedObject {
    /// `node(id:)` leads to every type there is. Which one it is, its id says, and the resolver asks for that one's scope.
    fileprivate var isIdentifiedAlone: Bool { declaredType == "Node" && fields == ["id"] }
}
