using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads the fields and the tags of an event, or of a record inside one.</summary>
internal static class BodyParser
{
    /// <returns>Null when anything in it is not supported: an event is generated whole or not at all.</returns>
    public static BodySpec? Parse(INamedTypeSymbol type, TypeTable types)
    {
        if (StoredMembers.Read(type, types.Compilation, types.Refusals, types.Cancellation) is not { } members) return null;
        var fields = new List<FieldSpec>();
        var tags = new List<TagSourceSpec>();
        var wireNames = new Dictionary<string, ISymbol>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in members)
        {
            var classified = MemberClassifier.Classify(member.Property.Type, types.Compilation);
            types.Refusals?.Enter(member.Property);
            if (!FieldMark.TryRead(member, types.Refusals, out var field)) return null;
            var wire = field?.Name ?? CamelCase.Of(member.Property.Name);
            var aliases = field?.Aliases ?? EquatableArray<string>.Empty;
            if (!TryTake(wireNames, aliases.Prepend(wire), member.Property, types.Refusals)) return null;
            if (IsForbidden(member.Property, types.Refusals)) return null;
            if (!ConverterMark.TryRead(member, classified.Type, types, out var converter)) return null;
            if (types.Add(classified, converter) is not { } value) return null;
            if (!TryReadMark(member, types.Refusals, out var mark) || !TryAddTag(tags, member.Property, value, mark, types)) return null;
            fields.Add(new()
            {
                Member = Identifiers.Escape(member.Property.Name),
                Wire = wire,
                Aliases = aliases,
                Value = value,
                Setting = member.Setting,
                DeclaredIn = SymbolEqualityComparer.Default.Equals(member.Property.ContainingType, type) ? null : Declaration.Reference(member.Property.ContainingType),
                Default = DefaultValue.Of(member.Parameter, classified),
            });
            types.Refusals?.Leave();
        }

        if (!TryAddComputed(tags, type, members, types)) return null;
        return new() { Fields = fields.ToEquatableArray(), IsConstructorHidden = Constructors.IsHidden(type, types.Compilation), Tags = tags.ToEquatableArray() };
    }

    /// <summary>A member may have names that differ by case alone; two members may not.</summary>
    private static bool TryTake(Dictionary<string, ISymbol> names, IEnumerable<string> ofMember, IPropertySymbol property, Refusals? refusals)
    {
        var own = new List<string>();
        foreach (var name in ofMember)
        {
            if (names.TryGetValue(name, out var first))
            {
                refusals?.Add(first.Name == property.Name ? RefusalKind.Incomplete : RefusalKind.SameField, property, first);
                return false;
            }

            own.Add(name);
        }

        foreach (var name in own) names[name] = property;
        return true;
    }

    private static bool IsForbidden(IPropertySymbol property, Refusals? refusals)
    {
        if (!Declaration.IsForbidden(property)) return false;
        refusals?.Add(RefusalKind.Forbidden, property, property);
        return true;
    }

    /// <summary>The attribute may stand on the parameter or on the property; where it stands on both they must agree.</summary>
    private static bool TryReadMark(StoredMember member, Refusals? refusals, out TagMark? mark)
    {
        mark = null;
        if (member.Parameter is { } parameter && !TagMark.TryRead(parameter, out mark, refusals)) return false;
        if (!TagMark.TryRead(member.Property, out var onProperty, refusals)) return false;
        if (mark is not null && onProperty is not null && mark != onProperty)
        {
            refusals?.Add(RefusalKind.TwoTags, member.Property);
            return false;
        }

        mark ??= onProperty;
        return true;
    }

    /// <summary>Computed properties are not stored, but one with <c>[Tag]</c> is a tag like any other.</summary>
    private static bool TryAddComputed(List<TagSourceSpec> tags, INamedTypeSymbol type, ImmutableArray<StoredMember> members, TypeTable types)
    {
        // By name, since the order of members over several files is the order of the files.
        foreach (var property in RecordChain.Properties(type).OrderBy(static property => property.Name, StringComparer.Ordinal))
        {
            if (members.Any(member => SymbolEqualityComparer.Default.Equals(member.Property, property))) continue;
            types.Refusals?.Enter(property);
            if (FieldMark.IsOn(property))
            {
                types.Refusals?.Add(RefusalKind.NoField, property);
                return false;
            }

            if (!TagMark.TryRead(property, out var mark, types.Refusals)) return false;
            if (mark is null)
            {
                types.Refusals?.Leave();
                continue;
            }

            if (IsForbidden(property, types.Refusals)) return false;
            if (property is not { IsStatic: false, IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public })
            {
                types.Refusals?.Add(RefusalKind.UnreadableTag, property);
                return false;
            }

            if (types.Add(MemberClassifier.Classify(property.Type, types.Compilation)) is not { } value) return false;
            if (!TryAddTag(tags, property, value, mark, types)) return false;
            types.Refusals?.Leave();
        }

        return true;
    }

    private static bool TryAddTag(List<TagSourceSpec> tags, IPropertySymbol property, ValueSpec value, TagMark? mark, TypeTable types)
    {
        if (mark is null && !types[value.Type].HasTags) return true;
        if (mark is not null && !CanBeMarked(types[value.Type], types))
        {
            types.Refusals?.Add(RefusalKind.NoStableText, property, property.Type);
            return false;
        }

        tags.Add(new()
        {
            Member = Identifiers.Escape(property.Name),
            Value = value,
            Key = mark?.Key,
            MaxLength = mark?.MaxLength ?? 0,
            AllowsDefault = mark?.AllowsDefault ?? false,
        });
        return true;
    }

    /// <summary>What has one stable text, and no key of its own; or a collection of it.</summary>
    private static bool CanBeMarked(TypeSpec type, TypeTable types) => type switch
    {
        ScalarSpec scalar => scalar.Kind.CanBeTag(),
        WrapperSpec { Key: null } wrapper => wrapper.Kind.CanBeTag(),
        EnumSpec => true,
        ListSpec list => CanBeMarked(types[list.Item.Type], types),
        _ => false,
    };
}
