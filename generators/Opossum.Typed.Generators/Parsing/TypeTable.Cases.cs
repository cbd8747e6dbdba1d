using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The types among them whose values are of one of several types.</summary>
internal sealed partial class TypeTable
{
    private int? Cases(INamedTypeSymbol type, string reference)
    {
        if (_refused.Contains(type)) return null;
        if (CaseMarks.Read(type, context) is not { } marks) return null;
        if (SealsPersonal && StoreNames.IsOfSealed(marks.Discriminator)) return Refuse(RefusalKind.StoreField, type);
        if (PlaceOfOpen(reference, type.Name, reference, isValueType: false) is { } place) return place;
        var noun = Noun(type.Name);
        Begin(reference, noun);
        return Cases(type, reference, marks, noun) ?? Abandon(reference, type);
    }

    private int? Cases(INamedTypeSymbol type, string reference, CaseMarks marks, string noun)
    {
        var cases = new List<CaseSpec>();
        int? unsaid = null;
        foreach (var (derived, value) in marks.Cases)
        {
            if (CaseRecord(derived) is not { } index) return null;
            if (HasField(index, marks.Discriminator)) return Refuse(RefusalKind.DiscriminatorIsField, derived);
            if (SymbolEqualityComparer.Default.Equals(derived, type)) unsaid = index;
            cases.Add(new(index, Noun(noun + derived.Name), value as string, value is int number ? number : 0));
        }

        // A value of the declared type itself, where it is not listed, says nothing of its type.
        int? itself = null;
        if (type is { TypeKind: TypeKind.Class, IsAbstract: false }
            && !marks.Cases.Any(each => SymbolEqualityComparer.Default.Equals(each.Type, type)))
        {
            itself = CaseRecord(type);
            if (itself is not { } index) return null;
            if (HasField(index, marks.Discriminator)) return Refuse(RefusalKind.DiscriminatorIsField, type);
        }

        return Complete(reference, type.Name, _ => new CasesSpec
        {
            Noun = noun,
            Reference = reference,
            IsValueType = false,
            Discriminator = marks.Discriminator,
            Cases = cases.ToEquatableArray(),
            Itself = itself,
            Unsaid = unsaid ?? itself,
            CasesHaveTags = cases.Select(static each => each.Type)
                .Concat(itself is { } own ? [own] : [])
                .Any(index => _types[index].HasTags),
        });
    }

    /// <summary>The record alone: what it says of its own cases does not count here.</summary>
    private int? CaseRecord(INamedTypeSymbol type)
    {
        if (context.IsBehindAlias(type)) return Refuse(RefusalKind.BehindAlias, type);
        if (!context.CanName(type) || type.IsFileLocal) return Refuse(RefusalKind.NoCodec, type);
        if (Declaration.IsForbidden(type)) return Refuse(RefusalKind.Forbidden, type);
        var reference = Declaration.Reference(type);
        var key = CaseMarks.AreOn(type) ? reference + " itself" : reference;
        if (_byReference.TryGetValue(key, out var known)) return known;
        return Body(type, reference, key);
    }

    /// <summary>Of a record that is not complete, which holds the declared type itself, it is asked again when it is.</summary>
    private bool HasField(int index, string name)
    {
        if (_types[index] is RecordSpec record) return HasField(record, name);
        _unchecked.Add((index, name));
        return false;
    }

    private static bool HasField(RecordSpec record, string name) =>
        record.Body.Fields.Any(field =>
            field.Aliases.Prepend(field.Wire).Any(wire => string.Equals(wire, name, StringComparison.OrdinalIgnoreCase)));
}
