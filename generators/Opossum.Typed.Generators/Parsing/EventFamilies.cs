using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Families: interfaces that extend <c>IEvent</c>, and abstract records that implement it.</summary>
internal static class EventFamilies
{
    /// <summary><c>IEvent</c> itself is none: it would be every event of whatever model a store has.</summary>
    public static bool IsFamily(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => !MemberClassifier.Is(type, KnownSymbols.IEvent) && ExtendsEvent(type),
        { TypeKind: TypeKind.Class, IsRecord: true, IsAbstract: true } => ExtendsEvent(type),
        _ => false,
    };

    /// <summary>The families that a type is of, as source, in ordinal order.</summary>
    public static EquatableArray<string> Of(INamedTypeSymbol type) => Symbols(type)
        .Select(static family => Declaration.Reference(family))
        .OrderBy(static reference => reference, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>True if the type is of the family; no type is of itself.</summary>
    public static bool Has(ITypeSymbol family, INamedTypeSymbol type) => Symbols(type).Contains(family, SymbolEqualityComparer.Default);

    /// <summary>
    /// The events of a family that other assemblies declare, in ordinal order. Only an assembly that knows the family can have some.
    /// </summary>
    public static EquatableArray<FamilyMember> Foreign(INamedTypeSymbol family, ParseContext context)
    {
        if (context.IsOwn(family)) return EquatableArray<FamilyMember>.Empty;
        var members = new List<FamilyMember>();
        foreach (var assembly in context.Compilation.SourceModule.ReferencedAssemblySymbols)
            if (HasEvents(assembly) && Knows(assembly, family.ContainingAssembly)) Visit(assembly.GlobalNamespace);
        return members.OrderBy(static each => each.Event, StringComparer.Ordinal).ToEquatableArray();

        void Visit(INamespaceOrTypeSymbol container)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (var member in container.GetMembers())
            {
                if (member is INamedTypeSymbol type && IsAppended(type) && Has(family, type) && EventTags.Of(type, context) is { } tags)
                    members.Add(MemberOf(family, type, tags));
                if (member is INamespaceOrTypeSymbol inner) Visit(inner);
            }
        }
    }

    private static FamilyMember MemberOf(INamedTypeSymbol family, INamedTypeSymbol e, IEnumerable<string> tagKeys) => new(
        Declaration.Reference(family),
        Declaration.Reference(e),
        TagMark.Name(Attributes.Single(e, KnownSymbols.EventAttribute)!)!,
        tagKeys.OrderBy(static key => key, StringComparer.Ordinal).ToEquatableArray());

    /// <summary>A record of an older version has the attribute, and no codec of an event.</summary>
    private static bool IsAppended(INamedTypeSymbol type) => EventTags.IsEvent(type)
        && type.AllInterfaces.Any(static each => each.Arity == 1 && MemberClassifier.Is(each, KnownSymbols.IEvent));

    private static bool HasEvents(IAssemblySymbol assembly) => Attributes.Has(assembly, KnownSymbols.EventNamesAttribute);

    private static bool Knows(IAssemblySymbol assembly, IAssemblySymbol other) => SymbolEqualityComparer.Default.Equals(assembly, other)
        || assembly.Modules.Any(module => module.ReferencedAssemblies.Contains(other.Identity));

    private static IEnumerable<INamedTypeSymbol> Symbols(INamedTypeSymbol type) =>
        RecordChain.Upwards(type).Skip(1).Concat(type.AllInterfaces).Where(IsFamily);

    private static bool ExtendsEvent(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(static each => each.Arity == 0 && MemberClassifier.Is(each, KnownSymbols.IEvent));
}
