using System.Text;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>The name of a type as a purpose: <c>FillSeat</c> as <c>fill-seat</c>.</summary>
internal static class KebabCase
{
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && BeginsWord(name, i)) text.Append('-');
            text.Append(name[i] == '_' ? '-' : char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>A capital after a small letter or a digit, or the last of several that a small letter follows: <c>SendSMSNow</c>.</summary>
    private static bool BeginsWord(string name, int i) =>
        char.IsUpper(name[i])
        && name[i - 1] != '_'
        && (!char.IsUpper(name[i - 1]) || i + 1 < name.Length && char.IsLower(name[i + 1]));
}
