using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Opossum.Typed.Tests.Json;

/// <summary>Values of the wider types over their full range, and open data.</summary>
internal static class WideValues
{
    public static readonly Gen<Half> Half = Gen.OneOf(
        Gen.UShort.Select(BitConverter.UInt16BitsToHalf).Where(System.Half.IsFinite),
        Gen.OneOfConst(System.Half.Epsilon, System.Half.MaxValue, System.Half.MinValue, System.Half.NegativeZero, System.Half.One));

    public static readonly Gen<UInt128> UInt128 = Gen.OneOf(
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 127]).Select(static (high, low, shift) => new UInt128(high, low) >> shift),
        Gen.OneOfConst(System.UInt128.Zero, System.UInt128.MaxValue, System.UInt128.One));

    public static readonly Gen<Int128> Int128 = Gen.OneOf(
        Gen.Select(UInt128, Gen.Bool).Select(static (bits, isNegative) => isNegative ? -(Int128)(bits >> 1) : (Int128)(bits >> 1)),
        Gen.OneOfConst(System.Int128.MinValue, System.Int128.MaxValue));

    /// <summary>Up to 3,000 digits.</summary>
    public static readonly Gen<BigInteger> BigInteger = Gen.OneOf(
        Gen.Byte.Array[0, 40].Select(static bytes => new BigInteger(bytes)),
        Gen.Byte.Array[1000, 1245].Select(static bytes => new BigInteger(bytes)),
        Int128.Select(static value => (BigInteger)value));

    public static readonly Gen<Uri> Uri = Gen.OneOf(
        Values.Text.Select(static text =>
            System.Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var uri) && !IsFileByPath(uri) ? uri : new("x", UriKind.Relative)),
        Gen.Char['a', 'z'].Array[1, 9].Select(static name => new Uri($"https://{new string(name)}.example/ä?q=%20#f")));

    public static readonly Gen<Version> Version = Gen.Select(
        Gen.Int[0, int.MaxValue], Gen.Int[0, 99], Gen.Int[-1, 99], Gen.Int[-1, int.MaxValue])
        .Select(static (major, minor, build, revision) => build < 0 ? new Version(major, minor)
            : revision < 0 ? new(major, minor, build)
            : new(major, minor, build, revision));

    public static readonly Gen<JsonElement> Element = Gen.Recursive<JsonNode?>(static (depth, node) => depth > 4 ? Leaf : Gen.OneOf(
            Leaf,
            node.Array[0, 3].Select(static items => (JsonNode?)new JsonArray([.. items.Select(static item => item?.DeepClone())])),
            Gen.Select(Values.Text, node).Array[0, 3]
                .Select(static fields => (JsonNode?)new JsonObject(fields.DistinctBy(static field => field.Item1)
                    .Select(static field => new KeyValuePair<string, JsonNode?>(field.Item1, field.Item2?.DeepClone()))))))
        .Select(static node => JsonSerializer.SerializeToElement(node));

    private static Gen<JsonNode?> Leaf => Gen.OneOf(
        Values.Text.Select(static text => (JsonNode?)JsonValue.Create(text)),
        Values.Double.Select(static number => (JsonNode?)JsonValue.Create(number)),
        Gen.OneOfConst<bool?>(true, false, null).Select(static value => value is null ? null : (JsonNode?)JsonValue.Create(value.Value)));

    /// <summary>A file whose text has no scheme: it is stored with one, which the platform's own serializer does not do.</summary>
    private static bool IsFileByPath(Uri uri) =>
        uri is { IsAbsoluteUri: true, IsFile: true } && !uri.OriginalString.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
}
