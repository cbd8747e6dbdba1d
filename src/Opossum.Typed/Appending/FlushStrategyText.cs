using System.Buffers;
using System.Globalization;

namespace Opossum.Typed;

/// <summary>A flush strategy as configuration has it: what <see cref="FlushStrategy.ToString"/> says, read back.</summary>
internal static class FlushStrategyText
{
    public const string Forms = "Write 'every 100 ms', 'every 2 s', 'every 1000 appends', 'every 64 KiB' (also bytes, MiB), "
        + "several of them as 'every 1000 appends or 50 ms', or 'when the system does'.";

    private const string Every = "every ";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <returns>Null where the text names no strategy.</returns>
    public static FlushStrategy? TryParse(string text)
    {
        text = text.Trim();
        if (text.Equals(FlushStrategy.WhenTheSystemDoes.ToString(), StringComparison.OrdinalIgnoreCase))
            return FlushStrategy.WhenTheSystemDoes;
        if (!text.StartsWith(Every, StringComparison.OrdinalIgnoreCase)) return null;

        FlushStrategy? strategy = null;
        foreach (var bound in text[Every.Length..].Split(" or ", StringSplitOptions.TrimEntries))
        {
            if (Bound(bound) is not { } parsed) return null;
            strategy = strategy?.Or(parsed) ?? parsed;
        }

        return strategy;
    }

    private static FlushStrategy? Bound(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExcept(Digits);
        if (digits <= 0
            || !decimal.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        return text[digits..].TrimStart().ToUpperInvariant() switch
        {
            "MS" => Time(number, TimeSpan.TicksPerMillisecond),
            "S" => Time(number, TimeSpan.TicksPerSecond),
            "APPENDS" => number >= 2 && number <= int.MaxValue && decimal.IsInteger(number) ? FlushStrategy.Every((int)number) : null,
            "BYTES" => Bytes(number, 1),
            "KIB" => Bytes(number, 1 << 10),
            "MIB" => Bytes(number, 1 << 20),
            _ => null,
        };
    }

    private static FlushStrategy? Time(decimal number, long ticks) =>
        number <= long.MaxValue / ticks && (long)(number * ticks) is > 0 and var time
            ? FlushStrategy.Every(TimeSpan.FromTicks(time))
            : null;

    private static FlushStrategy? Bytes(decimal number, long unit) =>
        number <= long.MaxValue / unit && decimal.IsInteger(number) && number > 0 ? FlushStrategy.EveryBytes((long)number * unit) : null;
}
