using System.Globalization;
using System.Text;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>A name as the contract writes it: bare where nothing could be mistaken, between quotes otherwise.</summary>
internal static class ContractName
{
    /// <summary>Of events and tags, whose names may have points.</summary>
    public static string Write(string name) => IsBare(name) ? name : Quote(name);

    /// <summary>Of fields, which a point sets apart.</summary>
    public static string WriteStep(string name) => IsBare(name) && !name.Contains('.') ? name : Quote(name);

    /// <summary>Of a record that a value may be. Some are called by a number, so a text of digits has quotes.</summary>
    public static string WriteCase(string? text, int number) => text switch
    {
        null => number.ToString(CultureInfo.InvariantCulture),
        _ when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => Quote(text),
        _ => WriteStep(text),
    };

    public static bool IsBare(char c) => !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('"' or '@' or '(' or ')');

    private static bool IsBare(string name) => name.Length > 0 && name[0] is not ('#' or '*') && name.All(IsBare);

    private static string Quote(string name)
    {
        var text = new StringBuilder("\"");
        foreach (var c in name)
        {
            if (c is '"' or '\\') text.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029')
                text.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            else text.Append(c);
        }

        return text.Append('"').ToString();
    }
}
