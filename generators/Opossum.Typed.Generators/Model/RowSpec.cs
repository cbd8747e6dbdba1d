using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Model;

/// <summary>A record that is read from columns: all that its file says.</summary>
internal sealed record RowSpec
{
    public required DeclarationSpec Declaration { get; init; }

    public required bool IsValueType { get; init; }

    /// <summary>The columns in the order of the table: those of the key, then the others as declared, computed ones last.</summary>
    public required EquatableArray<ColumnSpec> Columns { get; init; }

    /// <summary>Every type that a JSON column holds, once each; <see cref="ValueSpec.Type"/> counts in it.</summary>
    public required EquatableArray<TypeSpec> Types { get; init; }

    /// <summary>Whether a value may hold values of its own type, so that only counting bounds how deep they go.</summary>
    public required bool IsRecursive { get; init; }

    /// <summary>The name of the file-local class of helpers; one that means nothing else inside the record.</summary>
    public required string Codec { get; init; }

    public IEnumerable<ColumnSpec> Key => Columns.Where(static column => column.IsKey);

    /// <summary>The columns that the constructor takes, in the order of the table.</summary>
    public IEnumerable<ColumnSpec> Stored => Columns.Where(static column => column.Parameter is not null);

    /// <summary>Whether the constructor takes them in another order.</summary>
    public bool IsReordered => Stored.Zip(Stored.Skip(1), static (one, next) => one.Place > next.Place).Contains(true);
}

/// <summary>A member that has a column.</summary>
internal sealed record ColumnSpec
{
    public required string Name { get; init; }

    /// <summary>The property as source.</summary>
    public required string Member { get; init; }

    /// <summary>The parameter of the constructor, as source; null if the record computes the value.</summary>
    public required string? Parameter { get; init; }

    /// <summary>Which parameter it is.</summary>
    public required int Place { get; init; }

    public required bool IsKey { get; init; }

    public required bool IsNullable { get; init; }

    /// <summary>The key of the tags that have its values; null where it is not part of a key that is found by tags.</summary>
    public required ColumnTagSpec? Tag { get; init; }

    public required ColumnValueSpec Value { get; init; }

    /// <summary>What a local of it is called.</summary>
    public string Local => CamelCase.Of(Member.TrimStart('@'));
}

/// <summary>The tag that a column of a key is.</summary>
/// <param name="Key">The key of the tag.</param>
/// <param name="IsTagType">Whether its type is the tag; otherwise its value is, under the key.</param>
/// <param name="AllowsDefault">Whether it is a guid that may be all-zero.</param>
internal readonly record struct ColumnTagSpec(string Key, bool IsTagType, bool AllowsDefault);

/// <summary>The values of a column.</summary>
internal sealed record ColumnValueSpec
{
    /// <summary>The type as source, without a question mark of its own.</summary>
    public required string Reference { get; init; }

    public required bool IsValueType { get; init; }

    /// <summary>The scalar that is stored; null for an enum and for JSON.</summary>
    public ScalarKind? Kind { get; init; }

    /// <summary>The property of the one value that it has, as source; null where it is the scalar itself.</summary>
    public string? Inner { get; init; }

    /// <summary>What makes it of that value, as source up to the argument.</summary>
    public string Create { get; init; } = "";

    /// <summary>The enum that is stored by name; null where it is none.</summary>
    public EnumHelperSpec? Enum { get; init; }

    /// <summary>What the helper that reads it is called after.</summary>
    public string EnumNoun { get; init; } = "";

    /// <summary>The type of a JSON column, an index into <see cref="RowSpec.Types"/>; null where it is none.</summary>
    public int? Json { get; init; }

    public ColumnForm Form => (Json, Enum) switch
    {
        (not null, _) => ColumnForm.Json,
        (_, not null) => ColumnForm.Text,
        _ => Kind!.Value.ColumnForm()!.Value,
    };
}

/// <summary>What a column holds, called as the library's <c>ColumnType</c>.</summary>
internal enum ColumnForm
{
    WholeNumber,
    Boolean,
    RealNumber,
    DecimalNumber,
    Text,
    Uuid,
    Timestamp,
    Date,
    Time,
    Json,
}

internal static class ColumnForms
{
    /// <summary>The form of each kind; null for what a column has as JSON.</summary>
    public static ColumnForm? ColumnForm(this ScalarKind kind) => kind switch
    {
        ScalarKind.UInt64 or ScalarKind.Decimal => Model.ColumnForm.DecimalNumber,
        _ when kind.IsWhole() => Model.ColumnForm.WholeNumber,
        ScalarKind.TimeSpan => Model.ColumnForm.WholeNumber,
        ScalarKind.Boolean => Model.ColumnForm.Boolean,
        ScalarKind.Single or ScalarKind.Double => Model.ColumnForm.RealNumber,
        ScalarKind.String or ScalarKind.Char => Model.ColumnForm.Text,
        ScalarKind.Guid => Model.ColumnForm.Uuid,
        ScalarKind.DateTimeOffset => Model.ColumnForm.Timestamp,
        ScalarKind.DateOnly => Model.ColumnForm.Date,
        ScalarKind.TimeOnly => Model.ColumnForm.Time,
        _ => null,
    };

    /// <summary>
    /// Whether a value may come back from a storage otherwise than it was written: in another offset, or without the sign of a zero.
    /// </summary>
    public static bool IsNormalized(this ColumnForm form) => form is Model.ColumnForm.Timestamp or Model.ColumnForm.RealNumber;
}
