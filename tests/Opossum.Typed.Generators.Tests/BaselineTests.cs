using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>Generated code, for people to read. Each baseline is one feature.</summary>
public class BaselineTests
{
    [Fact]
    public void Event() => Baseline.Verify(Generation.Of(Domains.Courses), "Campus.StudentRegistered.Event");

    [Fact]
    public void EventModel() => Baseline.Verify(Generation.Of(Domains.Courses), "Campus.Courses.EventModel");

    [Fact]
    public void IncludedModels() => Baseline.Verify(
        Generation.Of(Generation.Compile("Campus",
            [
                Generation.Of("""namespace People; [EventModel] public static partial class All;""").Output.ToMetadataReference(),
                Generation.Of(Generation.Compile("Rooms", [], """
                    namespace Rooms;
                    [EventModel] public static partial class All;
                    [Event("room-opened")] public partial record RoomOpened;
                    """)).Output.ToMetadataReference(),
            ],
            """
            namespace Campus;
            [EventModel(typeof(People.All), typeof(Rooms.All))] public static partial class Everything;
            [Event("term-begun")] public partial record TermBegun(int Year);
            """)),
        "Campus.Everything.EventModel");

    [Fact]
    public void DecisionModel() => Baseline.Verify(Generation.Of(Domains.Courses, Domains.Decisions), "Campus.Seats.DecisionModel");

    [Fact]
    public void Decider() => Baseline.Verify(Generation.Of(Domains.Courses, Domains.Decisions), "Campus.Subscribe.Decider");

    [Fact]
    public void LastOfARecord() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            [Event("invoice-created")] public partial record InvoiceCreated(int Number);
            [DecisionModel(Last = true)] public partial record LastInvoice
            {
                public int Number { get; private set; }
                public DateTimeOffset At { get; private set; }
                LastInvoice On(InvoiceCreated e, DateTimeOffset recordedAt) => this with { Number = e.Number, At = recordedAt };
            }
            """),
        "Shop.LastInvoice.DecisionModel");

    [Fact]
    public void ModelsInCollections() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            [Tag("product")] public readonly partial record struct ProductId(int Value);
            [Tag("region")] public readonly partial record struct RegionId(int Value);
            [Event("price-set")] public partial record PriceSet(ProductId Product, RegionId Region, decimal Price);
            [DecisionModel] public sealed partial class Price(RegionId region, ProductId product)
            {
                public decimal? Now { get; private set; }
                static Price On(Price state, PriceSet e) { state.Now = e.Price; return state; }
            }
            public partial record Order(RegionId Region, ImmutableArray<ProductId> Products)
            {
                [Decider]
                Decision Decide(
                    IReadOnlyList<Price> inOrder, IReadOnlyDictionary<ProductId, Price> byProduct, Price[] array, DateTimeOffset now) =>
                    Decision.Nothing;
            }
            """),
        "Shop.Order.Decider");

    [Fact]
    public void TagTypeOfGuid() => Baseline.Verify(Generation.Of(Domains.Courses), "Campus.CourseId.Tag");

    [Fact]
    public void TagTypeOfText() => Baseline.Verify(Generation.Of("""
        [Tag("sku")] public readonly partial record struct Sku(string Text);
        """), "Sku.Tag");

    [Fact]
    public void NullableFields() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            [Event("rated")] public partial record Rated(string? Note, int? Stars, Guid? By, decimal Price);
            """),
        "Shop.Rated.Event");

    [Fact]
    public void OptionalFields() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            public enum Unit { Piece, Gram }
            [Event("counted")]
            public partial record Counted(string Place, int Number = 5, Unit Unit = Unit.Gram, string? Note = null, decimal Price = 1.50m);
            """),
        "Shop.Counted.Event");

    [Fact]
    public void MembersBeside() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            public readonly record struct Weight(decimal Kilograms);
            [Event("parcel-sent")] public partial record ParcelSent(int Number)
            {
                public required string Carrier { get; init; }
                public Weight Weight { get; init; } = new(0.5m);
                public string? Note { get; set; } = "none";
            }
            """),
        "Shop.ParcelSent.Event");

    [Fact]
    public void NamedFields() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            [Event("order-placed", Aliases = ["order-made"])]
            public partial record OrderPlaced([Field("customer-id", Aliases = ["client"])] int Customer, string Place)
            {
                [Field("note", Aliases = ["remark", "comment"])] public string? Note { get; init; }
            }
            """),
        "Shop.OrderPlaced.Event");

    private const string Versions = """
        namespace Shop;
        [Tag("order")] public readonly partial record struct OrderId(int Value);
        public enum Pace { Slow, Fast }
        [Event("order-sent", Version = 3)] public partial record OrderSent(OrderId Order, string Carrier)
        {
            static OrderSent Upcast(OrderSentV2 old) => new(old.Order, "post");
        }
        [Event("order-sent", Version = 2)] public partial record OrderSentV2(OrderId Order, Pace Pace)
        {
            static OrderSentV2 Upcast(OrderSentV1 old) => new(old.Order, Pace.Slow);
        }
        [Event("order-sent", Version = 1)] public partial record OrderSentV1(OrderId Order);
        """;

    [Fact]
    public void NewestVersion() => Baseline.Verify(Generation.Of(Versions), "Shop.OrderSent.Event");

    [Fact]
    public void OlderVersion() => Baseline.Verify(Generation.Of(Versions), "Shop.OrderSentV2.Event");

    [Fact]
    public void Enums() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            public enum State { Open, Paid, Settled = Paid }
            [Event("state-changed")] public partial record StateChanged([Tag("state")] State State);
            """),
        "Shop.StateChanged.Event");

    [Fact]
    public void EnumHelpers() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            public enum State { Open, Paid, Settled = Paid }
            [Event("state-changed")] public partial record StateChanged(State State);
            """),
        "State_67adcfbb967d40b5.Enum");

    [Fact]
    public void Lists() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            [Event("listed")] public partial record Listed(string[] Topics, ImmutableArray<int?> Numbers);
            """),
        "Shop.Listed.Event");

    [Fact]
    public void Maps() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            public enum Size { Small, Large }
            [Event("stocked")]
            public partial record Stocked(IReadOnlyDictionary<Size, int> Counts, ImmutableDictionary<string, string?> Notes);
            """),
        "Shop.Stocked.Event");

    [Fact]
    public void Sets() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            [Event("labelled")] public partial record Labelled(IReadOnlySet<int> Numbers, ImmutableSortedSet<string> Labels);
            """),
        "Shop.Labelled.Event");

    [Fact]
    public void Cases() => Baseline.Verify(
        Generation.Of("""
            using System.Text.Json.Serialization;
            namespace Shop;
            [JsonDerivedType(typeof(Card), "card"), JsonDerivedType(typeof(Cash), "cash")] public abstract record Payment(decimal Amount);
            public sealed record Card(decimal Amount, string Digits) : Payment(Amount);
            public record Cash(decimal Amount) : Payment(Amount);
            [Event("paid")] public partial record Paid(Payment Payment);
            """),
        "Shop.Paid.Event");

    [Fact]
    public void PrivateConstructors() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            public abstract record Dated { public DateOnly Day { get; init; } }
            [Event("opened")] public partial record Opened : Dated
            {
                [EventConstructor] private Opened(string name) => Name = name;
                public string Name { get; }
                public static Opened Of(string name) => new(name);
            }
            """),
        "Shop.Opened.Event");

    [Fact]
    public void Converters() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            public sealed class Money;
            public sealed class MoneyConverter : Opossum.Typed.Json.IEventConverter<Money>
            {
                public static bool TryWrite(Money value, Span<byte> utf8, out int written) { written = 0; return false; }
                public static Money Read(ReadOnlySpan<byte> utf8) => new();
            }
            [Event("priced")]
            public partial record Priced(
                [Converter(typeof(MoneyConverter))] Money Price, [Converter(typeof(MoneyConverter))] Money? Before);
            """),
        "Shop.Priced.Event");

    [Fact]
    public void RecordsInside() => Baseline.Verify(
        Generation.Of("""
            namespace Shop;
            [Tag("product")] public readonly partial record struct ProductId(int Value);
            public record Line(ProductId Product, int Quantity);
            [Event("order-placed")] public partial record OrderPlaced([Tag("customer")] string Customer, List<Line> Lines);
            """),
        "Shop.OrderPlaced.Event");

    [Fact]
    public void TypesAround() => Baseline.Verify(
        Generation.Of("""
            namespace @event.Campus;
            public static partial class Outer
            {
                public partial interface IInner { [Event("inner")] public partial record @class(int @int); }
            }
            """),
        "event.Campus.Outer+IInner+class.Event");

    [Fact]
    public void ForUsers() => Baseline.Verify(Generation.Of(Generation.Compile("""
        [Event("pinged")] public partial record Pinged;
        """), showsWarnings: false), "Pinged.Event");

    [Fact]
    public void PlaceholderOfAnEvent() =>
        Baseline.Verify(Generation.Of("[Event(\"refused\")] public partial record Refused(object Anything);"), "Refused.EventPlaceholder");
}
