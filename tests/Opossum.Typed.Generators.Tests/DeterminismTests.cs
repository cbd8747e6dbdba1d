using System.Globalization;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

public class DeterminismTests
{
    private static readonly string[] Sources =
    [
        Domains.Courses,
        Domains.Everything,
        """
            [Event("b")] public partial record Split(int A = -5, long L = -6, double D = -1.5, decimal M = -2.5m)
            {
                [Tag("second")] public string Second => "";
            }
            """,
        """public partial record Split { [Tag("first")] public string First => ""; [Tag("third")] public string Third => ""; }""",
        """
            [Event("same")] public partial record Same;
            [Event("same")] public partial record Other;
            [Event("a")] public partial record Aa;
            [Event("z")] public partial record Zz;
            """,
        // Letters that cultures sort and capitalise each in its own way.
        """
            [Event("i")] public partial record Istanbul([Tag("island")] string? I, int ID = -1);
            [Event("I")] public partial record ısparta([Tag("ile")] int Il);
            [Event("ä")] public partial record Ärger;
            [Event("v-w")] public partial record VW;
            """,
    ];

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        var expected = Generation.Of(Sources).Files;
        Assert.True(expected.Count > 10);
        Assert.Equal(expected, Generation.Of([.. Sources.Reverse()]).Files);
        Assert.Equal(expected, Generation.Of([Sources[3], Sources[1], Sources[5], Sources[4], Sources[0], Sources[2]]).Files);
    }

    /// <summary>
    /// Turkish has another I, Arabic and Persian other calendars and digits, Swedish another minus, German another comma.
    /// </summary>
    [SampledTheory, InlineData("tr-TR"), InlineData("ar-SA"), InlineData("fa-IR"), InlineData("sv-SE"), InlineData("de-DE")]
    public void The_culture_does_not_matter(string name)
    {
        var culture = GetCulture(name);
        Assert.SkipWhen(culture is null, "This machine has no cultures: .NET finds no ICU, or was told to be invariant.");
        Assert.Equal(Bytes(Generation.Of(Sources)), In(culture, static () => Bytes(Generation.Of(Sources))));
    }

    [Fact]
    public void The_form_of_numbers_does_not_matter()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus";
        culture.NumberFormat.NumberDecimalSeparator = "comma";
        Assert.Equal("minus1comma5", In(culture, static () => $"{-1.5}"));
        Assert.Equal(Bytes(Generation.Of(Sources)), In(culture, static () => Bytes(Generation.Of(Sources))));
    }

    [Fact]
    public void Two_runs_give_equal_bytes() => Assert.Equal(Bytes(Generation.Of(Sources)), Bytes(Generation.Of(Sources)));

    /// <summary>Edits and their undoing leave no trace in what the pipeline keeps.</summary>
    [Fact]
    public void What_was_typed_before_does_not_matter()
    {
        var compilation = Generation.Compile(Sources);
        var fresh = Generation.Of(compilation);
        var edited = fresh.After(
            compilation.ReplaceFile("File0.cs", Sources[0].Replace("int Capacity", "int Seats", StringComparison.Ordinal)));
        Assert.NotEqual(Bytes(fresh), Bytes(edited));
        Assert.Equal(Bytes(fresh), Bytes(edited.After(compilation)));
    }

    [SampledTheory, InlineData("/home/ada/campus/"), InlineData(@"C:\Users\Ada\campus\"), InlineData("")]
    public void Where_the_files_are_does_not_matter(string folder)
    {
        var compilation = Generation.Compile(Sources);
        foreach (var tree in compilation.SyntaxTrees)
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithFilePath(folder.Length == 0 ? "" : folder + tree.FilePath));
        Assert.Equal(Bytes(Generation.Of(Sources)), Bytes(Generation.Of(compilation)));
    }

    [Fact]
    public void The_name_of_the_assembly_does_not_matter() =>
        Assert.Equal(Bytes(Generation.Of(Sources)), Bytes(Generation.Of(Generation.Compile("Another", [], Sources))));

    [SampledTheory, InlineData("\r\n"), InlineData("\r")]
    public void The_line_ends_of_the_sources_do_not_matter(string end)
    {
        var generation = Generation.Of([.. Sources.Select(source => source.ReplaceLineEndings(end))]);
        Assert.Equal(Bytes(Generation.Of(Sources)), Bytes(generation));
        Assert.All(generation.Files.Values, static text => Assert.DoesNotContain('\r', text));
    }

    [Fact]
    public void Of_two_events_with_one_name_the_model_has_the_first_by_full_name()
    {
        var files = Generation.Of(Sources).Files;
        var model = files["Campus.Courses.EventModel.g.cs"];
        Assert.Contains("Of<global::Other>", model);
        Assert.DoesNotContain("Of<global::Same>", model);
        Assert.Contains("Same.Event.g.cs", files.Keys);
    }

    /// <summary>Each file as it would be on disk, with its byte order mark.</summary>
    private static Dictionary<string, string> Bytes(Generation generation) => generation.Result.GeneratedSources.ToDictionary(
        static file => file.HintName,
        static file =>
            Convert.ToHexString(
                [.. file.SourceText.Encoding!.GetPreamble(), .. file.SourceText.Encoding.GetBytes(file.SourceText.ToString())]));

    private static CultureInfo? GetCulture(string name)
    {
        try
        {
            var culture = CultureInfo.GetCultureInfo(name, predefinedOnly: true);
            return CultureInfo.GetCultureInfo("tr-TR").TextInfo.ToLower('I') == 'ı' ? culture : null;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    private static T In<T>(CultureInfo culture, Func<T> run)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return run();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
