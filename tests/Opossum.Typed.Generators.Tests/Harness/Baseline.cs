using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Opossum.Typed.Generators.Tests.Harness;

/// <summary>
/// Compares a generated file with the one kept in <c>Baselines</c>, by Verify's naming: <c>Class.Method.verified.cs</c>. A difference
/// leaves a <c>.received.cs</c> beside it. With OPOSSUM_ACCEPT=1 what was received becomes what is verified.
/// </summary>
internal static partial class Baseline
{
    private static bool Accepts => Environment.GetEnvironmentVariable("OPOSSUM_ACCEPT") == "1";

    /// <param name="generation">A run, whose program must compile without a warning.</param>
    /// <param name="file">The name of the file to compare, without <c>.g.cs</c>.</param>
    /// <param name="testFile">The file of the test.</param>
    /// <param name="test">The test.</param>
    public static void Verify(
        Generation generation, string file, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        Assert.Empty(generation.Complaints);
        var received = Scrub(generation.Files[file + ".g.cs"]);
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Baselines", $"{Path.GetFileNameWithoutExtension(testFile)}.{test}");
        if (Accepts) File.WriteAllText(path + ".verified.cs", received);
        if (File.Exists(path + ".verified.cs") && File.ReadAllText(path + ".verified.cs") == received)
        {
            File.Delete(path + ".received.cs");
            return;
        }

        File.WriteAllText(path + ".received.cs", received);
        Assert.Fail($"{path}.verified.cs is not what was generated: compare it with .received.cs, and accept with OPOSSUM_ACCEPT=1.");
    }

    /// <summary>A release must not touch every baseline.</summary>
    private static string Scrub(string text) => Version().Replace(text, "\"Opossum.Typed.Generators\", \"{version}\"");

    [GeneratedRegex("\"Opossum\\.Typed\\.Generators\", \"[0-9.]+\"")]
    private static partial Regex Version();
}
