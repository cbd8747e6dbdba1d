using System.Globalization;
using System.Text.RegularExpressions;

namespace Opossum.Typed.Package.Tests.Support;

/// <summary>
/// A warning as the build prints it. <paramref name="Where"/> is the file, relative to the consumer's folder, with its line if there is
/// one.
/// </summary>
internal sealed partial record Warning(string Where, string Id)
{
    public static Warning[] In(string output, string folder) =>
    [
        .. Lines().Matches(output)
            .Select(match =>
                new Warning(Relative(match.Groups["file"].Value, folder) + Line(match.Groups["line"]), match.Groups["id"].Value))
            .Distinct()
            .OrderBy(static warning => warning.Where, StringComparer.Ordinal),
    ];

    /// <summary>The place of the one line of <paramref name="text"/> that contains <paramref name="part"/>.</summary>
    public static string Place(string file, string text, string part)
    {
        var line = Array.FindIndex(text.Split('\n'), candidate => candidate.Contains(part, StringComparison.Ordinal)) + 1;
        Assert.NotEqual(0, line);
        return string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");
    }

    private static string Line(Group line) => line.Success ? $":{line.Value}" : "";

    private static string Relative(string file, string folder) =>
        Path.IsPathRooted(file) ? Path.GetRelativePath(folder, file).Replace('\\', '/') : file;

    // path(line,column): warning ID: …, but also the native compiler's "path(line): Trim analysis warning ID: …" and a linker's "ld:
    // warning: …".
    [GeneratedRegex(@"^\s*(?<file>[^\r\n(]*?)(?:\((?<line>\d+)(?:,\d+)*\))?\s*:\s(?:[\w ]+\s)?warning(?: (?<id>\w+))?\s*:",
        RegexOptions.Multiline)]
    private static partial Regex Lines();
}
