using CsCheck;

namespace Opossum.Typed.Tests.Conformance.ModelBased;

/// <summary>Scenarios of few types and tags, so that much matches, and positions around the head, where mistakes are made.</summary>
internal static class Generators
{
    private static readonly Gen<string> Type = Gen.OneOfConst("A", "B", "C");
    private static readonly Gen<string> Tag = Gen.OneOfConst("x", "y", "z:1", "z:2", "A");       // a tag that is a type's name too
    private static readonly Gen<string> Key = Gen.OneOfConst("k", "x", "A");                      // that are a tag's and a type's name too
    private static readonly Gen<int> PayloadBytes = Gen.Frequency((8, Gen.Const(0)), (3, Gen.Int[1, 40]), (1, Gen.Int[500, 3000]));

    private static readonly Gen<EventSpec> Event = Gen.Select(
        Type, Tag.Array[0, 4], PayloadBytes, static (type, tags, bytes) => new EventSpec(type, tags, bytes));

    private static readonly Gen<ItemSpec> Item = Gen.Select(
        Type.Array[0, 2], Tag.Array[0, 3], static (types, tags) => new ItemSpec(types, tags))
        .Where(static item => item.Types.Length + item.Tags.Length > 0);

    private static readonly Gen<QuerySpec> Query = Item.Array[0, 3].Select(static items => new QuerySpec(items));

    private static readonly Gen<PlaceSpec> Place = Gen.Frequency(
        (1, Gen.Const(new PlaceSpec(false, 0))),
        (3, Gen.Int[-12, 3].Select(static offset => new PlaceSpec(true, offset))),
        (2, Gen.Int[0, 40].Select(static offset => new PlaceSpec(false, offset))));

    private static readonly Gen<GuardSpec[]> Guards = Gen.Frequency(
        (2, Gen.Const(Array.Empty<GuardSpec>())),
        (3, Gen.Select(Query, Place, static (query, after) => new GuardSpec(query, after)).Array[1, 3]));

    private static readonly Gen<Operation> Append = Gen.Select(
        Event.Array[1, 5], Guards, Gen.Null(Key, 0.7), static (events, unless, key) => (Operation)new Append(events, unless, key));

    private static readonly Gen<Operation> Read = Gen.Select(
        Query, Gen.Bool, Place, Gen.Null(Place, 0.6), Gen.Null(Place, 0.6), Gen.Nullable(Gen.Long[0, 9], 0.6), Gen.Null(Place, 0.7),
        static (query, backward, after, from, to, limit, before) => (Operation)new Read(query, backward, after, from, to, limit, before));

    private static readonly Gen<Operation> Reopen = Gen.Bool.Select(static killed => (Operation)new Reopen(killed));

    /// <summary>Mostly appends and reads.</summary>
    public static Gen<Scenario> Scenario { get; } = Gen.Select(
        Gen.OneOfConst(512, 4 << 10, 16 << 10, 64 << 10),
        Gen.OneOfConst(ulong.MaxValue, 0xFFUL, 1UL, 0UL),         // at 0 no term is told from another
        Gen.Frequency((6, Append), (6, Read), (1, Reopen)).Array[1, 60],
        static (segmentBytes, mask, operations) => new Scenario(segmentBytes, mask, operations));
}
