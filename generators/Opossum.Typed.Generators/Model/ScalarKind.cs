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
    Int128,
    UInt128,
    BigInteger,
    Half,
    Single,
    Double,
    Decimal,
    Boolean,
    JsonElement,
    Char,
    String,
    Guid,
    DateTime,
    DateTimeOffset,
    DateOnly,
    TimeOnly,
    TimeSpan,
    Uri,
    Version,
    Bytes,
}

internal static class ScalarKinds
{
    /// <summary>Whether it is a whole number of up to 64 bits.</summary>
    public static bool IsWhole(this ScalarKind kind) => kind is >= ScalarKind.Byte and <= ScalarKind.UInt64;

    /// <summary>Whether the library's writer has a method named after it: a smaller number would convert to it.</summary>
    public static bool IsWrittenByName(this ScalarKind kind) => kind is >= ScalarKind.Int128 and <= ScalarKind.Half;

    public static bool IsValueType(this ScalarKind kind) => kind is not (ScalarKind.String or ScalarKind.Uri or ScalarKind.Version or ScalarKind.Bytes);

    /// <summary>Whether a value has one text, the same for ever, and so can be a tag.</summary>
    public static bool CanBeTag(this ScalarKind kind) => kind is ScalarKind.String or ScalarKind.Guid || kind.IsWhole();

    /// <summary>Whether the payload has it between quotes.</summary>
    public static bool IsQuoted(this ScalarKind kind) => kind >= ScalarKind.Char;

    /// <summary>Whether it can be the name of a field, and so the key of a dictionary.</summary>
    public static bool CanBeKey(this ScalarKind kind) => kind.CanBeTag();

    /// <summary>Whether two of them come one after the other, the same on every machine.</summary>
    public static bool HasOrder(this ScalarKind kind) => kind is not (ScalarKind.Bytes or ScalarKind.Uri or ScalarKind.JsonElement);
}
