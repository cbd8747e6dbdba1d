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
    Memory,
}

/// <summary>How the payload has the values of a kind.</summary>
internal enum ScalarForm
{
    /// <summary>A whole number of up to 64 bits.</summary>
    Whole,

    /// <summary>A number that the library's writer has a method for: a smaller number would convert to it.</summary>
    OwnNumber,

    /// <summary>Another number.</summary>
    Number,

    /// <summary>Something else that stands there without quotes.</summary>
    Bare,

    /// <summary>Between quotes.</summary>
    Quoted,
}

internal static class ScalarKinds
{
    /// <summary>The form of each kind; a kind that is added has none until it gets a line here.</summary>
    public static ScalarForm Form(this ScalarKind kind) => kind switch
    {
        ScalarKind.Byte or ScalarKind.SByte or ScalarKind.Int16 or ScalarKind.UInt16 => ScalarForm.Whole,
        ScalarKind.Int32 or ScalarKind.UInt32 or ScalarKind.Int64 or ScalarKind.UInt64 => ScalarForm.Whole,
        ScalarKind.Int128 or ScalarKind.UInt128 or ScalarKind.BigInteger or ScalarKind.Half => ScalarForm.OwnNumber,
        ScalarKind.Single or ScalarKind.Double or ScalarKind.Decimal => ScalarForm.Number,
        ScalarKind.Boolean or ScalarKind.JsonElement => ScalarForm.Bare,
        ScalarKind.Char or ScalarKind.String or ScalarKind.Guid or ScalarKind.Bytes => ScalarForm.Quoted,
        ScalarKind.DateTime or ScalarKind.DateTimeOffset or ScalarKind.DateOnly or ScalarKind.TimeOnly => ScalarForm.Quoted,
        ScalarKind.TimeSpan or ScalarKind.Uri or ScalarKind.Version or ScalarKind.Memory => ScalarForm.Quoted,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind has no form."),
    };

    /// <summary>Whether it is a whole number of up to 64 bits.</summary>
    public static bool IsWhole(this ScalarKind kind) => kind.Form() == ScalarForm.Whole;

    /// <summary>Whether it is a number, of any size.</summary>
    public static bool IsNumber(this ScalarKind kind) => kind.Form() is ScalarForm.Whole or ScalarForm.OwnNumber or ScalarForm.Number;

    /// <summary>Whether the library's writer has a method named after it: a smaller number would convert to it.</summary>
    public static bool IsWrittenByName(this ScalarKind kind) => kind.Form() == ScalarForm.OwnNumber;

    public static bool IsValueType(this ScalarKind kind) =>
        kind is not (ScalarKind.String or ScalarKind.Uri or ScalarKind.Version or ScalarKind.Bytes);

    /// <summary>Whether a value has one text, the same for ever, and so can be a tag.</summary>
    public static bool CanBeTag(this ScalarKind kind) => kind is ScalarKind.String or ScalarKind.Guid || kind.IsWhole();

    /// <summary>Whether the payload has it between quotes.</summary>
    public static bool IsQuoted(this ScalarKind kind) => kind.Form() == ScalarForm.Quoted;

    /// <summary>Whether it can be the name of a field, and so the key of a dictionary.</summary>
    public static bool CanBeKey(this ScalarKind kind) => kind.CanBeTag();

    /// <summary>Whether two of them come one after the other, the same on every machine.</summary>
    public static bool HasOrder(this ScalarKind kind) =>
        kind is not (ScalarKind.Bytes or ScalarKind.Memory or ScalarKind.Uri or ScalarKind.JsonElement);
}
