using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The personal members of one object: whose they are, and which of them are sealed together.</summary>
internal sealed class PersonalMembers(INamedTypeSymbol type, ParseContext context)
{
    private readonly List<(int Field, IPropertySymbol Property, PersonalMark Mark)> _members = [];
    private readonly List<(int Field, IPropertySymbol Property, bool IsNullable)> _subjects = [];

    /// <summary>Adds a field that is stored.</summary>
    /// <returns>False where it can't be personal, though it is marked so.</returns>
    public bool TryAdd(int field, IPropertySymbol property, ClassifiedMember member, PersonalMark? mark, out string? replacement)
    {
        replacement = null;
        if (mark is not { } said)
        {
            if (member.Kind == MemberKind.Tag && Attributes.Has(member.Type, KnownSymbols.SubjectAttribute))
                _subjects.Add((field, property, member.IsNullable));
            return true;
        }

        if (member.Kind == MemberKind.Tag) return context.Refuse(RefusalKind.PersonalTagType, property, member.Type);
        if (said.Replacement is { } value)
        {
            if (Replacements.Of(value, member) is not { } source) return context.Refuse(RefusalKind.BadReplacement, property, member.Type);
            replacement = source;
        }
        else if (!member.IsNullable)
        {
            return context.Refuse(RefusalKind.NoReplacement, property, member.Type);
        }

        _members.Add((field, property, said));
        return true;
    }

    /// <summary>Finds the subject of each member, and gives each its part.</summary>
    /// <param name="fields">The fields, where each has its place.</param>
    /// <param name="isWhole">Whether all are there. Otherwise the members are looked at, to say what is wrong with them.</param>
    /// <param name="parts">The parts, each with its subject.</param>
    /// <returns>False where a member has no subject.</returns>
    public bool TryPart(List<FieldSpec> fields, bool isWhole, out EquatableArray<SealedPartSpec> parts)
    {
        parts = EquatableArray<SealedPartSpec>.Empty;
        if (_members.Count == 0) return isWhole;
        var subjects = new int[_members.Count];
        for (var i = 0; i < subjects.Length; i++) isWhole &= TryFindSubject(_members[i].Property, _members[i].Mark, out subjects[i]);
        if (!isWhole) return false;
        int[] used = [.. subjects.Distinct().OrderBy(static subject => subject)];
        parts = used
            .Select(subject => new SealedPartSpec(used.Length == 1 ? "$sealed" : "$sealed." + fields[subject].Wire, subject))
            .ToList().ToEquatableArray();
        for (var i = 0; i < subjects.Length; i++)
        {
            var (field, part) = (_members[i].Field, Array.IndexOf(used, subjects[i]));
            fields[field] = fields[field] with { Part = part };
        }

        return true;
    }

    private bool TryFindSubject(IPropertySymbol property, PersonalMark mark, out int field)
    {
        field = -1;
        using var scope = context.At(property);
        var candidates = mark.Of is { } name ? _subjects.FindAll(subject => subject.Property.Name == name) : _subjects;
        if (candidates.Count == 0)
            return context.Refuse(mark.Of is null ? RefusalKind.NoSubject : RefusalKind.NotASubject, property, type);
        var certain = candidates.FindAll(static subject => !subject.IsNullable);
        if (certain.Count == 0) return context.Refuse(RefusalKind.NullableSubject, property, candidates[0].Property);
        if (certain.Count > 1) return context.Refuse(RefusalKind.SeveralSubjects, property, certain[1].Property);
        field = certain[0].Field;
        return true;
    }
}
