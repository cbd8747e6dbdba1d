using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads the fields and the tags of an event, or of a record inside one.</summary>
internal sealed class BodyParser(INamedTypeSymbol type, TypeTable types, ParseContext context)
{
    private readonly List<FieldSpec> _fields = [];
    private readonly List<TagSourceSpec> _tags = [];
    private readonly PersonalMembers _personal = new(type, context);
    private readonly Dictionary<string, ISymbol> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>Null when anything in it is not supported: an event is generated whole or not at all.</returns>
    public BodySpec? Parse()
    {
        var others = new List<StoredMember>();
        var stored = StoredMembers.Read(type, context, others);
        if (stored is null && context.Refusals is null) return null;

        // An analyzer reports all reasons at once: a fault in one member does not hide those of the others.
        var (members, isWhole) = (stored ?? [.. others], stored is not null);
        foreach (var member in members) isWhole &= TryAdd(member);
        foreach (var property in stored is null ? [] : Computed(members)) isWhole &= TryAddComputed(property);
        if (Inherited.UnimplementedTag(type) is { } tag) isWhole = context.Refuse(RefusalKind.UnimplementedTag, tag, type);
        if (!_personal.TryPart(_fields, isWhole, out var parts)) return null;
        return new()
        {
            Fields = _fields.ToEquatableArray(),
            Parts = parts,
            IsConstructorHidden = Constructors.IsHidden(type, context),
            Factory = Factories.Of(type, context),
            Tags = _tags.ToEquatableArray(),
        };
    }

    private bool TryAdd(StoredMember member)
    {
        var property = member.Property;
        using var scope = context.At(property);
        if (!FieldMark.TryRead(member, type, context, out var field)) return false;
        var wire = field?.Name ?? CamelCase.Of(property.Name);
        var aliases = field?.Aliases ?? EquatableArray<string>.Empty;
        if (types.SealsPersonal && aliases.Prepend(wire).Any(StoreNames.Has)) return context.Refuse(RefusalKind.StoreField, property);
        if (!TryTake(aliases.Prepend(wire), property)) return false;
        if (Declaration.IsForbidden(property)) return context.Refuse(RefusalKind.Forbidden, property, property);
        if (context.IsBehindAlias(property.ContainingType)) return context.Refuse(RefusalKind.BehindAlias, property.ContainingType);
        var classified = MemberClassifier.Classify(property.Type, context.Compilation);
        if (!ConverterMark.TryRead(member, type, classified.Type, context, out var converter)) return false;
        if (types.Add(classified, converter) is not { } value) return false;
        if (!TryReadMark(property, member.Parameter, out var mark)) return false;
        PersonalMark? personal = null;
        if (types.SealsPersonal && !PersonalMark.TryRead(member, type, context, out personal)) return false;
        if (!_personal.TryAdd(_fields.Count, property, classified, personal, out var replacement)) return false;
        if (!TryAddTag(property, value, mark, personal is not null)) return false;
        _fields.Add(new()
        {
            Member = Identifiers.Escape(property.Name),
            Wire = wire,
            Aliases = aliases,
            Value = value,
            Setting = member.Setting,
            DeclaredIn = IsDeclaredHere(property) ? null : Declaration.Reference(property.ContainingType),
            Default = DefaultValue.Of(member.Parameter, classified),
            Replacement = replacement ?? "null",
        });
        return true;
    }

    private bool IsDeclaredHere(IPropertySymbol property) => SymbolEqualityComparer.Default.Equals(property.ContainingType, type);

    /// <summary>A member may have names that differ by case alone; two members may not.</summary>
    private bool TryTake(IEnumerable<string> names, IPropertySymbol property)
    {
        var own = new List<string>();
        foreach (var name in names)
        {
            if (_names.TryGetValue(name, out var first))
                return context.Refuse(first.Name == property.Name ? RefusalKind.Incomplete : RefusalKind.SameField, property, first);
            own.Add(name);
        }

        foreach (var name in own) _names[name] = property;
        return true;
    }

    /// <summary>The attribute may stand on the parameter or on the property; where it stands on both they must agree.</summary>
    private bool TryReadMark(IPropertySymbol property, IParameterSymbol? parameter, out TagMark? mark)
    {
        mark = null;
        if (parameter is not null && !TagMark.TryRead(parameter, out mark, context)) return false;
        foreach (var carrier in Inherited.Carriers(property, parameter, type, KnownSymbols.TagAttribute))
        {
            if (!TagMark.TryRead(carrier, out var onProperty, context)) return false;
            if (mark is not null && onProperty is not null && mark != onProperty) return context.Refuse(RefusalKind.TwoTags, property);
            mark ??= onProperty;
        }

        return true;
    }

    /// <summary>
    /// The properties that are not stored, by name, since the order of members over several files is the order of the files.
    /// </summary>
    private IEnumerable<IPropertySymbol> Computed(ImmutableArray<StoredMember> members) => RecordChain.Properties(type)
        .Where(property => !members.Any(member => SymbolEqualityComparer.Default.Equals(member.Property, property)))
        .OrderBy(static property => property.Name, StringComparer.Ordinal);

    /// <summary>Computed properties are not stored, but one with <c>[Tag]</c> is a tag like any other.</summary>
    private bool TryAddComputed(IPropertySymbol property)
    {
        using var scope = context.At(property);
        if (FieldMark.IsOn(property, type)) return context.Refuse(RefusalKind.NoField, property);
        if (types.SealsPersonal && PersonalMark.IsOn(property, type)) return context.Refuse(RefusalKind.PersonalComputed, property);
        if (!TryReadMark(property, parameter: null, out var mark)) return false;
        if (mark is null) return true;
        if (Declaration.IsForbidden(property)) return context.Refuse(RefusalKind.Forbidden, property, property);
        if (property is not { IsStatic: false, IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public })
            return context.Refuse(RefusalKind.UnreadableTag, property);
        return types.Add(MemberClassifier.Classify(property.Type, context.Compilation)) is { } value
            && TryAddTag(property, value, mark, isHidden: false);
    }

    private bool TryAddTag(IPropertySymbol property, ValueSpec value, TagMark? mark, bool isHidden)
    {
        if (mark is null && !types[value.Type].HasTags) return true;
        if (mark is null && isHidden)
        {
            var isTwice = PersonalTypes.Of(types.Types)[value];
            return context.Refuse(isTwice ? RefusalKind.PersonalTwice : RefusalKind.PersonalTagType, property, property.Type);
        }

        if (mark is not null && !CanBeMarked(types[value.Type])) return context.Refuse(RefusalKind.NoStableText, property, property.Type);
        if (mark is { } given && types.Queries.Clash(given.Key, property) is { } first)
            return context.Refuse(RefusalKind.SameQuery, property, first);
        _tags.Add(new()
        {
            Member = Identifiers.Escape(property.Name),
            Value = value,
            Key = mark?.Key,
            Aliases = mark?.Aliases ?? EquatableArray<string>.Empty,
            MaxLength = mark?.MaxLength ?? 0,
            AllowsDefault = mark?.AllowsDefault ?? false,
            IsHidden = isHidden,
        });
        return true;
    }

    /// <summary>What has one stable text, and no key of its own; or a collection of it.</summary>
    private bool CanBeMarked(TypeSpec marked) => marked switch
    {
        ScalarSpec scalar => scalar.Kind.CanBeTag(),
        WrapperSpec { Key: null } wrapper => wrapper.Kind.CanBeTag(),
        EnumSpec => true,
        ListSpec list => CanBeMarked(types[list.Item.Type]),
        _ => false,
    };
}
