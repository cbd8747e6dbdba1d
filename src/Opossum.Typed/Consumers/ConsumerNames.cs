namespace Opossum.Typed;

/// <summary>
/// What names of consumers can be: up to 64 characters of <c>a</c> to <c>z</c>, <c>0</c> to <c>9</c>, <c>-</c>, <c>_</c> and <c>.</c>, the
/// first a letter or a digit. The progress is kept under the name, as a file that every operating system can hold.
/// </summary>
public static class ConsumerNames
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>True if a consumer can have the name.</summary>
    /// <param name="name">The name.</param>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(name[0]) && name.AsSpan().IndexOfAnyExcept(s_allowed) < 0;

    private static readonly System.Buffers.SearchValues<char> s_allowed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    internal static string Checked(string name) => IsValid(name) ? name : throw new ArgumentException(
        $"'{name}' is no name for a consumer. Use up to {MaxLength} of the characters a-z, 0-9, '-', '_' and '.', and begin with a letter "
            + "or a digit.", nameof(name));
}
