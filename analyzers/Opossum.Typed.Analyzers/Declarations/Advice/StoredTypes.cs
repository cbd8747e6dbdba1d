using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>
/// The types of all that an event stores, in records and collections inside it too, each with the event's own member that leads there.
/// </summary>
internal static class StoredTypes
{
    public static IEnumerable<(IPropertySymbol Member, INamedTypeSymbol Type)> Of(
        INamedTypeSymbol e, Compilation compilation, CancellationToken cancellation)
    {
        foreach (var member in MembersOf(e, compilation, cancellation))
        {
            var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            foreach (var type in Inside(member.Type, compilation, seen, cancellation)) yield return (member, type);
        }
    }

    private static IEnumerable<INamedTypeSymbol> Inside(
        ITypeSymbol type, Compilation compilation, HashSet<ISymbol> seen, CancellationToken cancellation)
    {
        var classified = MemberClassifier.Classify(type, compilation);
        if (classified.Item is { } item) return Inside(item, compilation, seen, cancellation);
        if (classified.Kind is not (MemberKind.Enum or MemberKind.Record)
            || classified.Type is not INamedTypeSymbol named
            || !seen.Add(named)) return [];
        if (classified.Kind == MemberKind.Enum) return [named];
        return MembersOf(named, compilation, cancellation)
            .SelectMany(member => Inside(member.Type, compilation, seen, cancellation))
            .Prepend(named);
    }

    private static IEnumerable<IPropertySymbol> MembersOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        StoredMembers.Read(type, new(compilation, refusals: null, cancellation)) is { } members
            ? members.Select(static member => member.Property)
            : [];
}
