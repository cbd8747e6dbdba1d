using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.Generators;

namespace Opossum.Typed.Analyzers.Tests.Declarations;

/// <summary>What a message offers is done, and the next build is green.</summary>
public partial class WaysOutTests
{
    private const string Usings =
        "using System; using System.Collections.Generic; using System.Net; using System.Text; using Opossum.Typed;\n";

    private const string Tag = """[Tag("order")] public readonly partial record struct OrderId""";

    private const string Struct = "public readonly record struct Email {";

    private const string OfTag = """ [Event("e")] public partial record E(OrderId A);""";

    private const string OfEmail = """ [Event("e")] public partial record E(Email A);""";

    /// <summary>A declaration, what the message about it ends with, and the declarations that each way out makes of it.</summary>
    public static TheoryData<string, string, string[]> Ways => new()
    {
        {
            Tag + " { private readonly Guid _value; private OrderId(Guid value) => _value = value; }" + OfTag,
            "'OrderId._value' would not come back as it was written: a tag type is stored as its one value; write 'readonly partial record "
                + "struct OrderId(Guid Value)', or replace it by 'public Guid Value { get; }' and put [EventConstructor] on an internal or "
                + "public constructor, or static method, that takes 'Guid value'",
            [
                Tag + "(Guid Value);",
                Tag + " { public Guid Value { get; } [EventConstructor] internal OrderId(Guid value) => Value = value; }",
                Tag + " { public Guid Value { get; } [EventConstructor] public OrderId(Guid value) => Value = value; }",
                Tag + """
                     {
                        public Guid Value { get; }
                        private OrderId(Guid value) => Value = value;
                        [EventConstructor] internal static OrderId Of(Guid value) => new(value);
                    }
                    """,
            ]
        },
        {
            Tag + " { public Guid Value { get; } private OrderId(Guid value) => Value = value; }" + OfTag,
            "'OrderId.Value' would not come back as it was written: a tag type is stored as its one value; write 'readonly partial record "
                + "struct OrderId(Guid Value)', or put [EventConstructor] on an internal or public constructor, or static method, that "
                + "takes 'Guid value'",
            [
                Tag + " { public Guid Value { get; } [EventConstructor] internal OrderId(Guid value) => Value = value; }",
            ]
        },
        {
            Tag + " { private readonly Guid _id; public OrderId(Guid id) => _id = id; }" + OfTag,
            "'OrderId' would not come back as it was written: a tag type is stored as its one value; write 'readonly partial record struct "
                + "OrderId(Guid Id)', or replace '_id' by 'public Guid Id { get; }'",
            [
                Tag + "(Guid Id);",
                Tag + " { public Guid Id { get; } public OrderId(Guid id) => Id = id; }",
            ]
        },
        {
            Tag + " { private readonly Guid _value; private OrderId(Guid value) => _value = value; public Guid Value => _value; }" + OfTag,
            "or put [EventConstructor] on an internal or public constructor, or static method, that takes 'Guid value'",
            [
                Tag + """
                     {
                        private readonly Guid _value;
                        [EventConstructor] internal OrderId(Guid value) => _value = value;
                        public Guid Value => _value;
                    }
                    """,
                Tag + """
                     {
                        private readonly Guid _value;
                        private OrderId(Guid value) => _value = value;
                        public Guid Value => _value;
                        [EventConstructor] public static OrderId Of(Guid value) => new(value);
                    }
                    """,
            ]
        },
        {
            Tag + " { public Guid Value { get; } [EventConstructor] private OrderId(Guid value) => Value = value; }" + OfTag,
            "'OrderId' can't be a tag: generated code can't call its constructor; make that internal or public, or move [EventConstructor] "
                + "to an internal or public static method that takes 'Guid value' and returns 'OrderId'",
            [
                Tag + " { public Guid Value { get; } [EventConstructor] internal OrderId(Guid value) => Value = value; }",
                Tag + """
                     {
                        public Guid Value { get; }
                        private OrderId(Guid value) => Value = value;
                        [EventConstructor] public static OrderId Of(Guid value) => new(value);
                    }
                    """,
            ]
        },
        {
            Tag + " { public Guid Value { get; init; } }" + OfTag,
            "'OrderId' can't be a tag: a tag type holds exactly one value, which its constructor takes; write 'readonly partial record "
                + "struct OrderId(Guid Value)'",
            [Tag + "(Guid Value);"]
        },
        {
            Tag + "(Guid Value) { private readonly int _n = 1; }" + OfTag,
            "'OrderId._n' would not come back as it was written: a tag type is stored as its one value; compute it with '=>', or put "
                + "[Ignore] on it",
            [
                Tag + "(Guid Value) { private int N => 1; }",
                Tag + "(Guid Value) { [Ignore] private readonly int _n = 1; }",
            ]
        },
        {
            Struct + " private readonly string _value; private Email(string value) => _value = value; }"
                + OfEmail,
            "no stored member of 'Email' holds it; replace it by 'public string Value { get; }', and mark the constructor that takes "
                + "'value' with [EventConstructor] (made internal, it stores the bare value; private, an object); or put "
                + "[Converter(typeof(…))] on 'Email', of an IEventConverter<Email> (namespace "
                + "Opossum.Typed.Json); or put [Ignore] on the field if it need not be stored ('E.A' holds it)",
            [
                Struct + " public string Value { get; } [EventConstructor] private Email(string value) => Value "
                    + "= value; }",
                Struct + " public string Value { get; } [EventConstructor] internal Email(string value) => "
                    + "Value = value; }",
                Struct + " [Ignore] private readonly string _value; private Email(string value) => _value = "
                    + "value; }",
                "[Converter(typeof(Conv))] " + Struct + " private readonly string _value; private Email(string "
                    + "value) => _value = value; }" + Converter("Email"),
            ]
        },
        {
            "public record Email { private readonly string _value; private Email(string value) => _value = value; public string Text => "
                + "_value; }" + OfEmail,
            "write its members as parameters behind its name, 'Email(string Value)'; or declare 'public string Value { get; }', and mark "
                + "the constructor that takes 'value' with [EventConstructor] ('E.A' holds it)",
            [
                "public record Email(string Value);",
                "public record Email { public string Value { get; } [EventConstructor] private Email(string value) => Value = value; "
                    + "public string Text => Value; }",
            ]
        },
        {
            Struct + " public string Value { get; } private Email(string value) => Value = value; }" + OfEmail,
            "nothing that reading may call sets it; mark the constructor that takes 'value' with [EventConstructor] (made internal, it "
                + "stores the bare value; private, an object); or give it a public 'init'; or compute it with '=>'; or put [Ignore] on it "
                + "if it need not be stored ('E.A' holds it)",
            [
                Struct + " public string Value { get; } [EventConstructor] private Email(string value) => Value "
                    + "= value; }",
                Struct + " public string Value { get; init; } private Email(string value) => Value = value; }",
                Struct + " public string Value => \"\"; private Email(string value) { } }",
                Struct + " [Ignore] public string Value { get; } private Email(string value) => Value = value; }",
            ]
        },
        {
            "public record Email(string A) { public int B { get; private set; } }" + OfEmail,
            "nothing that reading may call sets it; give it a public 'init'; or compute it with '=>'; or put [Ignore] on it if it need not "
                + "be stored ('E.A' holds it)",
            [
                "public record Email(string A) { public int B { get; init; } }",
                "public record Email(string A) { public int B => A.Length; }",
                "public record Email(string A) { [Ignore] public int B { get; private set; } }",
            ]
        },
        {
            "public record Email(string A) { internal int B { get; set; } }" + OfEmail,
            "nothing that reading may call sets it; make it 'public int B { get; init; }'; or compute it with '=>'; or put [Ignore] on it "
                + "if it need not be stored ('E.A' holds it)",
            ["public record Email(string A) { public int B { get; init; } }", "public record Email(string A) { internal int B => 1; }"]
        },
        {
            "public record Email(string A) { private readonly List<int> _lines = []; }" + OfEmail,
            "no stored member of 'Email' holds it; replace it by 'public List<int> Lines { get; init; }'; or put [Converter(typeof(…))] on "
                + "'Email', of an IEventConverter<Email> (namespace Opossum.Typed.Json); or put [Ignore] on the field if it need not be "
                + "stored ('E.A' holds it)",
            [
                "public record Email(string A) { public List<int> Lines { get; init; } = []; }",
                "public record Email(string A) { [Ignore] private readonly List<int> _lines = []; }",
            ]
        },
        {
            "public record Email { public string? Value; }" + OfEmail,
            "replace it by 'public string? Value { get; init; }'; or put",
            ["public record Email { public string? Value { get; init; } }"]
        },
        {
            """[Event("e")] public partial record E { public int A { get; } internal E(int a) => A = a; }""",
            "write its members as parameters behind its name, 'E(int A)'; or mark the constructor that takes 'a' with [EventConstructor]",
            [
                """[Event("e")] public partial record E(int A);""",
                """[Event("e")] public partial record E { public int A { get; } [EventConstructor] internal E(int a) => A = a; }""",
            ]
        },
        {
            "public class Email { private string _value; [EventConstructor] private Email(string value) => _value = value; }" + OfEmail,
            "no public property has the name and type of the parameter 'value'; name it like the property that gives it back, or declare "
                + "'public string Value { get; }' and keep it there ('E.A' holds it)",
            ["public class Email { public string Value { get; } [EventConstructor] private Email(string value) => Value = value; }"]
        },
        {
            "public class Email { public string A { get; } [EventConstructor] public Email(int length) => A = \"\"; "
                + "public Email(string a) => A = a; }" + OfEmail,
            "or declare 'public int Length { get; }' and keep it there; or move [EventConstructor] to the constructor or method whose "
                + "parameters all have one ('E.A' holds it)",
            [
                "public class Email { public string A { get; } public Email(int length) => A = \"\"; "
                    + "[EventConstructor] public Email(string a) => A = a; }",
                "public class Email { public int Length { get; } [EventConstructor] public Email(int length) => Length = length; }",
            ]
        },
        {
            "public class Email { private string Value { get; } [EventConstructor] private Email(string value) => Value = value; }"
                + OfEmail,
            "make 'Email.Value' public and of the parameter's type, 'public string Value { get; }' ('E.A' holds it)",
            ["public class Email { public string Value { get; } [EventConstructor] private Email(string value) => Value = value; }"]
        },
    };

    [SampledTheory]
    [MemberData(nameof(Ways))]
    public async Task Each_way_out_of_a_message_leads_to_a_green_build(string source, string message, string[] mended)
    {
        var messages = await ErrorsOf(source);
        Assert.True(
            messages.Any(each => (each + " ").Contains(message + " ", StringComparison.Ordinal)),
            string.Join('\n', messages));
        var rest = new[] { OfTag, OfEmail }.FirstOrDefault(each => source.EndsWith(each, StringComparison.Ordinal)) ?? "";
        foreach (var way in mended) Assert.Empty(await ErrorsOf(way + rest));
    }

    /// <summary>Where the attribute is to be put, the source has the name in a comment.</summary>
    [SampledTheory]
    [InlineData("[Event(\"e\")] public partial record E(/*E.A*/ IPAddress A);")]
    [InlineData("[Event(\"e\")] public partial record E(/*E.A*/ IPAddress? A);")]
    [InlineData("[Event(\"e\")] public partial record E(/*E.A*/ Rune? A);")]
    [InlineData("[Event(\"e\")] public partial record E(/*E.A*/ IReadOnlyList<IPAddress> A);")]
    [InlineData("[Event(\"e\")] public partial record E(/*E.A*/ IReadOnlyList<IPAddress>? A);")]
    [InlineData("[Event(\"e\")] public partial record E(/*E.A*/ Dictionary<string, IReadOnlyList<IPAddress>> A);")]
    [InlineData("[Event(\"e\")] public partial record E(/*E.A*/ IPAddress[] A);")]
    [InlineData("[Event(\"e\")] public partial record E(/*E.A*/ (int X, Rune Y) A);")]
    [InlineData("[Event(\"e\")] public partial record E { /*E.A*/ public List<IPAddress> A { get; init; } = []; }")]
    [InlineData("public record Line(/*Line.B*/ Rune[] B); [Event(\"e\")] public partial record E(List<Line> A);")]
    [InlineData("/*Plain*/ public class Plain; [Event(\"e\")] public partial record E(Plain A);")]
    [InlineData("/*Plain*/ public class Plain; [Event(\"e\")] public partial record E(List<Plain> A);")]
    [InlineData("/*Plain*/ public struct Plain; [Event(\"e\")] public partial record E(Dictionary<string, Plain?> A);")]
    [InlineData("/*Plain*/ public class Plain : List<int>; [Event(\"e\")] public partial record E(IReadOnlyList<Plain> A);")]
    [InlineData("/*Plain*/ public record struct Plain { private readonly int _a; } [Event(\"e\")] public partial record E(Plain[] A);")]
    public async Task A_converter_that_a_message_asks_for_is_the_one_that_works(string source)
    {
        var message = Assert.Single(await ErrorsOf(source));
        var asked = Asked().Match(message);
        Assert.True(asked.Success, message);
        var place = $"/*{asked.Groups["place"].Value}*/";
        Assert.Contains(place, source, StringComparison.Ordinal);
        var followed = source.Replace(place, "[Converter(typeof(Conv))]", StringComparison.Ordinal)
            + Converter(asked.Groups["type"].Value);
        Assert.Empty(await ErrorsOf($"using {asked.Groups["space"].Value};\n" + Usings + followed, usings: ""));
    }

    private static string Converter(string type) => $$"""

        public sealed class Conv : Opossum.Typed.Json.IEventConverter<{{type}}>
        {
            public static bool TryWrite({{type}} value, Span<byte> utf8, out int written) => "1"u8.TryCopyTo(utf8[..(written = 1)]);
            public static {{type}} Read(ReadOnlySpan<byte> utf8) => default!;
        }
        """;

    /// <summary>The errors of the rules and of the compiler, the generated half included.</summary>
    private static async Task<string[]> ErrorsOf(string source, string usings = Usings)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
        var project = CSharpCompilation.Create(
            "App",
            [CSharpSyntaxTree.ParseText(usings + source, options)],
            BrokenProject.References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new EventGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(project, out var compilation, out _, TestContext.Current.CancellationToken);
        var found = await compilation.WithAnalyzers([.. AllRules.Analyzers]).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.Where(static each => each.Severity == DiagnosticSeverity.Error)
            .Select(static each => each.GetMessage(CultureInfo.InvariantCulture))];
    }

    [GeneratedRegex(@"\[Converter\(typeof\(…\)\)\] on '(?<place>[\w.]+)', of an IEventConverter<(?<type>.+)> \(\w+ (?<space>[\w.]+)\)")]
    private static partial Regex Asked();
}
