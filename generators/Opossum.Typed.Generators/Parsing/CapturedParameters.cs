using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// What a type that is not a record may capture: a parameter of its primary constructor that a member uses becomes a field, which can be
/// assigned, and no symbol shows it.
/// </summary>
internal static class CapturedParameters
{
    /// <returns>The types of the parameters, used or not.</returns>
    public static IEnumerable<ITypeSymbol> TypesOf(INamedTypeSymbol type) => type.IsRecord
        ? []
        : type.InstanceConstructors.Where(IsPrimary).SelectMany(static each => each.Parameters).Select(static each => each.Type);

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(static each => each.GetSyntax() is TypeDeclarationSyntax);
}
