using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations.Places;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Declarations;

/// <summary>OPSM1022: every attribute of the library, in every place that C# has for attributes.</summary>
public class MisplacedAttributeTests
{
    /// <summary>All places, each on a line of its own, as <c>@</c>; what is beside it on the line is valid without the attribute.</summary>
    private static readonly (string Place, string Source)[] Places =
    [
        ("assembly", "[assembly: @]"),
        ("module", "[module: @]"),
        ("class", "@@ public partial class AClass;"),
        ("record", "@@ public partial record ARecord(int A);"),
        ("struct", "@@ public readonly partial record struct AStruct(int A);"),
        ("interface", "@@ public partial interface IAnInterface;"),
        ("enum", "@@ public enum AnEnum { A }"),
        ("delegate", "@@ public delegate void ADelegate();"),
        ("type parameter", "public class Generic<@@ T>;"),
        ("parameter of a record", "public record WithParameter(@@ int A);"),
        ("property by a parameter", "public record WithProperty([property: @] int A);"),
        ("field by a parameter", "public record WithField([field: @] int A);"),
        ("primary constructor", "[method: @] public record WithConstructor(int A);"),
        ("enum member", "public enum Another { @@ A }"),
        ("parameter of a delegate", "public delegate void Third(@@ int a);"),
        ("constructor", "public class C1 { @@ public C1() { } }"),
        ("static constructor", "public class C2 { @@ static C2() { } }"),
        ("method", "public class C3 { @@ public void M() { } }"),
        ("parameter of a method", "public class C4 { public void M(@@ int a) { } }"),
        ("return value", "public class C5 { [return: @] public int M() => 1; }"),
        ("operator", "public class C6 { @@ public static int operator +(C6 a, C6 b) => 1; }"),
        ("conversion", "public class C7 { @@ public static implicit operator int(C7 a) => 1; }"),
        ("finalizer", "public class C8 { @@ ~C8() { } }"),
        ("property", "public record C9 { @@ public int P { get; init; } }"),
        ("backing field", "public record C10 { [field: @] public int P { get; init; } }"),
        ("getter", "public record C11 { public int P { @@ get; init; } }"),
        ("setter's parameter", "public record C12 { public int P { get; [param: @] set; } }"),
        ("indexer", "public class C13 { @@ public int this[int a] => a; }"),
        ("parameter of an indexer", "public class C14 { public int this[@@ int a] => a; }"),
        ("event", "public class C15 { @@ public event Action? E; }"),
        ("field of an event", "public class C16 { [field: @] public event Action? E; }"),
        ("accessors of an event", "public class C17 { [method: @] public event Action? E; }"),
        ("field", "public record C18 { @@ public int F; }"),
        ("local function", "public class C19 { void M() { @@ static void L() { } L(); } }"),
        ("parameter of a local function", "public class C20 { void M() { static void L(@@ int a) { } L(1); } }"),
        ("lambda", "public class C21 { Action A = @@ () => { }; }"),
        ("parameter of a lambda", "public class C22 { Action<int> A = (@@ int a) => { }; }"),
        ("parameter of a constructor", "public record C23 { public C23(@@ int a) => A = a; public int A { get; } }"),
    ];

    /// <summary>Where each has an effect on something that somebody may store. Elsewhere there is an error.</summary>
    private static readonly Dictionary<string, string[]> Effective = new(StringComparer.Ordinal)
    {
        ["Tag"] = [.. Member, "struct"],
        ["Field"] = Member,
        ["Ignore"] = ["property", "indexer", "event", "field", "property by a parameter"],
        ["Converter"] = [.. Member, "class", "record", "struct", "interface", "enum"],
        ["JsonContext"] = [.. Member, "class", "record", "struct", "interface", "enum"],
        ["EventConstructor"] = ["constructor", "primary constructor", "method"],
        ["Personal"] = Member,
        ["Row"] = ["record", "struct"],
    };

    private static string[] Member =>
        ["parameter of a record", "property by a parameter", "property", "indexer", "parameter of a constructor"];

    public static TheoryData<string> Attributes => [.. typeof(EventAttribute).Assembly.GetExportedTypes()
        .Where(static type => type.IsSubclassOf(typeof(Attribute)) && type.Namespace == "Opossum.Typed")
        .Select(static type => type.Name.Replace("Attribute", "", StringComparison.Ordinal).Replace("`1", "", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Attributes))]
    public async Task An_attribute_without_effect_is_an_error_of_a_rule_and_none_of_the_compiler(string attribute)
    {
        var written = Written(attribute);
        var lines = Places.Select(each =>
            each.Source.Replace("@@", $"[{written}]", StringComparison.Ordinal).Replace("@", written, StringComparison.Ordinal));
        var source = "using System; using Opossum.Typed;\n" + string.Join('\n', lines) + "\n" + """
            [Event("e")] public partial record E(int A);
            public sealed class Int : Opossum.Typed.Json.IEventConverter<int>
            {
                public static bool TryWrite(int value, Span<byte> utf8, out int written) => value.TryFormat(utf8, out written);
                public static int Read(ReadOnlySpan<byte> utf8) => int.Parse(utf8);
            }
            """;
        var compilation = Compile(source);
        var objections = compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static each => each.Severity == DiagnosticSeverity.Error);
        Assert.Empty(objections);
        var reported = await compilation.WithAnalyzers([.. AllRules.Analyzers])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        var errors = reported.Where(static each => each.Severity == DiagnosticSeverity.Error)
            .ToLookup(static each => Places.ElementAtOrDefault(each.Location.GetLineSpan().StartLinePosition.Line - 1).Place);
        foreach (var (place, _) in Places)
        {
            var isEffective = Effective.GetValueOrDefault(attribute, []).Contains(place);
            Assert.True(
                errors[place].Any() != isEffective,
                $"[{attribute}] on {place}: {(isEffective ? string.Join('\n', errors[place]) : "nobody says that it does nothing")}");
        }
    }

    [Fact]
    public void The_rule_knows_every_attribute() => Assert.Equal(
        Attributes.Select(static row => row.Data),
        AttributeUse.All.Select(static use => use.Attribute["Opossum.Typed.".Length..^"Attribute".Length]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Attributes))]
    public void The_compiler_lets_every_attribute_stand_anywhere(string attribute)
    {
        var type = typeof(EventAttribute).Assembly.GetExportedTypes()
            .Single(type => type.Namespace == "Opossum.Typed" && type.Name.Split('`')[0] == attribute + "Attribute");
        Assert.Equal(AttributeTargets.All, type.GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn);
    }

    [SampledTheory]
    [InlineData("[Tag(\"t\")] public partial record T(Guid Value);",
        "[Tag] has no effect on a class: a tag type is a struct; make it a 'readonly partial record struct'")]
    [InlineData("[Event(\"e\")] public partial record struct E(Guid A);",
        "[Event] has no effect on a struct: an event is a record class; put it on a 'partial record'")]
    [InlineData("[Event(\"e\")] public partial record E(int A) { [field: Ignore] public string? B { get; init; } }",
        "[Ignore] has no effect on the field that the compiler writes: only the property counts; remove 'field:'")]
    [InlineData("[Event(\"e\")] public partial record E([Ignore] int A);",
        "[Ignore] has no effect on a parameter: what a constructor takes is stored; declare it beside the constructor, with [Ignore], or "
            + "compute it with '=>'")]
    [InlineData("public enum State { [Field(\"paid\")] Paid }",
        "[Field] has no effect on a member of an enum: an enum's value is stored by its own name; rename it (of two names for one value, "
            + "the first is written and both are read)")]
    [InlineData("[ReadModel(\"r\")] public partial record R([Key] int A, [Tag(\"b\")] int B) { static R On(E e) => new(1, 2); static int "
            + "KeyOf(E e) => 1; } [Event(\"e\")] public partial record E(int A);",
        "[Tag] has no effect on a parameter: of a row only the key can be a tag, by which events find it; add [Key], or remove it")]
    [InlineData("using Mark = Opossum.Typed.TagAttribute; class C { [Mark(\"a\")] int _a; }",
        "[Tag] has no effect on a field: only properties are stored; make the field one")]
    public async Task A_message_names_the_place_and_the_way_out(string source, string message)
    {
        const string Usings = "using System; using Opossum.Typed;\n";
        var compilation = Compile(source.StartsWith("using", StringComparison.Ordinal) ? source : Usings + source);
        var found = await compilation.WithAnalyzers([new MisplacedAttributeAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(message, Assert.Single(found).GetMessage(CultureInfo.InvariantCulture));
    }

    [SampledTheory]
    [InlineData("[ReadModel(\"r\")] public partial record R([Key, Tag(\"a\")] int A, [Index] int B);")]
    [InlineData("[ReadModel(\"r\")] public partial record R([Key] int A, int B) { [Index] public int C => 1; }")]
    [InlineData("[DecisionModel] public partial class M([Tag(\"a\")] string A);")]
    [InlineData("public interface IHasTag { [Tag(\"a\")] string A { get; } }")]
    [InlineData("public record R { [EventConstructor] public static R Of([Field(\"b\")] int a) => new(); }")]
    [InlineData("public record R { [Ignore] public event Action? E; [Ignore] private int _f; }")]
    [InlineData("public class EventAttribute : Attribute; public class C { [global::EventAttribute] int _f; }")]
    public async Task What_has_an_effect_is_not_reported(string source)
    {
        var found = await Compile("using System; using Opossum.Typed;\n" + source)
            .WithAnalyzers([new MisplacedAttributeAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Empty(found);
    }

    private static string Written(string attribute) => attribute switch
    {
        "Event" or "Tag" or "Field" or "Consumer" or "ReadModel" or "Projection" => $"{attribute}(\"a\")",
        "Converter" => "Converter(typeof(Int))",
        "JsonContext" => "JsonContext(typeof(Int))",
        "Via" => "Via<E>",
        _ => attribute,
    };

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "App",
        [CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14))],
        [.. Net10.Framework, MetadataReference.CreateFromFile(typeof(OpossumStore).Assembly.Location)],
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
