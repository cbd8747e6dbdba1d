using System.Text;

namespace Opossum.Typed;

/// <summary>
/// An all-zero guid as a tag: nearly always an id that was forgotten, and as a tag it would put unrelated events into one boundary.
/// </summary>
internal static class UnassignedId
{
    /// <summary>Of a tag type's value.</summary>
    public static string Problem(string type, ReadOnlySpan<byte> key) =>
        $"The {type} is an all-zero guid, an id that was never assigned. {WayOutOf(key)}";

    /// <summary>Of a guid that is given with its key.</summary>
    public static string Problem(string key) =>
        $"The value of the tag '{key}' is an all-zero guid, an id that was never assigned. Assign it; or pass it as text, if it is meant.";

    /// <summary>What to do about it.</summary>
    /// <param name="key">The tag's key.</param>
    public static string WayOutOf(ReadOnlySpan<byte> key) =>
        $"Assign it; or, if it is meant, allow it by [Tag(\"{Encoding.UTF8.GetString(key)}\", AllowDefault = true)].";
}
