namespace Opossum.Typed.Generators.Text;

/// <summary>The algorithm of <c>JsonNamingPolicy.CamelCase</c>, to the letter: what System.Text.Json writes, we read alike.</summary>
internal static class CamelCase
{
    public static string Of(string name)
    {
        if (name.Length == 0 || !char.IsUpper(name[0])) return name;
        var letters = name.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (i == 1 && !char.IsUpper(letters[i])) break;

            // A run of capitals ends before the one that starts the next word: URLValue becomes urlValue.
            if (i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1])) break;
            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new(letters);
    }
}
