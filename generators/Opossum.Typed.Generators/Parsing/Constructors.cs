using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The constructors that could bring a record back.</summary>
internal static class Constructors
{
    /// <summary>
    /// Finds the constructor, or the factory, that the user chose. The command line does not see what another assembly has that is not
    /// public, so nobody may.
    /// </summary>
    /// <returns>False when several are marked, or a method that is no factory.</returns>
    public static bool TryGetMarked(INamedTypeSymbol type, bool isOwn, ParseContext context, out IMethodSymbol? marked)
    {
        var all = Marked(type).Where(each => isOwn || each.DeclaredAccessibility == Accessibility.Public).ToArray();
        marked = all.FirstOrDefault();
        if (all.Length > 1) return context.Refuse(RefusalKind.TwoConstructors, type);
        return marked is null || !Factories.IsFactory(marked) || Factories.TryRead(marked, type, context);
    }

    /// <summary>
    /// Whether a constructor or a method of the type is marked. A class or a struct that is no record says by it that it holds data.
    /// </summary>
    public static bool AreMarked(INamedTypeSymbol type) => Marked(type).Any();

    private static IEnumerable<IMethodSymbol> Marked(INamedTypeSymbol type) => type.GetMembers()
        .OfType<IMethodSymbol>()
        .Where(static each => each is { IsImplicitlyDeclared: false, MethodKind: MethodKind.Constructor or MethodKind.Ordinary }
            && Attributes.Single(each, KnownSymbols.EventConstructorAttribute) is not null);

    /// <summary>
    /// Whether the constructor that the user chose can't be called by its name from all of the assembly. Others are chosen only if they
    /// can.
    /// </summary>
    public static bool IsHidden(INamedTypeSymbol type, ParseContext context) =>
        TryGetMarked(type, isOwn: true, context.Silent, out var marked)
            && marked is not null
            && !Factories.IsFactory(marked)
            && !context.CanName(marked);

    /// <summary>Finds the primary constructor: where there is one, every other has to go through it.</summary>
    /// <returns>False when it is half-typed: what is not there yet would be missing in the codec.</returns>
    public static bool TryGetPrimary(INamedTypeSymbol type, bool isOwn, ParseContext context, out IMethodSymbol? primary)
    {
        primary = isOwn ? null : OfAnotherAssembly(type);
        foreach (var constructor in isOwn ? type.InstanceConstructors : [])
        {
            foreach (var reference in constructor.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(context.Cancellation) is not TypeDeclarationSyntax { ParameterList: { } parameters }) continue;
                primary = constructor;
                return !parameters.ContainsDiagnostics || context.Refuse(RefusalKind.Incomplete, type);
            }
        }

        return true;
    }

    /// <summary>
    /// Of a record without a primary constructor: the public ones, but not one that copies. Metadata does not tell what a constructor
    /// keeps, so of another assembly's records only one without parameters will do, and of its structs, which could be anything, none.
    /// </summary>
    public static IEnumerable<IMethodSymbol> Others(INamedTypeSymbol type, bool isOwn) => type.InstanceConstructors.Where(constructor =>
        constructor.DeclaredAccessibility == Accessibility.Public
        && (isOwn
            ? constructor.Parameters is not [var only] || !SymbolEqualityComparer.Default.Equals(only.Type, type)
            : type is { TypeKind: TypeKind.Class, IsRecord: true } && constructor.Parameters.IsEmpty));

    /// <summary>
    /// Metadata does not say which constructor is the primary one, but a record has a <c>Deconstruct</c> with the same parameters, written
    /// by the compiler. A <c>Deconstruct</c> that someone wrote says nothing about the state: it may leave out half of it.
    /// </summary>
    private static IMethodSymbol? OfAnotherAssembly(INamedTypeSymbol type)
    {
        var positional = type.InstanceConstructors
            .Where(constructor =>
                constructor is { DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0 } && HasDeconstruct(type, constructor))
            .ToArray();
        return positional is [var primary] ? primary : null;
    }

    private static bool HasDeconstruct(INamedTypeSymbol type, IMethodSymbol constructor) => type.GetMembers("Deconstruct")
        .OfType<IMethodSymbol>()
        .Any(method => IsCompilerGenerated(method)
            && method.Parameters.Length == constructor.Parameters.Length
            && method.Parameters.Zip(constructor.Parameters, IsGivenBack).All(static same => same));

    /// <summary>The IDE sees the source of another project, where no attribute says so.</summary>
    private static bool IsCompilerGenerated(IMethodSymbol method) =>
        method.IsImplicitlyDeclared || Attributes.Single(method, KnownSymbols.CompilerGeneratedAttribute) is not null;

    private static bool IsGivenBack(IParameterSymbol to, IParameterSymbol from) =>
        to.RefKind == RefKind.Out && to.Name == from.Name && SymbolEqualityComparer.Default.Equals(to.Type, from.Type);
}
