using System.Globalization;
using System.Text;

namespace Opossum.Typed.Generators.Text;

/// <summary>Text as C# source.</summary>
internal static class Literals
{
    /// <summary>A string literal.</summary>
    public static string Text(string value)
    {
        var literal = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => literal.Append("\\\""),
                '\\' => literal.Append("\\\\"),
                '\n' => literal.Append("\\n"),
                '\r' => literal.Append("\\r"),
                '\t' => literal.Append("\\t"),
                _ when IsPlain(c) => literal.Append(c),
                _ => literal.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)),
            };
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A literal of UTF-8 bytes.</summary>
    public static string Utf8(string value) => Text(value) + "u8";

    public static string Char(char value) => value switch
    {
        '\'' => "'\\''",
        '"' => "'\"'",
        _ => "'" + Text(value.ToString()).Trim('"') + "'",
    };

    public static string Single(float value) => value switch
    {
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        0 when float.IsNegativeInfinity(1 / value) => "-0.0f",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "f",
    };

    public static string Double(double value) => value switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        0 when double.IsNegativeInfinity(1 / value) => "-0.0",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "d",
    };

    public static string Decimal(decimal value) => value.ToString(CultureInfo.InvariantCulture) + "m";

    public static string Int32(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string UInt32(uint value) => value.ToString(CultureInfo.InvariantCulture) + "u";

    public static string UInt64(ulong value) => value.ToString(CultureInfo.InvariantCulture) + "UL";

    public static string Int64(long value) => value.ToString(CultureInfo.InvariantCulture) + "L";

    /// <summary>
    /// Letters of any script stay readable; what an editor would not show, or would take for the end of the line, does not.
    /// </summary>
    private static bool IsPlain(char c) => c is >= ' ' and <= '~' || char.IsLetterOrDigit(c);
}
