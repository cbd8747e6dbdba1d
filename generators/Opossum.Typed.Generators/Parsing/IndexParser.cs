using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads the indexes of a read model.</summary>
internal sealed class IndexParser(INamedTypeSymbol type, ParseContext context)
{
    private readonly List<(string Name, List<string> Columns, bool IsUnique, bool IsNamed)> _indexes = [];

    /// <returns>Null when one of them can't be one.</returns>
    public EquatableArray<IndexSpec>? Parse(IEnumerable<Column> columns)
    {
        var isWhole = true;
        var known = new HashSet<string>(StringComparer.Ordinal);

        // In the order of the record, which is not that of the table: the members of an index are in theirs.
        foreach (var column in columns.OrderBy(static each => each.Parameter is null).ThenBy(static each => each.Spec.Place))
        {
            known.Add(column.Property.Name);
            using var scope = context.At(column.Property);
            foreach (var attribute in MarksOf(column)) isWhole &= TryAdd(column, attribute);
        }

        var marked = type.GetMembers().OfType<IPropertySymbol>().Where(static each => Attributes.Has(each, KnownSymbols.IndexAttribute));
        foreach (var member in marked)
            if (!known.Contains(member.Name)) isWhole &= context.Refuse(RefusalKind.IndexedMember, member, type);
        return isWhole
            ? _indexes.Select(static each => new IndexSpec(each.Name, each.Columns.ToEquatableArray(), each.IsUnique)).ToEquatableArray()
            : null;
    }

    private static IEnumerable<AttributeData> MarksOf(Column column) => (column.Parameter?.GetAttributes() ?? [])
        .Concat(column.Property.GetAttributes())
        .Where(static attribute => Attributes.Is(attribute, KnownSymbols.IndexAttribute));

    private bool TryAdd(Column column, AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Any(static argument => argument.Kind == TypedConstantKind.Error))
            return Refuse(RefusalKind.Incomplete);
        if (column.Spec.Value.Json is not null) return Refuse(RefusalKind.IndexedMember);
        var given = attribute.ConstructorArguments is [{ Value: string text }] ? text : null;
        var name = given ?? column.Spec.Name;
        if (!ColumnNames.IsValid(name)) return Refuse(RefusalKind.IndexName);
        var isUnique = attribute.NamedArguments.Any(static argument => argument is { Key: "Unique", Value.Value: true });
        var place = _indexes.FindIndex(each => each.Name == name);
        if (place < 0)
        {
            _indexes.Add((name, [column.Spec.Name], isUnique, given is not null));
            return true;
        }

        var index = _indexes[place];
        if (!index.IsNamed || given is null || index.Columns.Contains(column.Spec.Name)) return Refuse(RefusalKind.IndexTwice);
        if (index.IsUnique != isUnique) return Refuse(RefusalKind.IndexUnique);
        index.Columns.Add(column.Spec.Name);
        return true;

        bool Refuse(RefusalKind kind) => context.Refuse(kind, column.Property, type);
    }
}
