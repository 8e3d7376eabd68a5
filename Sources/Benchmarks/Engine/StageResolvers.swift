import GraphQL

/// The resolvers of the data that the execution stage runs against; nothing of it waits for anything.
enum StageResolvers {
    static func columns() -> [ResolverGroup<Void>] {
        let batch = ThingColumns(Thing.all)
        var query = root()
        query["things"] = .list { _, _ in .all(batch) }
        var thing = ResolverGroup<Void>("Thing")
        thing["id"] = .leaf(on: ThingColumns.self, \.ids)
        thing["name"] = .leaf(on: ThingColumns.self, \.names)
        thing["number"] = .leaf(on: ThingColumns.self, \.numbers)
        thing["ratio"] = .leaf(on: ThingColumns.self, \.ratios)
        thing["isOn"] = .leaf(on: ThingColumns.self, \.switches)
        thing["kind"] = .leaf(on: ThingColumns.self, \.kinds)
        thing["label"] = .leaf(on: ThingColumns.self, \.labels)
        thing["count"] = .leaf(on: ThingColumns.self, \.counts)
        thing["total"] = .leaf(on: ThingColumns.self, \.totals)
        thing["note"] = .leaf(on: ThingColumns.self, \.notes)
        return [query, thing, site, area, point]
    }

    /// Each field picks its value out of each object.
    static func objects() -> [ResolverGroup<Void>] {
        let batch = ThingObjects(things: Thing.all)
        var query = root()
        query["things"] = .list { _, _ in .all(batch) }
        var thing = ResolverGroup<Void>("Thing")
        thing["id"] = .leaf(on: ThingObjects.self) { all, _, _ in .strings(all.map { $0.things[$1].id }) }
        thing["name"] = .leaf(on: ThingObjects.self) { all, _, _ in .strings(all.map { $0.things[$1].name }) }
        thing["number"] = .leaf(on: ThingObjects.self) { all, _, _ in .integers(all.map { $0.things[$1].number }) }
        thing["ratio"] = .leaf(on: ThingObjects.self) { all, _, _ in .numbers(all.map { $0.things[$1].ratio }) }
        thing["isOn"] = .leaf(on: ThingObjects.self) { all, _, _ in .booleans(all.map { $0.things[$1].isOn }) }
        thing["kind"] = .leaf(on: ThingObjects.self) { all, _, _ in .strings(all.map { $0.things[$1].kind }) }
        thing["label"] = .leaf(on: ThingObjects.self) { all, _, _ in .strings(all.map { $0.things[$1].label }) }
        thing["count"] = .leaf(on: ThingObjects.self) { all, _, _ in .integers(all.map { $0.things[$1].count }) }
        thing["total"] = .leaf(on: ThingObjects.self) { all, _, _ in .numbers(all.map { $0.things[$1].total }) }
        thing["note"] = .leaf(on: ThingObjects.self) { all, _, _ in .strings(all.map { $0.things[$1].note }) }
        return [query, thing, site, area, point]
    }

    private static func root() -> ResolverGroup<Void> {
        var query = ResolverGroup<Void>("Query")
        query["sites"] = .list { _, _ in .all(SiteRows.all) }
        return query
    }

    private static var site: ResolverGroup<Void> {
        var site = ResolverGroup<Void>("Site")
        site["name"] = .leaf(on: SiteRows.self, \.names)
        site["areas"] = .list(on: SiteRows.self) { sites, _, _ in
            .rows(of: sites.batch.areas, offsets: (0...sites.count).map { Int32($0 * 10) })
        }
        return site
    }

    private static var area: ResolverGroup<Void> {
        var area = ResolverGroup<Void>("Area")
        area["name"] = .leaf(on: AreaRows.self, \.names)
        area["points"] = .list(on: AreaRows.self) { areas, _, _ in
            .rows(of: areas.batch.points, offsets: (0...areas.count).map { Int32($0 * 10) })
        }
        return area
    }

    private static var point: ResolverGroup<Void> {
        var point = ResolverGroup<Void>("Point")
        point["name"] = .leaf(on: PointRows.self, \.names)
        point["value"] = .leaf(on: PointRows.self, \.values)
        return point
    }
}
