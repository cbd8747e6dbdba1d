namespace Opossum.Typed.Generators.Model;

internal enum ScalarKind
{
    Int32,
    Int64,
    Double,
    Decimal,
    Boolean,
    String,
    Guid,
    DateTimeOffset,
}

internal enum ListKind
{
    Array,
    List,
    ReadOnlyList,
    ImmutableArray,
}
