using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>A value that is not one of a column itself, and holds one: a tag type. <see cref="ITag{TSelf}"/> implements it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IColumnValue
{
    /// <summary>The value inside, of a type that <see cref="Sql.Values"/> may have.</summary>
    object ColumnValue { get; }
}
