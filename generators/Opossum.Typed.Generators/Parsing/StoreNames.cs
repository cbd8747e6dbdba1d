namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// The names that a store gives to events and fields of its own. One of them on what a user declares would be taken for the store's.
/// </summary>
internal static class StoreNames
{
    private const string Sealed = "$sealed";

    public static bool Has(string name) => name.StartsWith("$", StringComparison.Ordinal);

    /// <summary>Whether a field would be called as a sealed part. <c>$type</c>, which says what type a value is, is no such name.</summary>
    public static bool IsOfSealed(string name) =>
        name == Sealed || name.StartsWith(Sealed + ".", StringComparison.Ordinal);
}
