using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// Finds the method that leads from the version before. Each record says where it comes from, and from a lower version only, so a chain has
/// no forks and no circles.
/// </summary>
internal static class Upcaster
{
    public const string Method = "Upcast";

    /// <param name="type">A record with <c>[Event]</c>.</param>
    /// <param name="mark">What that says.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="refusals">Learns of a method that can't be used.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="upcast">Null where the record has no such method.</param>
    /// <returns>False when there is one that can't be used.</returns>
    public static bool TryRead(INamedTypeSymbol type, EventMark mark, Compilation compilation, Refusals? refusals, CancellationToken cancellation, out UpcastSpec? upcast)
    {
        upcast = null;
        var methods = type.GetMembers(Method).OfType<IMethodSymbol>().ToArray();
        if (methods.Length == 0) return true;
        if (methods is not [var only]) return Refuse(RefusalKind.SeveralUpcasters, type);
        if (Previous(only, type) is not { } previous) return Refuse(IsUnfinished(only) ? RefusalKind.Incomplete : RefusalKind.BadUpcaster, only);
        if (Declaration.IsForbidden(only)) return Refuse(RefusalKind.Forbidden, only);
        if (!SymbolEqualityComparer.Default.Equals(previous.ContainingAssembly, compilation.Assembly) || EventMark.Read(previous, refusals: null) is not { } old)
            return Refuse(RefusalKind.NoOldVersion, only, previous);
        if (old.Name != mark.Name) return Refuse(RefusalKind.OtherName, only, previous);
        if (old.Version >= mark.Version) return Refuse(RefusalKind.NotOlder, only, previous);
        if (EventParser.Parse(previous, compilation, refusals: null, cancellation) is null) return Refuse(RefusalKind.BadOldVersion, only, previous);
        upcast = new(Declaration.Reference(previous), old.Version);
        return true;

        bool Refuse(RefusalKind kind, ISymbol subject, ISymbol? other = null)
        {
            refusals?.Add(kind, subject, other);
            return false;
        }
    }

    /// <summary>The record of the version before; null when the method is not <c>static New Upcast(Old old)</c>.</summary>
    private static INamedTypeSymbol? Previous(IMethodSymbol method, INamedTypeSymbol type) =>
        method is { IsStatic: true, Arity: 0, MethodKind: MethodKind.Ordinary, RefKind: RefKind.None, ReturnNullableAnnotation: not NullableAnnotation.Annotated }
        && SymbolEqualityComparer.Default.Equals(method.ReturnType, type)
        && method.Parameters is [{ RefKind: RefKind.None, Type: INamedTypeSymbol { TypeKind: TypeKind.Class } previous }] ? previous : null;

    private static bool IsUnfinished(IMethodSymbol method) =>
        method.ReturnType.TypeKind == TypeKind.Error || method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Error);
}
