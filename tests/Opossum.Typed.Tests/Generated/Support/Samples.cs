using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;

namespace Opossum.Typed.Tests.Generated;

internal static class Samples
{
    private static readonly Guid Id = new("6f9619ff-8b86-d011-b42d-00cf4fc964ff");
    private static readonly DateTimeOffset Time = new(2026, 11, 23, 9, 51, 16, 123, 456, TimeSpan.FromHours(-3.5));
    private static readonly DateOnly Date = new(2026, 11, 23);
    private static readonly Line Line = new(new("tea"), 3, new(1.50m, "€"), null);
    private static readonly Line Other = new(new("cup"), 1, new(-7m, "USD"), "\"fragile\"\n");

    /// <summary>Those with objects inside whose names are data: a field more or another order would be another value.</summary>
    public static bool HasDataForNames(string sample) =>
        sample.StartsWith("maps", StringComparison.Ordinal)
            || sample is "folder moved" or "term written" or "generic values" or "payments" or "parties"
            || sample.StartsWith("converted", StringComparison.Ordinal)
            || sample.Contains("wide scalars", StringComparison.Ordinal);

    /// <summary>By a name that a failing test shows.</summary>
    public static TheoryData<string> Names => [.. All.Keys];

    public static IReadOnlyDictionary<string, IEvent> All { get; } = new Dictionary<string, IEvent>
    {
        ["scalars"] = new Scalars(-1, long.MaxValue, 0.1, 1.500m, true, "naïve \"text\" 🦝", Id, Time),
        ["scalars, all default"] = new Scalars(0, 0, 0, 0, false, "", Guid.Empty, DateTimeOffset.MinValue),
        ["nullable scalars"] = new NullableScalars(1, 2, 3, 4, false, "null", Id, Time),
        ["nullable scalars, all null"] = new NullableScalars(null, null, null, null, null, null, null, null),
        ["more scalars"] = new MoreScalars(
            200, -100, -30_000, 60_000, 4_000_000_000, ulong.MaxValue, 0.1f, 'é', new(2026, 11, 23, 9, 51, 16, DateTimeKind.Utc), Date,
            new(9, 51, 16), new(-1, 2, 3, 4, 5), [1, 2, 250]),
        ["more scalars, all default"] = new MoreScalars(0, 0, 0, 0, 0, 0, 0, '\u0020', default, default, default, default, []),
        ["more nullable scalars"] = new MoreNullableScalars(
            1, 2, 3, 4, 5, 6, 7.5f, '漢', new(2026, 11, 23), Date, new(9, 51), TimeSpan.MinValue, [0]),
        ["more nullable scalars, all null"] = new MoreNullableScalars(
            null, null, null, null, null, null, null, null, null, null, null, null, null),
        ["wide scalars"] = new WideScalars(
            (Half)0.1, Int128.MinValue, UInt128.MaxValue, BigInteger.Pow(-7, 99), new("https://example.org/ä?q=1"), new(1, 2, 3),
            Json("""{"a":[1,"é",null,{}]}""")),
        ["wide scalars, all default"] = new WideScalars(default, default, default, default, new("", UriKind.Relative), new(), Json("null")),
        ["nullable wide scalars"] = new NullableWideScalars((Half)1, 2, 3, 4, new("../x", UriKind.Relative), new(1, 0, 0, 0), Json("[]")),
        ["nullable wide scalars, all null"] = new NullableWideScalars(null, null, null, null, null, null, null),
        ["wide lists"] = new WideLists(
            [Half.MaxValue, (Half)(-2)], [1, null], [[], [7]], [0, -1], [new("urn:x"), null], [new(9, 9)],
            [Json("true"), Json("null"), Json("\"t\"")], new(new("a", UriKind.Relative)), null),
        ["more lists"] = new MoreLists(
            [1, 255], [[], [1]], [null, [2, 3]], [-1], ['a', 'é'], [null, TimeSpan.Zero], [new(2026, 1, 2, 3, 4, 5, 6)], [Date],
            [[1.5f], []], [7], [new("a@b"), new("")], [null, new(Date)]),
        ["more lists, empty"] = new MoreLists([], [], [], [], [], [], [], [], [], [], [], []),
        ["values"] = new Values(new("a@b"), new(Date), new(Date), new(1.50m), new([1, 2]), new([]), new('i'), new("c@d"), new(5)),
        ["values, none"] = new Values(new(""), default, null, new(0), new([9]), null, new('\u2028'), new("x"), null),
        ["beside"] = new Beside(1)
        {
            Name = "n", Color = Color.Blue, Title = "t", Rank = null, Marks = [], Owner = new(Id), Room = null,
            Half = new(4) { Second = 5, Third = "x", Fourth = 'y' },
        },
        ["beside, defaults"] = new Beside(2, null) { Name = "", Color = null, Half = new(0) { Third = null } },
        ["built"] = new Built("b", 4) { IsOpen = false },
        ["opened"] = new Opened { Id = Guid.Empty, Text = "t", @class = "" },
        ["opened, defaults"] = new Opened(),
        ["more optional"] = new MoreOptional(E: new("")),
        ["more optional, all given"] = new MoreOptional(
            1, 2, 3, 4, 5, 6, 7, 'c', 'q', 'n', null, null, new(2026, 1, 1), Date, [1], new("e")),
        ["enums"] = new Enums(Color.Blue, Color.Green, Width.All, [Color.Red, Color.Red], [null, Color.Blue]),
        ["enums, none"] = new Enums(Color.Red, null, Width.None, [], []),
        ["wrappers"] = new Wrappers(new(Id), new("a:b"), new(-5), new(5), new(Id), new("c"), new(1), new(2)),
        ["wrappers, none"] = new Wrappers(new(Id), new("a"), new(0), new(0), null, null, null, null),
        ["nested"] = new Nested(Line, Other, new(1, 2), new(3, null), new(0.10m, "x")),
        ["nested, none"] = new Nested(Other, null, new(1, null), null, new(0, "")),
        ["lists"] = new Lists([1, 2, 3], ["a", ""], [Id], [Time, Time], [1.0m], [new("t")], [Line, Other], [new(1, null), new(2, 3)]),
        ["lists, empty"] = new Lists([], [], [], [], [], [], [], []),
        ["nullable lists"] = new NullableLists([1], ["a"], [Id, Id], [true, false], [Line]),
        ["nullable lists, all null"] = new NullableLists(null, null, null, null, null),
        ["lists of nullable"] = new ListsOfNullable(
            [1, null], [null, "a", null], [Id, null], [null, Line], [new(1, 1), null], [null, new(7)]),
        ["lists of lists"] = new ListsOfLists([[1, 2], [], [3]], [["a", null], []], [[Line], null, []], [["x"], null], [[[true], []], []]),
        ["sets"] = new Sets(
            ["b", "a", ""], new HashSet<int> { 3, 1 }, ["b", "B", "é"], ["z", "y", "x", "w", "\"v\""], [Date, default], [Line, Other],
            [null, 7], new HashSet<Color> { Color.Blue, Color.Red }, [new(Id), new(Guid.Empty)],
            [new("b"), null, new("a")], [Line, null, Line], ["t", "t"], [Color.Green, Color.Blue]),
        ["sets, empty"] = new Sets([], new HashSet<int>(), [], [], [], [], [], null, [], [], [], null, []),
        ["maps"] = new Maps(
            new() { ["b"] = 1, ["a \"quoted\" é"] = 2, [""] = 3 }, new Dictionary<Guid, Line?> { [Id] = Line, [Guid.Empty] = null },
            new() { [Color.Blue] = "blue", [Color.Red] = "" },
            new() { [-1] = [1.0m], [int.MaxValue] = [] },
            ImmutableDictionary.CreateRange(new Dictionary<string, string?> { ["z"] = "1", ["y"] = null, ["x"] = "3" }),
            ImmutableSortedDictionary.CreateRange(new Dictionary<string, Point> { ["q"] = new(1, null), ["p"] = new(2, 3) }),
            new() { [5] = new() { ["deep"] = [1, 2], ["er"] = [] }, [-5] = [] },
            new() { [new(Id)] = new("t") },
            ImmutableDictionary.CreateRange(new Dictionary<Email, JsonElement> { [new("m@x")] = Json("[1]"), [new("a@x")] = Json("null") }),
            new() { ["n"] = null, ["m"] = new Dictionary<string, bool> { ["t"] = true } }),
        ["maps, empty"] = new Maps(
            [], new Dictionary<Guid, Line?>(), [], [], ImmutableDictionary<string, string?>.Empty,
            ImmutableSortedDictionary<string, Point>.Empty, [], [], ImmutableDictionary<Email, JsonElement>.Empty, null),
        ["maps by number"] = new MapsByNumber(
            new() { [255] = 1, [0] = 2 }, new() { [-128] = 1 }, new() { [-1] = 1 }, new() { [65535] = 1 }, new() { [uint.MaxValue] = 1 },
            new() { [long.MinValue] = 1 }, new() { [ulong.MaxValue] = 1 }, new() { [Width.All] = 1 }, new() { [new(9)] = 1, [new(8)] = 2 }),
        ["optional"] = new Optional("r"),
        ["optional, all given"] = new Optional("r", "n", 6, Color.Blue, 2m, "", new(Id), new(Id), 1.5, 1, false, null, Id),
        ["nothing"] = new Nothing(),
        ["names"] = new Names(1, "e", 2, 3, 4, "c", 5, "v", 6, 7, 8, "url", 9, true),
        ["names, none"] = new Names(1, "e", 2, 3, 4, null, 5, null, null, null, null, "url", 9, false),
        ["fields"] = new Fields("t", 1, 2) { Parts = [new(new("tea"), true), new(new("cup"), false)], Note = null },
        ["fields, defaults"] = new Fields("", null) { Parts = [] },
        ["wide"] = Wide(),
        ["derived"] = new Derived(new(7), Date, 12) { Floor = 4, Hall = "side", Kind = "party", By = null, IsOpen = true },
        ["derived, defaults"] = new Derived(new(7), Date, 12) { Floor = 0 },
        ["derived inside"] = new DerivedInside(new("s", 2) { Sides = 5 }, new("t", 3), [new("u", 4)]),
        ["derived inside, none"] = new DerivedInside(new("", 0), null, []),
        ["hidden"] = Hidden.Of(5, Kept.Of(1, 2)) with { Note = null },
        ["hidden, none"] = Hidden.Of(0, null),
        ["generic values"] = new GenericValues(new(Id), new(Guid.Empty), [new(Id)], new() { [new(Id)] = 1 }, new(1.50m), new(Id)),
        ["figures"] = new Figures(
            new Circle("c", 1.5), new Polygon("p", [new(3), new(4)]) { Note = null }, [new Dot(), null, new Polygon("q", [])], new("d", 2)),
        ["figures, none"] = new Figures(new Dot(), null, [], new("", 0)),
        ["payments"] = new Payments(
            new Card(1.50m, "42"), [new(2), new Transfer(3, null), new Card(4, "")], new() { [7] = new Transfer(5, "x"), [8] = null }),
        ["payments, itself"] = new Payments(new(1), [], []),
        ["parties"] = new Parties(
            new Person("Ada", "Lovelace"), new() { ["f"] = new Firm(new("acme")), ["p"] = new Person("", "x") }, new(new("g")), null),
        ["converted"] = new Converted(new(
            1, 2), new(-3, 4), new(273.15), new(0.1), [new(1), new(0)], Place(1.5, Place(2, null)), Place(3, null))
        {
            Angle = new() { Degrees = 7, Minutes = 8 },
        },
        ["converted, none"] = new Converted(new(0, 0), null, new(0), null, [], Place(0, null), null),
        ["made"] = Made.Of(Isbn.Parse("1"), Isbn.Parse("é"), Copy.Of(1, "n"), Copy.Of(2, null), new(1, 9), Shelf.Of(7)),
        ["made, none"] = Made.Of(Isbn.Parse(""), null, Copy.Of(0, ""), null, default, Shelf.Of(0)),
        ["gathered"] = new Gathered([3, 1], ["b", null], [Line], null, new byte[] { 1, 2, 250 }, null, [new byte[] { 7 }, default]),
        ["gathered, none"] = new Gathered([], [], [], ["t"], default, new byte[] { 0 }, []),
        ["tree grown"] = new TreeGrown(new("r", [new("a", []), new("b", [new("c", [])])]), new("é", [])),
        ["tree grown, none"] = new TreeGrown(new("", []), null),
        ["folder moved"] = new FolderMoved(
            new(new(1), [new(new(new(2), [], null), "f"), new(null, null)], new() { ["n"] = new(new(3), [], []) }), [new(null, "x")]),
        ["term written"] = new TermWritten(
            new Sum(new Number(1), new Variable(new("v"), new(new Number(2), null))), new(new Variable(new("w"), null), new Number(3))),
        ["event chained"] = new EventChained(1, new(2, new(3, null))),
        ["contained"] = new Container.IInner.Contained(Container.IInner.Kind.Only, new(1)),
    };

    private static Place Place(double latitude, Place? near) => new() { Latitude = latitude, Near = near, Any = new() { ["a"] = "b" } };

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    private static Wide Wide()
    {
        var ones = Enumerable.Range(0, 65).Select(static i => (object?)i).Append(65).Append(66).ToArray();
        return (Wide)typeof(Wide).GetConstructors().Single(constructor => constructor.GetParameters().Length == ones.Length).Invoke(ones);
    }
}
