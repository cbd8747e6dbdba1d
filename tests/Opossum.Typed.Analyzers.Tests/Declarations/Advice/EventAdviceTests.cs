using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Analyzers.Declarations.Advice;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Tests.Declarations.Advice;

/// <summary>OPSM1004, 1009, 1012, 1019, 1020 and 5003.</summary>
public class EventAdviceTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Text.Json.Serialization;
        using Opossum.Typed;
        [Tag("t")] public readonly partial record struct T(Guid Value);

        """;

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(T Id) { public int {|OPSM1004:A|} { get; set; } }""")]
    [InlineData("""[Event("e")] public partial record E(T Id) { public required string {|OPSM1004:A|} { get; set; } }""")]
    [InlineData("""[Event("e")] public partial record E(T Id, List<int> {|OPSM1004:A|});""")]
    [InlineData("""[Event("e")] public partial record E(T Id, string[]? {|OPSM1004:A|}, int[][] {|OPSM1004:B|});""")]
    public Task An_event_that_can_be_changed_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""
        [Event("e")] public partial record E(T Id, byte[] A, IReadOnlyList<int> B)
        {
            public int C { get; init; }
            public int[] D => [1];
            public static int G { get; set; }
        }
        """)]
    [InlineData("""
        [Event("e")] public partial record E(T Id)
        {
            [Ignore] internal int A { get; set; }
            [Ignore] internal List<int>? B { get; init; }
        }
        """)]
    [InlineData("""public record NoEvent(List<int> A) { public int B { get; set; } }""")]
    [InlineData("""
        [Event("e", Version = 2)] public partial record E(T Id) { static E Upcast(E1 old) => new(old.Id); }
        [Event("e")] public partial record E1(T Id, List<int> Old) { public int A { get; set; } }
        """)]
    public Task One_that_can_not_is_not(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[Flags] public enum F { None, A = 1, B = 2 } [Event("e")] public partial record E(T Id, F {|OPSM1009:A|});""")]
    [InlineData("""
        [Flags] public enum F : ulong { A = 1, B = 1ul << 63 }
        public record Inner(IReadOnlyList<F?> Many);
        [Event("e")] public partial record E(T Id, Inner {|OPSM1009:A|});
        """)]
    public Task Flags_that_have_no_name_together_are_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""public enum F { None, A = 1, B = 2 } [Event("e")] public partial record E(T Id, F A);""")]
    [InlineData("""[Flags] public enum F { None, A = 1, B = 2, Both = 3 } [Event("e")] public partial record E(T Id, F A);""")]
    [InlineData("""
        [Flags] public enum F { None, A = 1, B = 2 }
        public record NoEvent(F A);
        [Event("e")] public partial record E(T Id) { public F Computed => F.A | F.B; }
        """)]
    public Task Flags_that_have_a_name_or_are_not_stored_are_not(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record {|OPSM1012:E|}(Guid Id);""")]
    [InlineData("""public record Inner(int A); [Event("e")] public partial record {|OPSM1012:E|}(IReadOnlyList<Inner> Many);""")]
    public Task An_event_without_a_tag_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(int A, [Tag("b")] int B);""")]
    [InlineData("""public record Inner(T Id); [Event("e")] public partial record E(IReadOnlyList<Inner> Many);""")]
    [InlineData("""[Event("e")] public partial record E(int A) { [Tag("twice")] public int Twice => A * 2; }""")]
    [InlineData("""
        [Event("e", Version = 2)] public partial record E(T Id)
        {
            static E Upcast(E1 old) => new(new T(old.Id));
        }
        [Event("e")] public partial record E1(Guid Id);
        """)]
    public Task An_event_with_a_tag_somewhere_and_the_past_are_not(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(T Id, DateTime {|OPSM5003:At|}, DateTime? {|OPSM5003:Until|});""")]
    [InlineData("""
        [Event("e")] public partial record E(T Id, double {|OPSM5003:Price|})
        {
            public float? {|OPSM5003:TotalAmount|} { get; init; }
        }
        """)]
    public Task A_type_that_says_less_than_it_should_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""
        [Event("e")] public partial record E(T Id, DateTimeOffset At, decimal Price, double Weight, int Amount)
        {
            public double CostPerUnit => 1;
            public double Cost => 2;
        }
        """)]
    public Task One_that_says_enough_or_is_not_stored_is_not(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(T Id) { [{|OPSM1020:JsonIgnore|}] public string? A { get; init; } }""")]
    [InlineData("""
        [Event("e")] public partial record E(T Id)
        {
            [{|OPSM1020:JsonIgnore(Condition = JsonIgnoreCondition.Always)|}] public string? A { get; init; }
        }
        """)]
    [InlineData("""[Event("e")] public partial record E(T Id, [property: {|OPSM1020:JsonPropertyName("b")|}] int A);""")]
    [InlineData("""
        [Event("e")]
        public partial record E(T Id, [property: {|OPSM1020:JsonConverter(typeof(JsonStringEnumConverter))|}] DayOfWeek A);
        """)]
    [InlineData("""
        public record Line([property: JsonIgnore] int A);
        [Event("e")] public partial record E(T Id, IReadOnlyList<Line> {|OPSM1020:Lines|});
        """)]
    [InlineData("""
        [JsonDerivedType(typeof(Round), "round")] public abstract record Shape;
        public sealed record Round : Shape { [JsonPropertyName("width")] public int Size { get; init; } }
        [Event("e")] public partial record E(T Id, Shape {|OPSM1020:Shape|});
        """)]
    [InlineData("""
        public enum Color { Red, [JsonStringEnumMemberName("dark-blue")] Blue }
        [Event("e")] public partial record E(T Id, Dictionary<Color, int> {|OPSM1020:Colors|});
        """)]
    [InlineData("""
        public enum Color { Red, [System.Runtime.Serialization.EnumMember(Value = "dark-blue")] Blue }
        [Event("e")] public partial record E(T Id, Color? {|OPSM1020:Color|});
        """)]
    [InlineData("""
        [Tag("u")] public readonly partial record struct U([property: JsonIgnore] int Value);
        [Event("e")] public partial record E(T Id, U {|OPSM1020:Of|});
        """)]
    [InlineData("""
        public record Base { [JsonIgnore] public string? A { get; init; } }
        [Event("e")] public partial record {|OPSM1020:E|}(T Id) : Base;
        """)]
    [InlineData("""
        [Event("e")] public partial record E(T Id)
        {
            [{|OPSM1020:System.Runtime.Serialization.IgnoreDataMember|}] public string? A { get; init; }
            [{|OPSM1020:System.Runtime.Serialization.DataMember(Name = "x")|}] public string? B { get; init; }
        }
        """)]
    public Task An_attribute_of_another_serialiser_on_what_is_stored_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""
        [Event("e")] public partial record E(T Id)
        {
            [JsonIgnore, Ignore] public string? A { get; init; }
            [JsonIgnore] public int B => 1;
        }
        """)]
    [InlineData("""
        [Event("e")] public partial record E(T Id)
        {
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? A { get; init; }
        }
        """)]
    [InlineData("""
        [Event("e")] public partial record E(T Id, [Field("b")] [property: JsonPropertyName("b")] int A)
        {
            [Field("d"), JsonPropertyName("d")] public int C { get; init; }
        }
        """)]
    [InlineData("""public record NoEvent([property: JsonIgnore] int A); [Event("e")] public partial record E(T Id);""")]
    [InlineData("""[Event("e")] public partial record E(T Id, [property: JsonPropertyName("note")] string Note);""")]
    [InlineData("""
        public readonly record struct Weight([property: JsonPropertyName("kg")] decimal Kilograms);
        public enum Color { Red, [JsonStringEnumMemberName("Blue")] Blue }
        public interface INamed { [Field("n")] string Name { get; } }
        [Event("e")] public partial record E(T Id, Weight A, Color B, [property: JsonPropertyName("n")] string Name) : INamed;
        """)]
    [InlineData("""
        class JsonIgnoreAttribute : Attribute;
        [Event("e")] public partial record E(T Id) { [global::JsonIgnore] public int A { get; init; } }
        """)]
    public Task One_beside_ours_or_on_what_is_not_stored_is_not(string source) => Reports(source);

    [Fact]
    public Task More_tags_than_an_append_takes_are_reported() =>
        Reports($"[Event(\"e\")] public partial record {{|OPSM1019:E|}}(T Id, {Tags(64)});");

    [SampledTheory]
    [InlineData("int", 63)]
    [InlineData("int?", 64)]
    [InlineData("IReadOnlyList<int>", 64)]
    public Task As_many_as_it_takes_or_as_there_may_be_are_not(string type, int count) =>
        Reports($"[Event(\"e\")] public partial record E(T Id, {Tags(count, type)});");

    [Fact]
    public Task Those_of_a_record_inside_count() =>
        Reports($"public record Inner({Tags(64)}); [Event(\"e\")] public partial record {{|OPSM1019:E|}}(T Id, Inner Inner);");

    [Fact]
    public Task One_that_may_be_missing_beside_as_many_as_there_may_be_does_not() =>
        Reports($"[Event(\"e\")] public partial record E(T Id, {Tags(63)}, [Tag(\"x\")] int? X);");

    [Fact]
    public Task Tags_of_one_key_count_once() =>
        Reports(
            "[Event(\"e\")] public partial record E(T Id, "
                + $"{string.Join(", ", Enumerable.Range(0, 70).Select(static i => $"[Tag(\"k\")] int K{i}"))});");

    [Fact]
    public void The_limit_of_tags_is_the_logs_own() => Assert.Equal(LogLimits.MaxTags, LimitOfTheLog("MaxTags"));

    [Fact]
    public void The_limit_of_names_is_the_logs_own() => Assert.Equal(LogLimits.MaxNameBytes, LimitOfTheLog("MaxTypeBytes"));

    private static string Tags(int count, string type = "int") =>
        string.Join(", ", Enumerable.Range(0, count).Select(i => $"[Tag(\"k{i}\")] {type} K{i}"));

    /// <summary>An event that is refused would be silent for that reason alone.</summary>
    private static async Task Reports(string source)
    {
        var whole = "#nullable enable\n" + Usings + source;
        await new RuleTest<EventAdviceAnalyzer>(whole).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
        await new RuleTest<DeclarationAnalyzer>(WithoutMarkup(whole)).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
    }

    private static string WithoutMarkup(string source) => Markup.Parse(source).Text;

    /// <summary>A limit of an assembly that this one does not see into.</summary>
    private static object LimitOfTheLog(string name)
    {
        var format = typeof(OpossumStore).Assembly.GetType("Opossum.Typed.Engine.Format.LogFormat", throwOnError: true)!;
        return format.GetField(name)!.GetRawConstantValue()!;
    }
}
