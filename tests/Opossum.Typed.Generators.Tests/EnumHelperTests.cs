using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>An enum has its helpers once in an assembly, whatever number of events hold it.</summary>
public class EnumHelperTests
{
    private const int Events = 100;
    private const int Names = 250;

    [Fact]
    public void Events_with_large_enums_take_little_more_code_than_with_numbers()
    {
        var numbers = Bytes(Source("int", "int"));
        var enums = Bytes(Source("Country", "Currency"));

        // The two files of helpers, and nothing for each event but the names of their classes.
        Assert.InRange(enums, numbers, (numbers * 1.2) + (2 * Names * 5 * 120));
    }

    [Fact]
    public void Each_enum_has_one_file()
    {
        var generation = Generation.Of(Source("Country", "Currency"));
        Assert.Empty(generation.Complaints);
        Assert.Equal(2, generation.Files.Keys.Count(static file => file.EndsWith(".Enum.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void Enums_of_one_name_do_not_clash()
    {
        var generation = Generation.Of("""
            namespace A { public enum Kind { X } public class Outer { public enum Kind { Z } } }
            namespace B { public enum Kind { Y } public enum kind { Y } }
            namespace Opossum.Typed.Generated { public enum Kind { W } }
            [Event("e")]
            public partial record E(A.Kind A, B.Kind B, A.Outer.Kind C, B.kind D, Opossum.Typed.Generated.Kind F);
            """);
        Assert.DoesNotContain(generation.Complaints, static each => !each.Contains("CS8981", StringComparison.Ordinal));
        Assert.Equal(5, generation.Files.Keys.Count(static file => file.EndsWith(".Enum.g.cs", StringComparison.Ordinal)));
    }

    /// <summary>The file of an enum is written again when the enum changes, and at no other time.</summary>
    [Fact]
    public void The_edit_of_an_event_does_not_disturb_its_enums()
    {
        const string events = "[Event(\"e\")] public partial record E(Kind A); [Event(\"f\")] public partial record F(Kind A);";
        var compilation = Generation.Compile(events, "public enum Kind { X }", "public enum Other { Y }");
        var generation = Generation.Of(compilation, tracksSteps: true);

        var moreFields = generation.After(compilation.ReplaceFile("File0.cs", events.Replace("F(Kind A", "F(Kind A, int B, Kind C")));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(moreFields));
        var moreEnums = generation.After(compilation.ReplaceFile("File0.cs", events.Replace("F(Kind A", "F(Kind A, Other B")));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(moreEnums));
        Assert.Equal(2, moreEnums.Files.Keys.Count(static file => file.EndsWith(".Enum.g.cs", StringComparison.Ordinal)));
        var moreNames = generation.After(compilation.ReplaceFile("File1.cs", "public enum Kind { X, Z }"));
        Assert.Contains("Kind.Z", moreNames.Files.Single(static file => file.Key.EndsWith(".Enum.g.cs", StringComparison.Ordinal)).Value);
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(Generation generation) =>
        generation.Result.TrackedSteps[TrackingNames.Enums].SelectMany(static run => run.Outputs).Select(static output => output.Reason);

    [Fact]
    public void An_assembly_that_sees_the_internals_of_another_has_helpers_of_its_own()
    {
        const string library = """
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Other")]
            public enum Kind { X }
            [Event("library")] public partial record InLibrary(Kind A);
            """;
        foreach (var reference in Library.References(library))
        {
            var generation = Generation.Of(Generation.Compile("Other", [reference], """
                [Event("e")] public partial record E([Tag("k")] Kind A);
                """));
            Assert.Empty(generation.Complaints);
        }
    }

    private static int Bytes(string source) => Generation.Of(source).Files.Values.Sum(Encoding.UTF8.GetByteCount);

    private static string Source(string country, string currency)
    {
        var source = new StringBuilder();
        source.AppendLine(Enum("Country", Names)).AppendLine(Enum("Currency", 180));
        for (var i = 0; i < Events; i++)
        {
            source.AppendLine(
                CultureInfo.InvariantCulture,
                $"[Event(\"event-{i}\")] public partial record Event{i}(int Id, {country} Country, {currency} Currency);");
        }

        return source.ToString();
    }

    private static string Enum(string name, int count) =>
        $"public enum {name} {{ {string.Join(", ", Enumerable.Range(0, count).Select(i => $"{name}Number{i}"))} }}";
}
