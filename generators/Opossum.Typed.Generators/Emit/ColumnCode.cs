using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>The expressions that write and read one column.</summary>
/// <param name="row">The record.</param>
/// <param name="model">The name for errors.</param>
internal sealed class ColumnCode(RowSpec row, string model)
{
    /// <summary>A statement that writes a value that is not null.</summary>
    public string Write(ColumnSpec column, string value) => column.Value switch
    {
        { Json: { } json } =>
            $"{Names.JsonColumn}.Write({value}, {row.Codec}.Write{row.Types[json].Noun}, {Literals.Text(model)}, ref columns);",
        { Enum: not null } => $"columns.Write({row.Codec}.NameOf({value}));",
        { Kind: { } kind } => $"columns.Write({Stored(kind, Bare(column, value))});",
        _ => throw new InvalidOperationException("A column holds something."),
    };

    /// <summary>An expression that reads a value that may be null.</summary>
    public string Read(ColumnSpec column)
    {
        var read = column.Value switch
        {
            { Json: { } json } => ReadJson(row.Types[json]),
            { Enum: not null } => $"{row.Codec}.{column.Value.EnumNoun}Of(columns.ReadText())",
            { Kind: { } kind, Inner: not null } => $"{column.Value.Create}({Loaded(kind)})",
            { Kind: { } kind } => Loaded(kind),
            _ => throw new InvalidOperationException("A column holds something."),
        };
        if (!column.IsNullable) return read;
        return $"columns.TryReadNull() ? {(column.Value.IsValueType ? $"default({column.Value.Reference}?)" : "null")} : {read}";
    }

    /// <summary>A value of a part of a key of the tag's value, which is called like it.</summary>
    public string OfTag(ColumnSpec column, string tag) => OfTag(column.Value, tag);

    /// <inheritdoc cref="OfTag(ColumnSpec, string)"/>
    public string OfTag(ColumnValueSpec value, string tag)
    {
        var text = value switch
        {
            { Enum: not null } => $"{row.Codec}.{value.EnumNoun}Of({tag}.ToText())",
            { Kind: ScalarKind.Guid } => $"{tag}.ToGuid()",
            { Kind: ScalarKind.String } => $"{tag}.ToText()",
            { Kind: { } kind } => $"{tag}.ToNumber<{Names.Of(kind)}>()",
            _ => throw new InvalidOperationException("A tag has a text."),
        };
        return value.Inner is null ? text : $"{value.Create}({text})";
    }

    /// <summary>The tag of a part of a key. As text an all-zero guid passes.</summary>
    public string Tag(ColumnSpec column, string value)
    {
        var tag = column.Tag!.Value;
        if (tag.IsTagType) return $"{Names.Tag}.Of({value})";
        var text = column.Value.Enum is null
            ? $"{Bare(column, value)}{(tag.AllowsDefault ? ".ToString()" : "")}"
            : $"{row.Codec}.NameOf({value})";
        return $"{Names.Tag}.Of({Literals.Text(tag.Key)}, {text})";
    }

    /// <summary>Compares two values about as a table sorts them.</summary>
    public string Compare(ColumnSpec column, string left, string right) => column.Value switch
    {
        { Enum: not null } => $"string.CompareOrdinal({row.Codec}.NameOf({left}), {row.Codec}.NameOf({right}))",
        { Kind: ScalarKind.String } => $"string.CompareOrdinal({Bare(column, left)}, {Bare(column, right)})",
        _ => $"{Bare(column, left)}.CompareTo({Bare(column, right)})",
    };

    private string ReadJson(TypeSpec type) =>
        $"{Names.JsonColumn}.Read<{type.Reference}>("
            + $"columns.ReadJson(), {row.Codec}.TryRead{type.Noun}, {row.Codec}.Read{type.Noun}, {Literals.Text(model)})";

    private static string Bare(ColumnSpec column, string value) => column.Value.Inner is { } inner ? $"{value}.{inner}" : value;

    /// <summary>A scalar as the type that a column of its form takes.</summary>
    private static string Stored(ScalarKind kind, string value) => kind switch
    {
        ScalarKind.TimeSpan => $"{value}.Ticks",
        ScalarKind.UInt64 => $"(decimal){value}",
        ScalarKind.Single => $"(double){value}",
        ScalarKind.Char => $"{value}.ToString()",
        ScalarKind.Int64 => value,
        _ when kind.IsWhole() => $"(long){value}",
        _ => value,
    };

    private static string Loaded(ScalarKind kind) => kind switch
    {
        ScalarKind.Int64 => "columns.ReadInteger()",
        ScalarKind.TimeSpan => "new global::System.TimeSpan(columns.ReadInteger())",
        ScalarKind.UInt64 => "(ulong)columns.ReadDecimal()",
        ScalarKind.Decimal => "columns.ReadDecimal()",
        ScalarKind.Single => "(float)columns.ReadReal()",
        ScalarKind.Double => "columns.ReadReal()",
        ScalarKind.Char => "char.Parse(columns.ReadText())",
        ScalarKind.String => "columns.ReadText()",
        ScalarKind.Boolean => "columns.ReadBoolean()",
        ScalarKind.Guid => "columns.ReadGuid()",
        ScalarKind.DateTimeOffset => "columns.ReadTimestamp()",
        ScalarKind.DateOnly => "columns.ReadDate()",
        ScalarKind.TimeOnly => "columns.ReadTime()",
        _ => $"checked(({Names.Of(kind)})columns.ReadInteger())",
    };
}
