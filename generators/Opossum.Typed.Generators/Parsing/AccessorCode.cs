using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>A property that is written out: what its accessors do, and what it begins with.</summary>
internal sealed class AccessorCode
{
    private readonly INamedTypeSymbol _type;

    private AccessorCode(INamedTypeSymbol type, PropertyDeclarationSyntax written)
    {
        _type = type;
        Initializer = written.Initializer?.Value;
        Getter = (SyntaxNode?)written.ExpressionBody ?? Body(written, SyntaxKind.GetAccessorDeclaration);
        Setter = Body(written, SyntaxKind.SetAccessorDeclaration) ?? Body(written, SyntaxKind.InitAccessorDeclaration);
        Fields = Getter is null ? [Syntax.OwnField] : [.. Syntax.Names(Getter).Where(IsState)];
    }

    public ExpressionSyntax? Initializer { get; }

    /// <summary>Null where the compiler writes it.</summary>
    public SyntaxNode? Getter { get; }

    /// <summary>Null where the compiler writes it, or there is none.</summary>
    public SyntaxNode? Setter { get; }

    /// <summary>The members of the instance that the getter mentions; <c>field</c> for the property's own field.</summary>
    public HashSet<string> Fields { get; }

    /// <summary>True if the getter may return state in ways that it does not show.</summary>
    public bool CanReach => Getter is null
        || Fields.Count > 0
        || Getter.DescendantNodes().Any(static each => each is InvocationExpressionSyntax);

    /// <returns>Null for a property that the compiler makes of a parameter.</returns>
    public static AccessorCode? Of(IPropertySymbol property, CancellationToken cancellation) =>
        (property.PartialImplementationPart ?? property).DeclaringSyntaxReferences
            .Select(each => each.GetSyntax(cancellation))
            .OfType<PropertyDeclarationSyntax>()
            .FirstOrDefault() is { } written
            ? new(property.ContainingType, written)
            : null;

    /// <summary>What the getter returns of what was put into a field. Where both change the value, one may undo the other.</summary>
    public Flow Back(Flow put)
    {
        if (Getter is null) return put;
        var locals = Syntax.LocalsOf(Getter);
        var returned = Syntax.Results(Getter)
            .Select(result => Fields.Select(field => new ValueFlow(_type, field, locals).Of(result)).DefaultIfEmpty(Flow.Unknown).Min())
            .DefaultIfEmpty(Flow.Unknown)
            .Max();
        return put == Flow.Other && returned == Flow.Other ? Flow.Unknown : ValueFlow.Worse(put, returned);
    }

    private bool IsState(string name) => name == Syntax.OwnField || _type.GetMembers(name)
        .Any(static each => each is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false, IsIndexer: false });

    private static SyntaxNode? Body(PropertyDeclarationSyntax property, SyntaxKind kind) =>
        property.AccessorList?.Accessors.FirstOrDefault(each => each.IsKind(kind)) is { } accessor
            ? (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody
            : null;
}
