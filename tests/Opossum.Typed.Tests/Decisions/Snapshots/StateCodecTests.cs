using System.Collections.Immutable;
using CsCheck;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.SnapshotFiles;

namespace Opossum.Typed.Tests.Decisions.Snapshots;

/// <summary>The bytes of a state: what is read back is what was written, or nothing is written.</summary>
public class StateCodecTests
{
    private static readonly Gen<string> Texts = Gen
        .OneOf(Gen.String, Gen.String[Gen.Char['\0', '\u0080'], 0, 20], Gen.Const("a\u0001\"\\\n"))
        .Select(static text => new string([.. text.Select(static c => char.IsSurrogate(c) ? 'x' : c)]));

    private static readonly Gen<BinId> Bins = Gen.Int.Select(static number => new BinId(number));

    private static readonly Gen<Point> Points = Gen.Select(
        Gen.Int, Gen.Int, Gen.Double[-1e300, 1e300], static (x, y, z) => new Point(x, y, z));

    private static readonly Gen<Item> Items = Gen.Select(
        Texts, Gen.Int.Nullable(), Points.List[0, 4], static (name, number, points) => new Item(name, number, [.. points]));

    private static readonly Gen<Everything> Scalars =
        from bin in Bins
        from kinds in Gen.Select(Gen.Enum<BinKind>(), Gen.Enum<BinKind>().Nullable())
        from numbers in Gen.Select(
            Gen.Double[-1e300, 1e300], Gen.Float[-1e30f, 1e30f], Gen.Decimal, Gen.ULong, Gen.Long, Gen.Char['\0', '\uD7FF'])
        from times in Gen.Select(Gen.DateTime, Gen.DateTimeOffset, Gen.DateOnly, Gen.TimeOnly, Gen.TimeSpan)
        from rest in Gen.Select(Gen.Guid, Gen.Bool.Nullable(), Texts.Null(), Bins.Nullable(), Gen.Int)
        select new Everything(bin)
        {
            Kind = kinds.Item1, OtherKind = kinds.Item2,
            Real = numbers.Item1, Rough = numbers.Item2, Money = numbers.Item3, Large = numbers.Item4,
            Wide = (Int128)numbers.Item5 * numbers.Item4, Letter = numbers.Item6, Half = (Half)(numbers.Item5 % 1000 / 8.0),
            Local = times.Item1, At = times.Item2, Day = times.Item3, Time = times.Item4, Length = times.Item5,
            Id = rest.Item1, Is = rest.Item2, Text = rest.Item3, Next = rest.Item4, Other = bin,
            Pair = rest.Item2 is null ? null : (rest.Item5, rest.Item3),
        };

    private static readonly Gen<Everything> States =
        from state in Scalars
        from item in Gen.Select(Items.Null(), Points, Gen.Int)
        from lists in Gen.Select(Texts.Null().List[0, 5], Items.List[0, 5], Bins.List[0, 5], Gen.Int.List[0, 5])
        from points in Gen.Dictionary(Texts, Points)[0, 5]
        from lines in Gen.Dictionary(Gen.Int, Texts.List[0, 3])[0, 5]
        select (state with
        {
            Item = item.Item1, Point = item.Item2,
            Words = [.. lists.Item1], Items = [.. lists.Item2], Bins = [.. lists.Item3], Numbers = [.. lists.Item4],
            Points = points.ToImmutableDictionary(),
            Lines = lines.ToImmutableSortedDictionary(static each => each.Key, static each => each.Value.ToImmutableList()),
        }).Hide(item.Item3);

    [Fact]
    public void A_state_comes_back_as_it_was() => States.Sample(
        static state => Same(state, Decode(Kept(state))), iter: Tier.Size(quick: 300, full: 20_000));

    [Fact]
    public void A_state_that_was_never_assigned_comes_back_too() =>
        Assert.Null(Decode(Kept(new Labels(new(1)))).Last);

    [Fact]
    public void Text_with_every_character_comes_back()
    {
        var text = string.Concat(Enumerable.Range(0, 0xD800).Select(static c => (char)c));
        Assert.Equal(text, Decode(Kept(new Labels(new(1)) { Last = text })).Last);
    }

    [Fact]
    public void A_collection_with_another_comparer_is_refused()
    {
        var refused = Assert.Throws<SnapshotException>(() => Kept(new Folded(new(1))).Encode());
        Assert.Contains("'Opossum.Typed.Tests.Decisions.Snapshots.Folded'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("comparer", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Throws<SnapshotException>(() => Kept(new Labels(new(1)) { Last = "\uD800" }).Encode());

    [Fact]
    public void Bytes_of_something_else_are_no_state()
    {
        var kept = Kept(new Content(new(1)) { Count = 3, Sum = 7 });
        var bytes = kept.Encode();
        for (var i = 0; i < bytes.Length; i++)
            Assert.Null(KeptState<Content>.Decode(kept.Key, new(1, Guid.Empty, 1, bytes.AsMemory(0, i)), new(new(1))));
    }

    private static KeptState<TModel> Kept<TModel>(TModel state) where TModel : IDecisionModel<TModel> =>
        new(new(typeof(TModel), TModel.Shape, state.GetBoundary(), Guid.Empty, 0), 1, 1, state);

    private static TModel Decode<TModel>(KeptState<TModel> kept) where TModel : IDecisionModel<TModel> =>
        KeptState<TModel>.Decode(kept.Key, new(1, Guid.Empty, 1, kept.Encode()), kept.CopyModel().Renew())!.CopyModel();

    /// <summary>Collections are equal by their items here, and a time by its offset, too.</summary>
    private static bool Same(Everything a, Everything b) =>
        Bare(a) == Bare(b)
        && a.At.Offset == b.At.Offset && a.Local.Kind == b.Local.Kind && a.Shown == b.Shown
        && decimal.GetBits(a.Money).AsSpan().SequenceEqual(decimal.GetBits(b.Money))
        && a.Words.AsSpan().SequenceEqual(b.Words.AsSpan())
        && a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(static pair => Same(pair.First, pair.Second))
        && Same(a.Item, b.Item)
        && a.Bins.SetEquals(b.Bins) && a.Numbers.SequenceEqual(b.Numbers)
        && a.Points.OrderBy(static each => each.Key, StringComparer.Ordinal)
            .SequenceEqual(b.Points.OrderBy(static each => each.Key, StringComparer.Ordinal))
        && a.Lines.Keys.SequenceEqual(b.Lines.Keys) && a.Lines.All(each => each.Value.SequenceEqual(b.Lines[each.Key]));

    private static bool Same(Item? a, Item? b) => a is null || b is null
        ? a is null && b is null
        : a.Name == b.Name && a.Number == b.Number && a.Points.SequenceEqual(b.Points);

    private static Everything Bare(Everything state) => state with
    {
        Item = null, Words = [], Items = [], Bins = [], Numbers = [], Points = ImmutableDictionary<string, Point>.Empty,
        Lines = ImmutableSortedDictionary<int, ImmutableList<string>>.Empty,
    };
}
