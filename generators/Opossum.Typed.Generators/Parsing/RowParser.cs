using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>A column, and the member that has it.</summary>
/// <param name="Property">The member.</param>
/// <param name="Parameter">The parameter of the constructor; null if the value is computed.</param>
/// <param name="Spec">The column.</param>
/// <param name="Place">Its place among the columns of the key, or among the others.</param>
internal sealed record Column(IPropertySymbol Property, IParameterSymbol? Parameter, ColumnSpec Spec, int Place);

/// <summary>Reads the columns of a record: the parameters of its constructor and, of a read model, what it computes.</summary>
internal sealed class RowParser(INamedTypeSymbol type, bool isReadModel, ParseContext context)
{
    private readonly List<Column> _key = [];
    private readonly List<Column> _others = [];
    private readonly Dictionary<string, ISymbol> _names = new(StringComparer.Ordinal);
    private readonly ColumnValues _values = new(context);

    /// <summary>The columns of the key, as declared.</summary>
    public IReadOnlyList<Column> Key => _key;

    /// <summary>All columns, in the order of the table.</summary>
    public IEnumerable<Column> Columns => _key.Concat(_others);

    /// <summary>Whether all of the key are tags.</summary>
    public bool IsKeyedByTags => _key.Count > 0 && _key.All(static column => column.Spec.Tag is not null);

    /// <returns>False when a member has no column that it could be stored in.</returns>
    public bool TryRead()
    {
        var others = new List<StoredMember>();
        var stored = StoredMembers.Read(type, context, others);
        if (stored is null && context.Refusals is null) return false;
        var (members, isWhole) = (stored ?? [.. others], stored is not null);
        for (var place = 0; place < members.Length; place++) isWhole &= TryAdd(members[place], place);
        if (stored is not null && isReadModel) foreach (var property in Computed(members)) isWhole &= TryAddComputed(property);
        if (isWhole && _key.Count + _others.Count == 0) return context.Refuse(RefusalKind.NoColumns, type);
        return isWhole;
    }

    /// <param name="declaration">The record.</param>
    /// <param name="isKeyedByTags">Whether rows are found by tags; otherwise what the key is else says nothing.</param>
    public RowSpec ToSpec(DeclarationSpec declaration, bool isKeyedByTags) => new()
    {
        Declaration = declaration,
        IsValueType = type.IsValueType,
        Columns = Columns.Select(column => isKeyedByTags ? column.Spec : column.Spec with { Tag = null }).ToEquatableArray(),
        Types = _values.Types,
        IsRecursive = _values.IsRecursive,
        Codec = HelperNames.Codec(type, context),
    };

    private bool TryAdd(StoredMember member, int place)
    {
        var property = member.Property;
        using var scope = context.At(property);
        if (member.Parameter is not { } parameter) return context.Refuse(RefusalKind.ColumnBeside, property, type);
        if (!CanBeNamed(property, out var name)) return false;
        var classified = MemberClassifier.Classify(property.Type, context.Compilation);
        if (!ConverterMark.TryRead(member, type, classified.Type, context, out var converter)) return false;
        if (_values.Read(classified, converter) is not { } value) return false;
        ColumnTagSpec? tag = null;
        var isKey = isReadModel && IsMarked(property, parameter, KnownSymbols.KeyAttribute);
        if (isKey && !TryReadKey(property, parameter, classified, value, out tag)) return false;
        Add(new()
        {
            Name = name,
            Member = Identifiers.Escape(property.Name),
            Parameter = Identifiers.Escape(parameter.Name),
            Place = place,
            IsKey = isKey,
            IsNullable = classified.IsNullable,
            Tag = tag,
            Value = value,
        }, property, parameter);
        return true;
    }

    /// <summary>Finds the tag that a part of the key is, if it is one.</summary>
    /// <returns>False when it can't be a part of a key.</returns>
    private bool TryReadKey(
        IPropertySymbol property, IParameterSymbol parameter, ClassifiedMember classified, ColumnValueSpec value, out ColumnTagSpec? tag)
    {
        tag = null;
        if (classified.IsNullable || value.Json is not null) return context.Refuse(RefusalKind.KeyColumn, property, type);
        if (classified.Kind == MemberKind.Tag)
        {
            var tagType = TagType.Read((INamedTypeSymbol)classified.Type, context.Silent)!.Value;
            tag = new(tagType.Mark.Key, IsTagType: true, AllowsDefault: false);
            return true;
        }

        if (!TagMark.TryRead(parameter, out var mark, context)) return false;
        if (!TagMark.TryRead(property, out var onProperty, context)) return false;
        if (mark is not null && onProperty is not null && mark != onProperty) return context.Refuse(RefusalKind.TwoTags, property);
        if ((mark ?? onProperty) is not { } given) return true;
        if (value.Enum is null && value.Kind?.CanBeTag() != true)
            return context.Refuse(RefusalKind.NoStableText, property, property.Type);
        tag = new(given.Key, IsTagType: false, given.AllowsDefault && value.Kind == ScalarKind.Guid);
        return true;
    }

    private bool TryAddComputed(IPropertySymbol property)
    {
        using var scope = context.At(property);
        if (Attributes.Has(property, KnownSymbols.KeyAttribute)) return context.Refuse(RefusalKind.KeyColumn, property, type);
        if (!CanBeNamed(property, out var name)) return false;
        var classified = MemberClassifier.Classify(property.Type, context.Compilation);
        if (_values.Read(classified, converter: null) is not { } value) return false;
        Add(new()
        {
            Name = name,
            Member = Identifiers.Escape(property.Name),
            Parameter = null,
            Place = 0,
            IsKey = false,
            IsNullable = classified.IsNullable,
            Tag = null,
            Value = value,
        }, property, parameter: null);
        return true;
    }

    private void Add(ColumnSpec column, IPropertySymbol property, IParameterSymbol? parameter)
    {
        var columns = column.IsKey ? _key : _others;
        columns.Add(new(property, parameter, column, columns.Count));
    }

    private bool CanBeNamed(IPropertySymbol property, out string name)
    {
        name = ColumnNames.Of(property.Name);
        if (Declaration.IsForbidden(property)) return context.Refuse(RefusalKind.Forbidden, property, property);
        if (!ColumnNames.IsValid(name)) return context.Refuse(RefusalKind.ColumnName, property, type);
        if (_names.TryGetValue(name, out var first))
            return context.Refuse(first.Name == property.Name ? RefusalKind.Incomplete : RefusalKind.SameColumn, property, first);
        _names.Add(name, property);
        return true;
    }

    /// <summary>What can be read and not set; over several files by name, since the order of members is then that of the files.</summary>
    private IEnumerable<IPropertySymbol> Computed(IReadOnlyCollection<StoredMember> stored)
    {
        var computed = type.GetMembers().OfType<IPropertySymbol>()
            .Where(property => property is { IsStatic: false, IsIndexer: false, IsImplicitlyDeclared: false, SetMethod: null }
                and { DeclaredAccessibility: Accessibility.Public, GetMethod: not null }
                && !StoredMembers.IsIgnored(property, type)
                && !stored.Any(member => member.Property.Name == property.Name))
            .ToArray();
        var trees = computed.SelectMany(static each => each.DeclaringSyntaxReferences).Select(static each => each.SyntaxTree).Distinct();
        return trees.Skip(1).Any() ? computed.OrderBy(static each => each.Name, StringComparer.Ordinal) : computed;
    }

    private static bool IsMarked(IPropertySymbol property, IParameterSymbol parameter, string attribute) =>
        Attributes.Has(parameter, attribute) || Attributes.Has(property, attribute);
}
