using System.Globalization;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

public class DeterminismTests
{
    private static readonly string[] Sources =
    [
        Domains.Courses,
        Domains.Everything,
        """[Event("b")] public partial record Split(int A = -5, long L = -6, double D = -1.5, decimal M = -2.5m) { [Tag("second")] public string Second => ""; }""",
        """public partial record Split { [Tag("first")] public string First => ""; [Tag("third")] public string Third => ""; }""",
        """[Event("same")] public partial record Same; [Event("same")] public partial record Other; [Event("a")] public partial record Aa; [Event("z")] public partial record Zz;""",
    ];

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        var expected = Generation.Of(Sources).Files;
        Assert.True(expected.Count > 10);
        Assert.Equal(expected, Generation.Of([.. Sources.Reverse()]).Files);
        Assert.Equal(expected, Generation.Of([Sources[3], Sources[1], Sources[4], Sources[0], Sources[2]]).Files);
    }

    [Fact]
    public void The_culture_does_not_matter()
    {
        var expected = Generation.Of(Sources).Files;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus";
        culture.NumberFormat.NumberDecimalSeparator = "comma";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal("minus1comma5", $"{-1.5}");
            Assert.Equal(expected, Generation.Of(Sources).Files);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Lines_end_with_a_line_feed()
    {
        foreach (var text in Generation.Of([.. Sources.Select(static source => source.ReplaceLineEndings("\r\n"))]).Files.Values) Assert.DoesNotContain('\r', text);
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
}
