using System.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// The names that tables, columns and indexes can have: those that the library's <c>ReadModelNames</c> takes.
/// </summary>
internal static class ColumnNames
{
    private const int MaxLength = 60;

    public static bool IsValid(string name) => name is { Length: > 0 and <= MaxLength }
        && name[0] is >= 'a' and <= 'z'
        && name.All(static each => each is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')
        && !name.StartsWith("sqlite_", StringComparison.Ordinal)
        && !name.StartsWith("opossum_", StringComparison.Ordinal);

    /// <summary>The words of a member's name with underscores between them: <c>lent_at</c> of <c>LentAt</c>.</summary>
    public static string Of(string member)
    {
        var name = new StringBuilder(member.Length + 4);
        for (var i = 0; i < member.Length; i++)
        {
            if (i > 0 && char.IsUpper(member[i]) && member[i - 1] != '_' && StartsWord(member, i)) name.Append('_');
            name.Append(char.ToLowerInvariant(member[i]));
        }

        return name.ToString();
    }

    /// <summary>A run of capitals ends before the one that starts the next word: <c>URLValue</c> is <c>url_value</c>.</summary>
    private static bool StartsWord(string member, int i) =>
        !char.IsUpper(member[i - 1]) || (i + 1 < member.Length && char.IsLower(member[i + 1]));
}
