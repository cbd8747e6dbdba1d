using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// Static methods that make a value in place of its constructor: what C# developers write where a constructor could not refuse, or could
/// not say what it does.
/// </summary>
internal static class Factories
{
    /// <summary>Whether what the user chose is a method, and no constructor.</summary>
    public static bool IsFactory(IMethodSymbol marked) => marked.MethodKind == MethodKind.Ordinary;

    /// <summary>The factory that the user chose, as source; null where a constructor makes the value.</summary>
    public static string? Of(INamedTypeSymbol type, ParseContext context) =>
        Constructors.TryGetMarked(type, context.IsOwn(type), context.Silent, out var marked) && marked is not null && IsFactory(marked)
            ? $"{Declaration.Reference(type)}.{Identifiers.Escape(marked.Name)}"
            : null;

    /// <returns>False when generated code can't call the method to get a value of the type.</returns>
    public static bool TryRead(IMethodSymbol method, INamedTypeSymbol type, ParseContext context) => method is
        {
            IsStatic: true,
            Arity: 0,
            IsVararg: false,
            RefKind: RefKind.None,
            ReturnNullableAnnotation: not NullableAnnotation.Annotated,
        }
        && SymbolEqualityComparer.Default.Equals(method.ReturnType, type)
        && context.CanName(method)
        && !Declaration.IsForbidden(method) || context.Refuse(RefusalKind.BadFactory, method, type);
}
