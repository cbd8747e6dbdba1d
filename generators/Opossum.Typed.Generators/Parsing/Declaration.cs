using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Whether and how a type can be completed by another file.</summary>
internal static class Declaration
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    private static readonly SymbolDisplayFormat Unqualified = Qualified.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static readonly SymbolDisplayFormat Plain = Unqualified.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None);

    /// <summary>The type as source, such as <c>global::Campus.Courses.CourseId</c>.</summary>
    public static string Reference(ITypeSymbol type) => type.ToDisplayString(Qualified);

    /// <summary>The type as a reader says it, such as <c>Campus.Courses.CourseId</c>.</summary>
    public static string ReadableName(ITypeSymbol type) => type.ToDisplayString(Plain);

    /// <returns>Null when generated code can't add to the type, or can't name it from elsewhere in the assembly.</returns>
    public static DeclarationSpec? Parse(INamedTypeSymbol type, ParseContext context)
    {
        var headers = new Stack<string>();
        for (var each = type; each is not null; each = each.ContainingType)
        {
            if (Problem(each, context.Cancellation) is { } problem)
            {
                context.Refuse(problem, type, each);
                return null;
            }

            headers.Push(Header(each));
        }

        if (!context.CanName(type))
        {
            context.Refuse(RefusalKind.Inaccessible, type);
            return null;
        }

        return new()
        {
            Namespace = type.ContainingNamespace is { IsGlobalNamespace: false } @namespace ? @namespace.ToDisplayString(Unqualified) : "",
            ContainingTypes = headers.Take(headers.Count - 1).ToEquatableArray(),
            Header = Header(type),
            Reference = Reference(type),
            FullName = FullName(type),
        };
    }

    private static RefusalKind? Problem(INamedTypeSymbol type, CancellationToken cancellation) => type switch
    {
        { Name.Length: 0 } => RefusalKind.Incomplete,
        _ when IsOldLanguage(type) => RefusalKind.OldLanguage,
        { Arity: > 0 } => RefusalKind.Generic,
        { IsFileLocal: true } => RefusalKind.FileLocal,
        _ when IsForbidden(type) => RefusalKind.Forbidden,
        _ when !IsPartial(type, cancellation) => RefusalKind.NotPartial,
        _ => null,
    };

    /// <summary>
    /// Generated code has to name it; unlike the warning, the error of an obsolete type or member can't be silenced there.
    /// </summary>
    public static bool IsForbidden(ISymbol symbol) =>
        Attributes.Single(symbol, KnownSymbols.ObsoleteAttribute) is { ConstructorArguments: [_, { Value: true }, ..] };

    /// <summary>
    /// What is emitted needs C# 13. In an older one it would be parse errors in files that nobody wrote, after which the compiler runs no
    /// rule that could explain them.
    /// </summary>
    private static bool IsOldLanguage(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(static reference =>
            reference.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp13 });

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences.All(reference =>
        reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string Header(INamedTypeSymbol type)
    {
        var keyword = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
            { TypeKind: TypeKind.Struct } => "struct",
            { IsRecord: true } => "record",
            _ => "class",
        };
        return $"partial {keyword} {Identifiers.Escape(type.Name)}";
    }

    private static string FullName(INamedTypeSymbol type) => type switch
    {
        { ContainingType: { } container } => FullName(container) + "+" + type.Name,
        { ContainingNamespace: { IsGlobalNamespace: false } @namespace } => @namespace.ToDisplayString(Plain) + "." + type.Name,
        _ => type.Name,
    };
}
