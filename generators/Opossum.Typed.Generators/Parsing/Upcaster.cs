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
    /// <param name="context">The parse of the record.</param>
    /// <param name="upcast">Null where the record has no such method.</param>
    /// <returns>False when there is one that can't be used.</returns>
    public static bool TryRead(INamedTypeSymbol type, EventMark mark, ParseContext context, out UpcastSpec? upcast)
    {
        upcast = null;
        var methods = type.GetMembers(Method).OfType<IMethodSymbol>().ToArray();
        if (methods.Length == 0) return true;
        if (methods is not [var only]) return context.Refuse(RefusalKind.SeveralUpcasters, type);
        if (Previous(only, type) is not { } previous)
            return context.Refuse(IsUnfinished(only) ? RefusalKind.Incomplete : RefusalKind.BadUpcaster, only);
        if (Declaration.IsForbidden(only)) return context.Refuse(RefusalKind.Forbidden, only);
        if (!context.IsOwn(previous) || EventMark.Read(previous) is not { } old)
            return context.Refuse(RefusalKind.NoOldVersion, only, previous);
        if (old.Name != mark.Name) return context.Refuse(RefusalKind.OtherName, only, previous);
        if (old.Version >= mark.Version) return context.Refuse(RefusalKind.NotOlder, only, previous);
        if (EventParser.Parse(previous, context.Silent) is null) return context.Refuse(RefusalKind.BadOldVersion, only, previous);
        upcast = new(Declaration.Reference(previous), old.Version);
        return true;
    }

    /// <summary>The record of the version before; null when the method is not <c>static New Upcast(Old old)</c>.</summary>
    private static INamedTypeSymbol? Previous(IMethodSymbol method, INamedTypeSymbol type) =>
        method is
        {
            IsStatic: true,
            Arity: 0,
            MethodKind: MethodKind.Ordinary,
            RefKind: RefKind.None,
            ReturnNullableAnnotation: not NullableAnnotation.Annotated,
        }
        && SymbolEqualityComparer.Default.Equals(method.ReturnType, type)
        && method.Parameters is [{ RefKind: RefKind.None, Type: INamedTypeSymbol { TypeKind: TypeKind.Class } previous }] ? previous : null;

    private static bool IsUnfinished(IMethodSymbol method) =>
        method.ReturnType.TypeKind == TypeKind.Error
            || method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Error);
}
