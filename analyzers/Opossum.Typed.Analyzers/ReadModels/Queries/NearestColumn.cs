namespace Opossum.Typed.Analyzers.ReadModels.Queries;

/// <summary>The column that somebody who wrote another name may have meant.</summary>
internal static class NearestColumn
{
    /// <returns>Null where none is near.</returns>
    public static string? Of(string name, IReadOnlyCollection<string> columns)
    {
        var (nearest, least) = ((string?)null, int.MaxValue);
        foreach (var column in columns)
        {
            var distance = Distance(Bare(name), Bare(column));
            if (distance < least) (nearest, least) = (column, distance);
        }

        return least <= Math.Max(1, name.Length / 3) ? nearest : null;
    }

    /// <summary>A member's own name is its column's but for capitals and underscores.</summary>
    private static string Bare(string name) => name.Replace("_", "").ToLowerInvariant();

    /// <summary>How many characters to change, add or leave out.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (diagonal, left) = (row[0], row[0] = i);
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                left = row[j] = Math.Min(changed, Math.Min(row[j], left) + 1);
            }
        }

        return row[other.Length];
    }
}
