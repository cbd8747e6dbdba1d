using System.Globalization;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests;

/// <summary>README shows what the compiler prints when the quickstart switches the flush off.</summary>
public class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public void The_warning_for_code_is_the_rules_own_at_the_right_place()
    {
        var program = File.ReadAllLines(Path.Combine(Repository.Root, "samples", "Quickstart", "Program.cs"));
        var line = Array.FindIndex(program, text => text.Contains("OpenAsync(", StringComparison.Ordinal));
        const string Options = "Courses.Model, new OpossumOptions { FlushEventsImmediately = false })";
        var column = program[line].Replace("Courses.Model)", Options, StringComparison.Ordinal)
            .IndexOf("FlushEventsImmediately", StringComparison.Ordinal);
        AssertShown($"samples/Quickstart/Program.cs({line + 1},{column + 1})", "OPSM4001", "FlushEventsImmediately = false");
    }

    [Fact]
    public void The_warning_for_settings_is_the_rules_own() => AssertShown(
        "samples/Quickstart/appsettings.json(3,31)",
        "OPSM4002",
        "Opossum:FlushEventsImmediately",
        "set it to true, or keep it out of production settings");

    private static void AssertShown(string place, string id, params object[] arguments)
    {
        var message = string.Format(
            CultureInfo.InvariantCulture, AllRules.Descriptor(id).MessageFormat.ToString(CultureInfo.InvariantCulture), arguments);
        Assert.Contains($"\n{place}: warning {id}: {message}\n", Readme, StringComparison.Ordinal);
    }
}
