using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>
/// The types of all that an event stores, in records and collections inside it too, each with the event's own member that leads there.
/// </summary>
internal static class StoredTypes
{
    /// <summary>The enums and records whose values an event holds as they are declared.</summary>
    public static IEnumerable<(IPropertySymbol Member, INamedTypeSymbol Type)> Of(
        INamedTypeSymbol e, Compilation compilation, CancellationToken cancellation)
    {
        foreach (var member in MembersOf(e, compilation, cancellation))
        {
            var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            foreach (var type in Inside(member.Type, compilation, seen, cancellation)) yield return (member, type);
        }
    }

    /// <summary>These, and besides the keys of dictionaries, tag types and the records that a declared type lists.</summary>
    public static IEnumerable<(IPropertySymbol Member, INamedTypeSymbol Type)> All(
        INamedTypeSymbol e, Compilation compilation, CancellationToken cancellation)
    {
        foreach (var member in Generated(e, compilation, cancellation))
        {
            var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            var next = new Stack<ITypeSymbol>([member.Type]);
            while (next.Count > 0)
            {
                var classified = MemberClassifier.Classify(next.Pop(), compilation);
                if (classified.Item is { } item) next.Push(item);
                if (classified.Key is { } key) next.Push(key);
                if (classified.Kind is not (MemberKind.Enum or MemberKind.Record or MemberKind.Tag or MemberKind.Cases)
                    || classified.Type is not INamedTypeSymbol type
                    || IsConverted(type)
                    || !seen.Add(type)) continue;
                yield return (member, type);
                if (type.TypeKind == TypeKind.Enum) continue;
                foreach (var inner in Generated(type, compilation, cancellation)) next.Push(inner.Type);
                if (classified.Kind != MemberKind.Cases) continue;
                var cases = CaseMarks.Read(type, new(compilation, refusals: null, cancellation))?.Cases ?? [];
                foreach (var (derived, _) in cases) next.Push(derived);
            }
        }
    }

    /// <summary>The members that generated code writes, and not a converter.</summary>
    private static IEnumerable<IPropertySymbol> Generated(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        MembersOf(type, compilation, cancellation).Where(member =>
            !Inherited.Has(member, parameter: null, type, KnownSymbols.ConverterAttribute)
            && !Inherited.Has(member, parameter: null, type, KnownSymbols.JsonContextAttribute));

    private static bool IsConverted(INamedTypeSymbol type) =>
        Attributes.Has(type, KnownSymbols.ConverterAttribute) || Attributes.Has(type, KnownSymbols.JsonContextAttribute);

    private static IEnumerable<INamedTypeSymbol> Inside(
        ITypeSymbol type, Compilation compilation, HashSet<ISymbol> seen, CancellationToken cancellation)
    {
        var classified = MemberClassifier.Classify(type, compilation);
        if (classified.Item is { } item) return Inside(item, compilation, seen, cancellation);
        if (classified.Kind == MemberKind.Tuple)
        {
            return ((INamedTypeSymbol)classified.Type).TupleElements
                .SelectMany(element => Inside(element.Type, compilation, seen, cancellation));
        }

        if (classified.Kind is not (MemberKind.Enum or MemberKind.Record)
            || classified.Type is not INamedTypeSymbol named
            || !seen.Add(named)) return [];
        if (classified.Kind == MemberKind.Enum) return [named];
        return MembersOf(named, compilation, cancellation)
            .SelectMany(member => Inside(member.Type, compilation, seen, cancellation))
            .Prepend(named);
    }

    public static IEnumerable<IPropertySymbol> MembersOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        StoredMembers.Read(type, new(compilation, refusals: null, cancellation)) is { } members
            ? members.Select(static member => member.Property)
            : [];
}
