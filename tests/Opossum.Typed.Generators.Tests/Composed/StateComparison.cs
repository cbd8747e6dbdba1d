using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Opossum.Typed.Generators.Tests.Composed;

/// <summary>
/// Compares all state of two values, private fields included; what is called <c>Ignored…</c> is lost on purpose. Collections are what is
/// in them, whatever class holds it.
/// </summary>
internal static class StateComparison
{
    /// <returns>The path of the first difference; null if there is none.</returns>
    public static string? Difference(object? one, object? other, string path = "")
    {
        // Of open data, null and JSON's null are stored alike.
        if (one is JsonElement { ValueKind: JsonValueKind.Null }) one = null;
        if (other is JsonElement { ValueKind: JsonValueKind.Null }) other = null;
        if (one is null || other is null) return ReferenceEquals(one, other) ? null : $"{path}: {Shown(one)} and {Shown(other)}";
        if (Bits(one) is { } bits) return bits == Bits(other) ? null : $"{path}: {bits} and {Bits(other)}";
        if (one is IEnumerable items && other is IEnumerable others) return OfItems(items, others, path);
        if (one.GetType() != other.GetType()) return $"{path}: {one.GetType()} and {other.GetType()}";
        foreach (var field in Fields(one.GetType()))
        {
            if (Difference(field.GetValue(one), field.GetValue(other), $"{path}.{field.Name}") is { } difference) return difference;
        }

        return null;
    }

    /// <summary>
    /// All instance fields that are not lost on purpose, those of the bases too. The compiler does not show the private fields of another
    /// assembly's classes, so what is called <c>_…</c> in one can be lost: docs/events.md says so.
    /// </summary>
    public static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var each = type; each is not null; each = each.BaseType)
        {
            const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (var field in each.GetFields(Declared))
            {
                var isHidden = each is { IsClass: true, Namespace: "Foreign" } && field.Name.StartsWith('_');
                if (!isHidden && !field.Name.Contains("gnored", StringComparison.Ordinal)) yield return field;
            }
        }
    }

    /// <summary>A value that is one, to the bit; null for what consists of others.</summary>
    public static string? Bits(object value) => value switch
    {
        string text => text,
        double number => BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture),
        float number => BitConverter.SingleToInt32Bits(number).ToString("x", CultureInfo.InvariantCulture),
        Half number => BitConverter.HalfToInt16Bits(number).ToString("x", CultureInfo.InvariantCulture),
        decimal number => string.Join(',', decimal.GetBits(number)),
        DateTime time => $"{time.Ticks} {time.Kind}",
        DateTimeOffset time => $"{time.Ticks} {time.Offset}",
        TimeOnly time => $"{time.Ticks}",
        Uri address => address.IsAbsoluteUri ? $"absolute {address.AbsoluteUri}" : $"relative {address.OriginalString}",
        byte[] bytes => Convert.ToHexString(bytes),
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        JsonElement json => json.ValueKind == JsonValueKind.Undefined ? "" : JsonSerializer.Serialize(json),
        Version or Guid or DateOnly or TimeSpan or Int128 or UInt128 or System.Numerics.BigInteger or Enum => value.ToString(),
        Delegate => value.ToString(),
        _ => value.GetType().IsPrimitive ? value.ToString() : null,
    };

    private static string? OfItems(IEnumerable one, IEnumerable other, string path)
    {
        if (IsDefault(one) || IsDefault(other)) return IsDefault(one) == IsDefault(other) ? null : $"{path}: one is default";
        var (items, others) = (one.Cast<object?>().ToList(), other.Cast<object?>().ToList());
        if (items.Count != others.Count) return $"{path}: {items.Count} and {others.Count} items";
        for (var i = 0; i < items.Count; i++)
        {
            // Sets and dictionaries have no order of their own.
            var at = HasOrder(one) ? i : others.FindIndex(each => Difference(items[i], each) is null);
            if (at < 0) return $"{path}[{i}]: {Shown(items[i])} is not there";
            if (Difference(items[i], others[at], $"{path}[{i}]") is { } difference) return difference;
        }

        return null;
    }

    private static bool IsDefault(IEnumerable items) =>
        items.GetType().GetProperty("IsDefault") is { } property && (bool)property.GetValue(items)!;

    private static bool HasOrder(IEnumerable items) => !items.GetType().GetInterfaces().Any(static each => each.IsGenericType
        && (each.GetGenericTypeDefinition() == typeof(IReadOnlySet<>)
            || each.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)));

    private static string Shown(object? value) => value is null ? "null" : Bits(value) ?? value.GetType().Name;
}
