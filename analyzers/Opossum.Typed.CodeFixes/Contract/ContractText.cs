using System.Text;
using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Analyzers.Contract;

namespace Opossum.Typed.CodeFixes.Contract;

/// <summary>
/// Adds lines to a file of the contract and takes lines away. What else is in it, comments, line ends and the encoding, stays as it is.
/// </summary>
internal static class ContractText
{
    /// <param name="text">The file; null where there is none yet.</param>
    /// <param name="add">Lines; each is put before the first that comes after it, so that a sorted file stays sorted.</param>
    /// <param name="remove">Keys of lines.</param>
    public static SourceText Edit(SourceText? text, IReadOnlyCollection<string> add, ISet<string> remove)
    {
        var lines = text?.Lines.Select(static line => line.ToString()).ToList() ?? [];
        if (lines.Count > 0 && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        lines.RemoveAll(line => KeyOf(line) is { } key && remove.Contains(key));
        foreach (var line in add)
        {
            if (!lines.Contains(line)) lines.Insert(PlaceOf(line, lines), line);
        }

        var end = EndOfLine(text);
        return SourceText.From(
            string.Concat(lines.Select(line => line + end)), text?.Encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>Below the line before it, so that a comment stays above the line that it is on.</summary>
    private static int PlaceOf(string line, List<string> lines)
    {
        var next = lines.FindIndex(other => IsFact(other) && string.CompareOrdinal(other.Trim(), line) > 0);
        if (next < 0) return lines.Count;
        var previous = lines.FindLastIndex(next, other => IsFact(other) && string.CompareOrdinal(other.Trim(), line) < 0);
        return previous < 0 ? next : previous + 1;
    }

    private static bool IsFact(string line) => line.Trim() is { Length: > 0 } trimmed && trimmed[0] != '#';

    /// <summary>Of a line that takes nothing back.</summary>
    private static string? KeyOf(string line) =>
        IsFact(line) && ContractLineReader.Read(new(line.Trim()), default) is { IsRemoved: false } read ? read.Key : null;

    private static string EndOfLine(SourceText? text)
    {
        if (text is null || text.Lines.Count < 2) return "\n";
        var first = text.Lines[0];
        return text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
    }
}
