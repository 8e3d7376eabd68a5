/// Documents that use everything the grammar has.
enum KitchenSink {
    static let query = #"""
        "What it is for" query Everything($id: ID!, "how many" $first: Int = 123 @once, $site: [Site!]! = [MOBILE]) @once {
          whoever: node(id: [123, 456]) {
            id
            ... on User @include(if: true) {
              field2 {
                id
                alias: field1(first: 10, after: $first) @include(if: $foo) {
                  id
                  ...frag @once
                }
              }
            }
            ... @skip(unless: $foo) { id }
            ... { id }
          }
        }

        mutation likeStory { like(story: 123) @once { story { id } } }

        subscription S($input: SubscribeInput) { subscribe(input: $input) { story { likers { count } } } }

        "Reused" fragment frag on Friend @once {
          foo(
            size: 1.5e10, bar: -0, obj: {key: "va\"l\u00E9\u{1F600}ue", block: """
              block "string"
                indented \"""
              """, list: [], empty: {}, deep: [[$x], {a: null}]}
          )
          unnamed(truthy: true, falsy: false, nullish: null, color: RED)
          query
        }

        { unnamed(truthy: true) query }
        """#

    static let schema = #"""
        """The schema""" schema @once { query: QueryType mutation: MutationType }

        """
        What it is.
          With indentation.
        """
        type Foo implements Bar & Baz & Two @once {
          "One line" one: Type
          two("an argument" argument: InputType! @once): Type
          three(argument: InputType, other: String): Int
          four(argument: String = "string"): String
          five(argument: [String] = ["string", "string"]): String @deprecated(reason: "old")
          six(argument: InputType = {key: "value"}): Type
        }

        type Empty
        interface Bar implements Node & Other { one: Type }
        union Feed @once = | Story | Article
        union Undefined
        scalar Custom @specifiedBy(url: "https://example.com")
        enum Site { "Desk" DESKTOP @once MOBILE WEB }
        input InputType { key: String! answer: Int = 42 @once }
        directive @once("why" reason: String = "x") repeatable on FIELD | FRAGMENT_SPREAD | INPUT_FIELD_DEFINITION
        extend schema @once
        extend type Foo { seven: Int }
        extend interface Bar @once
        extend union Feed = Photo
        extend enum Site { VR }
        extend input InputType { other: Float = 1.23e4 }
        extend scalar Custom @once
        """#
}
