using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>What the contract calls the types that hold no others; simple ones as in C#.</summary>
internal static class TypeNames
{
    public const string Enum = "enum";
    public const string Record = "record";

    /// <summary>What a converter or a context of the user writes.</summary>
    public const string Converted = "converted";

    private const string Cases = "cases(";

    private static readonly Dictionary<ScalarKind, string> Keywords = new()
    {
        [ScalarKind.Byte] = "byte",
        [ScalarKind.SByte] = "sbyte",
        [ScalarKind.Int16] = "short",
        [ScalarKind.UInt16] = "ushort",
        [ScalarKind.Int32] = "int",
        [ScalarKind.UInt32] = "uint",
        [ScalarKind.Int64] = "long",
        [ScalarKind.UInt64] = "ulong",
        [ScalarKind.Single] = "float",
        [ScalarKind.Double] = "double",
        [ScalarKind.Decimal] = "decimal",
        [ScalarKind.Boolean] = "bool",
        [ScalarKind.Char] = "char",
        [ScalarKind.String] = "string",

        // Text in base64, where byte[] would be an array of numbers.
        [ScalarKind.Bytes] = "bytes",
        [ScalarKind.Memory] = "bytes",
    };

    private static readonly Dictionary<string, ScalarKind> Kinds =
        System.Enum.GetValues(typeof(ScalarKind))
            .Cast<ScalarKind>()
            .GroupBy(Of, StringComparer.Ordinal)
            .ToDictionary(static alike => alike.Key, static alike => alike.First(), StringComparer.Ordinal);

    public static string Of(ScalarKind kind) => Keywords.TryGetValue(kind, out var keyword) ? keyword : kind.ToString();

    /// <summary>A record of one of several types, which the field <paramref name="discriminator"/> says.</summary>
    public static string OfCases(string discriminator) => $"{Cases}{ContractName.WriteStep(discriminator)})";

    public static bool IsCases(string leaf) => leaf.StartsWith(Cases, StringComparison.Ordinal);

    public static ScalarKind? Scalar(string leaf) => Kinds.TryGetValue(leaf, out var kind) ? kind : null;

    public static bool IsKnown(string leaf) => leaf is Enum or Record or Converted || Kinds.ContainsKey(leaf);
}
