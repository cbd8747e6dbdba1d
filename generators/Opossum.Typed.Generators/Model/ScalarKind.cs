namespace Opossum.Typed.Generators.Model;

/// <summary>The values that JSON has or that have one text, called as the library's readers are.</summary>
internal enum ScalarKind
{
    Byte,
    SByte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
    Decimal,
    Boolean,
    Char,
    String,
    Guid,
    DateTime,
    DateTimeOffset,
    DateOnly,
    TimeOnly,
    TimeSpan,
    Bytes,
}

internal static class ScalarKinds
{
    public static bool IsWhole(this ScalarKind kind) => kind is >= ScalarKind.Byte and <= ScalarKind.UInt64;

    public static bool IsValueType(this ScalarKind kind) => kind is not (ScalarKind.String or ScalarKind.Bytes);

    /// <summary>Whether a value has one text, the same for ever, and so can be a tag.</summary>
    public static bool CanBeTag(this ScalarKind kind) => kind is ScalarKind.String or ScalarKind.Guid || kind.IsWhole();

    /// <summary>Whether the payload has it between quotes.</summary>
    public static bool IsQuoted(this ScalarKind kind) => kind >= ScalarKind.Char;
}

internal enum ListKind
{
    Array,
    List,
    ReadOnlyList,
    ImmutableArray,
}
