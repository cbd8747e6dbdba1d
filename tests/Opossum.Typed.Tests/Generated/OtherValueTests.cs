using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Opossum.Typed.Tests.Json;

namespace Opossum.Typed.Tests.Generated;

/// <summary>The same for wide numbers, collections, derived records and values of several types.</summary>
public class OtherValueTests
{
    private static readonly Gen<WideScalars> Wide = Gen.Select(
        WideValues.Half, WideValues.Int128, WideValues.UInt128, WideValues.BigInteger, WideValues.Uri, WideValues.Version,
        WideValues.Element)
        .Select(static (half, signed, unsigned, big, uri, version, element) =>
            new WideScalars(half, signed, unsigned, big, uri, version, element));

    private static readonly Gen<Line> Line = Gen.Select(
        Json.Values.Text, Gen.Int, Gen.Int.Select(static cents => cents / 100m), Json.Values.Text.Null())
        .Select(static (product, quantity, price, note) => new Line(new(product), quantity, new(price, "€"), note));

    private static readonly Gen<Color> Color = Gen.OneOfConst(Generated.Color.Red, Generated.Color.Green, Generated.Color.Blue);

    private static readonly Gen<Figure> Figure = Gen.OneOf<Figure>(
        Gen.Select(Json.Values.Text, Json.Values.Double).Select(static (name, radius) => (Figure)new Circle(name, radius)),
        Gen.Select(Json.Values.Text, Gen.Int.Array[0, 3], Json.Values.Text.Null()).Select(static (name, sides, note) =>
            (Figure)new Polygon(name, [.. sides.Select(static side => new IntTag(side))]) { Note = note }),
        Json.Values.Text.Select(static name => (Figure)new Dot { Name = name }));

    private static readonly Gen<Payment> Payment = Gen.OneOf<Payment>(
        Json.Values.Decimal.Select(static amount => new Payment(amount)),
        Gen.Select(Json.Values.Decimal, Json.Values.Text).Select(static (amount, digits) => (Payment)new Card(amount, digits)),
        Gen.Select(Json.Values.Decimal, Json.Values.Text.Null()).Select(static (amount, iban) => (Payment)new Transfer(amount, iban)));

    [Fact]
    public void Wide_scalars_survive() => Check(Wide, 20_000);

    [Fact]
    public void Wide_scalars_that_may_be_null_survive() => Check(Gen.Select(Wide, Gen.Int[0, 127]).Select(static (e, nulls) =>
    {
        bool Is(int field) => (nulls & (1 << field)) == 0;
        return new NullableWideScalars(
            Is(0) ? e.H : null, Is(1) ? e.I : null, Is(2) ? e.U : null, Is(3) ? e.B : null, Is(4) ? e.A : null, Is(5) ? e.V : null,
            Is(6) && e.E.ValueKind != System.Text.Json.JsonValueKind.Null ? e.E : null);
    }), 20_000);

    [Fact]
    public void Lists_of_wide_scalars_survive() => Check(Wide.List[0, 20].Select(static all => new WideLists(
        [.. all.Select(static e => e.H)], [.. all.Select(static e => e.H > Half.One ? (Int128?)null : e.I)],
        [[.. all.Select(static e => e.U)]], [.. all.Select(static e => e.B)], [.. all.Select(static e => e.A)],
        [.. all.Select(static e => e.V)], [.. all.Select(static e => e.E)], new(new("x", UriKind.Relative)), null)), 2_000);

    [Fact]
    public void Sets_survive() => Check(
        Gen.Select(
            Json.Values.Text.Array[0, 40], Gen.Int[0, 30].Array[0, 40], Gen.DateOnly.Array[0, 9], Line.Array[0, 9], Color.Array[0, 5],
            Gen.Guid.Array[0, 9]).Select(
            static (texts, numbers, dates, lines, colors, ids) => new Sets(
                [.. texts], new HashSet<int>(numbers), new(texts, StringComparer.Ordinal), [.. texts], [.. dates], [.. lines],
                [.. numbers.Select(static number => number == 7 ? (int?)null : number)],
                colors.Length == 0 ? null : new HashSet<Color>(colors), [.. ids.Select(static id => new GuidTag(id))],
                [.. texts.Select(static text => text.Length == 0 ? (Email?)null : new Email(text))],
                [.. lines.Select(static line => line.Quantity == 0 ? null : line)], numbers.Length == 0 ? null : [.. texts], [.. colors])),
        4_000);

    [Fact]
    public void Dictionaries_survive() => Check(
        Gen.Select(
            Map(Json.Values.Text, Gen.Int), Map(Gen.Guid, Line), Map(Color, Json.Values.Text), Map(Json.Values.Int32, Json.Values.Decimal),
            Map(Json.Values.Text, Json.Values.Text.Null()), Map(Json.Values.Int64, Gen.Bool),
            Map(Json.Values.Text, WideValues.Element)).Select(
            static (texts, lines, colors, numbers, maybe, wide, open) => new Maps(
                texts, lines.ToDictionary(static pair => pair.Key, static pair => pair.Value.Quantity == 0 ? null : pair.Value), colors,
                numbers.ToDictionary(static pair => pair.Key, static pair => new[] { pair.Value }),
                ImmutableDictionary.CreateRange(maybe), ImmutableSortedDictionary.CreateRange(
                    StringComparer.Ordinal, texts.Select(static pair => KeyValuePair.Create(pair.Key, new Point(pair.Value, null)))),
                new(wide.ToDictionary(static pair => pair.Key, pair => new Dictionary<string, List<int>> { ["k"] = [.. texts.Values] })),
                lines.ToDictionary(static pair => new GuidTag(pair.Key), static pair => pair.Value.Product),
                ImmutableDictionary.CreateRange(open.Select(static pair => KeyValuePair.Create(new Email(pair.Key), pair.Value))),
                texts.Count == 0 ? null : wide.ToDictionary(
                    static pair => $"{pair.Key}",
                    pair => pair.Value ? (IReadOnlyDictionary<string, bool>?)null : new Dictionary<string, bool> { [""] = true }))),
        4_000);

    [Fact]
    public void Values_of_several_types_survive()
    {
        Check(Gen.Select(Figure, Figure, Figure.Array[0, 12], Json.Values.Double)
            .Select(static (figure, perhaps, more, radius) => new Figures(
                figure, perhaps.Name.Length == 0 ? null : perhaps, [.. more.Select(static each => each.Name.Length == 1 ? null : each)],
                new("c", radius))), 10_000);
        Check(Gen.Select(Payment, Payment.Array[0, 5], Map(Gen.Int, Payment))
            .Select(static (payment, more, due) => new Payments(payment, more, due!)), 10_000);
    }

    [Fact]
    public void Derived_records_survive() => Check(
        Gen.Select(Gen.Int, Gen.DateOnly, Gen.Int, Json.Values.Text, Json.Values.Text.Null(), Gen.Bool)
            .Select(static (room, date, number, text, maybe, flag) =>
                new Derived(new(room), date, number) { Floor = number / 2, Hall = text, Kind = text, By = maybe, IsOpen = flag }),
        10_000);

    /// <summary>Reading takes time and memory in proportion to what is read, whatever it holds.</summary>
    [Theory]
    [InlineData("maps by number", "\"l\":{", "\"{0}\":1")]
    [InlineData("maps", "\"texts\":{", "\"{0}\":1")]
    [InlineData("sets", "\"readOnly\":[", "{0}")]
    [InlineData("sets", "\"texts\":[", "\"{0}\"")]
    [InlineData("lists", "\"array\":[", "{0}")]
    [InlineData("figures", "\"more\":[", "{{\"$type\":\"circle\",\"name\":\"\",\"radius\":{0}}}")]
    public void A_large_collection_takes_no_more_than_its_share(string sample, string start, string item)
    {
        var e = Samples.All[sample];
        var text = Encoding.UTF8.GetString(Codec.Write(e));
        var at = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var items = string.Concat(Enumerable.Range(1_000_000, 100_000)
            .Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, item, i) + ","));
        foreach (var white in new[] { "", " " })
        {
            var payload = Encoding.UTF8.GetBytes(white + text.Insert(at, items));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Codec.Read(e.Descriptor, payload);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 25L * payload.Length);
        }
    }

    private static Gen<Dictionary<TKey, TValue>> Map<TKey, TValue>(Gen<TKey> keys, Gen<TValue> values) where TKey : notnull =>
        Gen.Select(keys, values).Array[0, 12].Select(static pairs =>
            pairs.DistinctBy(static pair => pair.Item1).ToDictionary(static pair => pair.Item1, static pair => pair.Item2));

    private static void Check<TEvent>(Gen<TEvent> events, int count) where TEvent : class, IEvent => events.ForAll(
        static e =>
        {
            var contents = Oracle.Contents(Oracle.Read(e.GetType(), Oracle.Write(e)));
            Assert.Equal(contents, Oracle.Contents(Oracle.Read(e.GetType(), Codec.Write(e))));
            Assert.Equal(contents, Oracle.Contents(Codec.Read(e.Descriptor, Codec.Write(e))));
            Assert.Equal(contents, Oracle.Contents(Codec.Read(e.Descriptor, Oracle.Write(e))));
        },
        count: Effort.Of(count));
}
