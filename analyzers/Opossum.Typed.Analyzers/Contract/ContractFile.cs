using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>Why a line can't be used.</summary>
internal readonly record struct ContractProblem(TextSpan Span, string Text);

/// <summary>One of the two files of the contract, read.</summary>
internal sealed class ContractFile
{
    public const string ShippedName = "Events.Shipped.txt";
    public const string UnshippedName = "Events.Unshipped.txt";

    private ContractFile(IReadOnlyList<ContractLine> lines, IReadOnlyList<ContractProblem> problems) =>
        (Lines, Problems) = (lines, problems);

    public IReadOnlyList<ContractLine> Lines { get; }

    public IReadOnlyList<ContractProblem> Problems { get; }

    public static bool IsShipped(string path) => NameIs(path, ShippedName);

    public static bool IsUnshipped(string path) => NameIs(path, UnshippedName);

    /// <summary>Reads what can be read: a broken line is a problem, and the others count.</summary>
    public static ContractFile Read(SourceText text)
    {
        var (lines, problems) = (new List<ContractLine>(), new List<ContractProblem>());
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var each in text.Lines)
        {
            var span = Trimmed(text, each);
            if (span.IsEmpty || text[span.Start] == '#') continue;
            var cursor = new ContractCursor(text.ToString(span));
            if (ContractLineReader.Read(cursor, span) is not { } line)
                problems.Add(new(TextSpan.FromBounds(span.Start + Math.Min(cursor.ProblemAt, span.Length - 1), span.End), cursor.Problem!));
            else if (keys.TryGetValue(line.Key, out var first))
                problems.Add(new(span, $"line {first} speaks of '{line.Key}' already; leave one of them"));
            else
            {
                keys.Add(line.Key, each.LineNumber + 1);
                lines.Add(line);
            }
        }

        return new(lines, problems);
    }

    private static TextSpan Trimmed(SourceText text, TextLine line)
    {
        var (start, end) = (line.Start, line.End);
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return TextSpan.FromBounds(start, end);
    }

    private static bool NameIs(string path, string name) => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase);
}
