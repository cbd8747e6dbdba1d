using System.Buffers;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// The names that tables, columns and indexes can have: what a file name can be, and what no storage uses for itself.
/// </summary>
internal static class ReadModelNames
{
    private const int MaxLength = 60;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>True if the name can be that of a table.</summary>
    public static bool IsValid(string name) =>
        name is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterLower(name[0]) && !name.AsSpan().ContainsAnyExcept(Characters)
        && !name.StartsWith("sqlite_", StringComparison.Ordinal) && !name.StartsWith("opossum_", StringComparison.Ordinal);

    /// <exception cref="ArgumentException">A name can't be one, is there twice, or names no column.</exception>
    public static ReadModelShape Checked(ReadModelShape shape)
    {
        Require(IsValid(shape.Name), $"The read model '{shape.Name}'");
        foreach (var part in shape.Parts) Require(IsValid(part), $"The table '{part}' of the projection '{shape.Name}'");
        var columns = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in shape.Columns)
        {
            Require(IsValid(column.Name), $"The column '{column.Name}' of the read model '{shape.Name}'");
            if (!columns.Add(column.Name)) throw new ArgumentException($"The read model '{shape.Name}' has two columns '{column.Name}'.");
        }

        var indexes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var index in shape.Indexes)
        {
            Require(IsValid(index.Name), $"The index '{index.Name}' of the read model '{shape.Name}'");
            if (!indexes.Add(index.Name)) throw new ArgumentException($"The read model '{shape.Name}' has two indexes '{index.Name}'.");
            if (index.Columns.FirstOrDefault(column => !columns.Contains(column)) is { } unknown)
                throw new ArgumentException($"The index '{index.Name}' of the read model '{shape.Name}' has no column '{unknown}'.");
        }

        return shape;
    }

    private static void Require(bool isValid, string what)
    {
        if (isValid) return;
        throw new ArgumentException($"{what} needs another name: up to {MaxLength} lower-case letters, digits and underscores, a letter "
            + "first, and neither 'sqlite_' nor 'opossum_' at the beginning.");
    }
}
