using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>Content as messages show it. A value of a user can be personal, and every message ends up in somebody's log.</summary>
internal static class Masked
{
    /// <summary>What stands for a value.</summary>
    public const string Value = "…";

    /// <summary>The key of a tag, with its colon, and a mask. Text without a colon has no key.</summary>
    public static string Tag(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? text.Length == 0 ? "" : Value : string.Concat(text.AsSpan(0, colon + 1), Value);
    }

    /// <summary>The key of a tag; what follows a colon is none of it.</summary>
    public static string Key(string? key) => key is not null && key.Contains(':', StringComparison.Ordinal) ? Tag(key) : key ?? "";

    /// <summary>An event by its type and tags, such as <c>course-defined [course:…]</c>.</summary>
    public static string Event(string? type, ImmutableArray<Tag> tags) =>
        tags.IsDefaultOrEmpty ? type ?? "" : $"{type} [{string.Join(", ", tags)}]";
}
