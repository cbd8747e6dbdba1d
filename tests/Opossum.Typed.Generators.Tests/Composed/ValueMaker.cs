using System.Collections;
using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Text.Json;

namespace Opossum.Typed.Generators.Tests.Composed;

/// <summary>
/// Makes random values of compiled types by what a caller could call: constructors, factories, setters and methods called
/// <c>Change…</c>. Now and then a value is what can't be stored.
/// </summary>
internal sealed class ValueMaker(Dice dice)
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly NullabilityInfoContext _nullability = new();

    public object Event(Type type) => Composed(type, depth: 0);

    private object? Value(Type type, NullabilityInfo? said, int depth)
    {
        if (type.IsArray && type.GetArrayRank() > 1 || !type.IsVisible) return null;
        var mayBeNull = said is null || (said.ReadState != NullabilityState.NotNull && said.WriteState != NullabilityState.NotNull);
        if (Nullable.GetUnderlyingType(type) is { } bare)
            return depth > 8 || dice.OneIn(3) ? null : Value(bare, said is { GenericTypeArguments: [var inner] } ? inner : null, depth);
        if (!type.IsValueType && ((mayBeNull && (depth > 8 || dice.OneIn(3))) || dice.OneIn(80))) return null;
        if (type.IsValueType && dice.OneIn(40)) return Activator.CreateInstance(type);
        return Scalar(type) ?? Collection(type, said, depth) ?? (IsForeign(type) ? Foreign(type, depth) : Composed(type, depth + 1));
    }

    /// <summary>True for what no test composes, and so can be in what is ignored alone.</summary>
    private static bool IsForeign(Type type) => type.Namespace is { } space && space.StartsWith("System", StringComparison.Ordinal);

    /// <summary>A tuple; null for anything else.</summary>
    private object? Foreign(Type type, int depth) => type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal)
        ? Composed(type, depth)
        : type.IsValueType ? Activator.CreateInstance(type) : null;

    private object? Scalar(Type type) => type.IsEnum ? dice.Of(Enum.GetValues(type).Cast<object>().ToArray()) : type.Name switch
    {
        nameof(Byte) => dice.Bytes(1)[0],
        nameof(SByte) => (sbyte)dice.Bytes(1)[0],
        nameof(Int16) => BitConverter.ToInt16(dice.Bytes(2)),
        nameof(UInt16) => BitConverter.ToUInt16(dice.Bytes(2)),
        nameof(Int32) => BitConverter.ToInt32(dice.Bytes(4)) >> dice.Below(31),
        nameof(UInt32) => BitConverter.ToUInt32(dice.Bytes(4)) >> dice.Below(31),
        nameof(Int64) => BitConverter.ToInt64(dice.Bytes(8)) >> dice.Below(63),
        nameof(UInt64) => BitConverter.ToUInt64(dice.Bytes(8)) >> dice.Below(63),
        nameof(Single) => BitConverter.ToSingle(dice.Bytes(4)),
        nameof(Double) => BitConverter.ToDouble(dice.Bytes(8)),
        nameof(Half) => BitConverter.ToHalf(dice.Bytes(2)),
        nameof(Decimal) => new decimal(dice.Below(9999), dice.Below(2), 0, dice.OneIn(2), (byte)dice.Below(10)),
        nameof(Boolean) => dice.OneIn(2),
        nameof(Char) => dice.Of('a', 'é', '"', '\\', '\u2028', '\0', '\ud800'),
        nameof(String) => Text(),
        nameof(Guid) => new Guid(dice.Bytes(16)),
        nameof(DateTimeOffset) => new DateTimeOffset(Ticks(), TimeSpan.FromMinutes(dice.Below(1600) - 800)),
        nameof(DateTime) => new DateTime(Ticks(), dice.Of(DateTimeKind.Utc, DateTimeKind.Local, DateTimeKind.Unspecified)),
        nameof(DateOnly) => DateOnly.FromDayNumber(dice.Below(DateOnly.MaxValue.DayNumber)),
        nameof(TimeOnly) => new TimeOnly(Ticks() % TimeSpan.TicksPerDay),
        nameof(TimeSpan) => new TimeSpan(BitConverter.ToInt64(dice.Bytes(8))),
        "Byte[]" => dice.Bytes(dice.Below(9)),
        "ReadOnlyMemory`1" => new ReadOnlyMemory<byte>(dice.Bytes(dice.Below(9))),
        nameof(Int128) => new Int128(BitConverter.ToUInt64(dice.Bytes(8)), BitConverter.ToUInt64(dice.Bytes(8))),
        nameof(UInt128) => new UInt128(BitConverter.ToUInt64(dice.Bytes(8)), BitConverter.ToUInt64(dice.Bytes(8))),
        nameof(BigInteger) => new BigInteger(dice.Bytes(dice.Below(40))),
        nameof(Uri) when dice.Below(4) > 0 => new Uri(
            dice.Of("https://example.org/a?b=c", "a/b", "/orders/7", "mailto:a@b.c", "//host/x", "C:\\x", "#f", "urn:b", "file:///a"),
            UriKind.RelativeOrAbsolute),
        nameof(Uri) => new Uri("/orders/7", UriKind.Relative),
        nameof(Version) => dice.OneIn(2) ? new Version(1, dice.Below(9)) : new Version(1, 2, 3, dice.Below(9)),
        nameof(JsonElement) => JsonDocument.Parse(dice.Of("1", "null", "[1,{\"a\":null}]", "\"x\"", "{\"b\":1.50}")).RootElement,
        _ => null,
    };

    private string Text() => dice.Of("", "x", " padded ", "naïve", "\"\\\n", "😀", "a", "b", "c", "\ud800");

    private static long Range(byte[] bytes) => BitConverter.ToInt64(bytes) & long.MaxValue;

    private long Ticks() => Range(dice.Bytes(8)) % (DateTime.MaxValue.Ticks - (2 * TimeSpan.TicksPerDay)) + TimeSpan.TicksPerDay;

    private object? Collection(Type type, NullabilityInfo? said, int depth)
    {
        var count = depth > 8 ? 0 : dice.Below(4);
        if (type.IsArray)
        {
            var items = Array.CreateInstance(type.GetElementType()!, count);
            for (var i = 0; i < count; i++) items.SetValue(Value(type.GetElementType()!, said?.ElementType, depth + 1), i);
            return items;
        }

        if (!type.IsGenericType || type.Namespace is not ("System.Collections.Generic" or "System.Collections.Immutable")) return null;
        var arguments = type.GetGenericArguments();
        object? Argument(int i) => Value(
            arguments[i], said is not null && said.GenericTypeArguments.Length > i ? said.GenericTypeArguments[i] : null, depth + 1);
        if (arguments is [var item])
        {
            var list = Array.CreateInstance(item, count);
            for (var i = 0; i < count; i++) list.SetValue(Argument(0), i);
            return typeof(Making<>).MakeGenericType(item).GetMethod(Making.Of(type))?.Invoke(null, [list]);
        }

        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
        for (var i = 0; i < count; i++)
            if (Argument(0) is { } key) map[key] = Argument(1);
        return typeof(Making<,>).MakeGenericType(arguments).GetMethod(Making.Of(type))?.Invoke(null, [map]);
    }

    private object Composed(Type type, int depth)
    {
        var cases = type.GetCustomAttributes<System.Text.Json.Serialization.JsonDerivedTypeAttribute>(inherit: false).ToArray();
        if (cases.Length > 0) type = dice.Of(cases).DerivedType;
        var makers = type.GetConstructors(Own)
            .Where(each => !each.IsStatic && (each.IsPublic || each.IsAssembly))
            .Where(each => each.GetParameters() is not [var only] || only.ParameterType != type)
            .Cast<MethodBase>()
            .Concat(type.GetMethods(Own).Where(static each => each.IsStatic && each.Name == "Of"))
            .ToArray();
        if (makers.Length == 0) return Activator.CreateInstance(type, nonPublic: true)!;
        var maker = dice.Of(makers);
        var arguments = maker.GetParameters()
            .Select(each => Value(each.ParameterType, _nullability.Create(each), depth))
            .ToArray();
        var value = maker is ConstructorInfo constructor ? constructor.Invoke(arguments) : maker.Invoke(null, arguments)!;
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.GetIndexParameters().Length > 0 || property.GetSetMethod() is null) continue;
            if (maker.GetParameters().Any(each => string.Equals(each.Name, property.Name, StringComparison.OrdinalIgnoreCase))
                && dice.OneIn(2)) continue;
            property.SetValue(value, Value(property.PropertyType, _nullability.Create(property), depth));
        }

        foreach (var change in type.GetMethods(BindingFlags.Instance | BindingFlags.Public))
        {
            if (!change.Name.StartsWith("Change", StringComparison.Ordinal)) continue;
            change.Invoke(value, [.. change.GetParameters().Select(each => Value(each.ParameterType, _nullability.Create(each), depth))]);
        }

        return value;
    }
}

/// <summary>Collections of items that are known at run time only.</summary>
internal static class Making
{
    /// <summary>The method that makes a collection of a type.</summary>
    public static string Of(Type type) => type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
}

internal static class Making<T>
{
    public static List<T> List(T[] items) => [.. items];

    public static IReadOnlyList<T> IReadOnlyList(T[] items) => items;

    public static IReadOnlyCollection<T> IReadOnlyCollection(T[] items) => items;

    public static ImmutableArray<T> ImmutableArray(T[] items) => [.. items];

    public static ImmutableList<T> ImmutableList(T[] items) => [.. items];

    public static HashSet<T> HashSet(T[] items) => [.. items];

    public static IReadOnlySet<T> IReadOnlySet(T[] items) => new HashSet<T>(items);

    public static SortedSet<T> SortedSet(T[] items) => new(items, Order);

    public static ImmutableHashSet<T> ImmutableHashSet(T[] items) => [.. items];

    public static ImmutableSortedSet<T> ImmutableSortedSet(T[] items) =>
        System.Collections.Immutable.ImmutableSortedSet.CreateRange(Order, items);

    /// <summary>Text in the order in which it is read.</summary>
    private static IComparer<T> Order => typeof(T) == typeof(string) ? (IComparer<T>)(object)StringComparer.Ordinal : Comparer<T>.Default;
}

internal static class Making<TKey, TValue> where TKey : notnull
{
    public static Dictionary<TKey, TValue> Dictionary(Dictionary<TKey, TValue> map) => map;

    public static IReadOnlyDictionary<TKey, TValue> IReadOnlyDictionary(Dictionary<TKey, TValue> map) => map;

    public static SortedDictionary<TKey, TValue> SortedDictionary(Dictionary<TKey, TValue> map) => new(map);

    public static ImmutableDictionary<TKey, TValue> ImmutableDictionary(Dictionary<TKey, TValue> map) => map.ToImmutableDictionary();

    public static ImmutableSortedDictionary<TKey, TValue> ImmutableSortedDictionary(Dictionary<TKey, TValue> map) =>
        map.ToImmutableSortedDictionary();
}
