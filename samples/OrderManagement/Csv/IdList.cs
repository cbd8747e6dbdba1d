using System.Collections.Immutable;
using System.Globalization;

namespace OrderManagement.Csv;

/// <summary>A list of ids as Python prints one: <c>['880001', '880004']</c>.</summary>
internal static class IdList
{
    public static bool TryParse(ReadOnlySpan<char> text, out ImmutableArray<long> ids)
    {
        ids = [];
        text = text.Trim();
        if (text is not ['[', .. var inside, ']']) return false;
        if (inside.IsWhiteSpace()) return true;

        var parsed = ImmutableArray.CreateBuilder<long>();
        foreach (var part in inside.Split(','))
        {
            if (!TryParseId(inside[part].Trim(), out var id)) return false;
            parsed.Add(id);
        }

        ids = parsed.DrainToImmutable();
        return true;
    }

    /// <summary>A leading zero is refused: as a number it would become another id.</summary>
    private static bool TryParseId(ReadOnlySpan<char> quoted, out long id)
    {
        id = 0;
        return quoted is ['\'', not '0', .., '\''] && long.TryParse(quoted[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }
}
