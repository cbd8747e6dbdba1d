using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>A parameter of a primary constructor and the property that gives it back.</summary>
internal readonly struct PositionalMember(IParameterSymbol parameter, IPropertySymbol property)
{
    public IParameterSymbol Parameter => parameter;

    public IPropertySymbol Property => property;
}

/// <summary>
/// Finds the members of a record whose whole state is its primary constructor. Of any other record something would be lost between writing and reading, so
/// it is refused.
/// </summary>
internal static class PositionalRecord
{
    /// <returns>Null when the record is refused.</returns>
    public static ImmutableArray<PositionalMember>? Read(INamedTypeSymbol type, Refusals? refusals, CancellationToken cancellation)
    {
        if (type is { TypeKind: TypeKind.Class, BaseType.SpecialType: not SpecialType.System_Object })
        {
            refusals?.Add(RefusalKind.Derived, type, type.BaseType);
            return null;
        }

        var constructor = type.DeclaringSyntaxReferences.IsEmpty ? FromMetadata(type) : FromSource(type, cancellation);
        if (constructor is null)
        {
            refusals?.Add(RefusalKind.NoConstructor, type);
            return null;
        }

        var members = ImmutableArray.CreateBuilder<PositionalMember>(constructor.Parameters.Length);
        foreach (var parameter in constructor.Parameters)
        {
            if (PropertyOf(parameter, type) is not { } property)
            {
                refusals?.Add(parameter.RefKind == RefKind.None ? RefusalKind.NoProperty : RefusalKind.ByReference, parameter, type);
                return null;
            }

            members.Add(new(parameter, property));
        }

        if (OtherState(type, members, cancellation) is not { } state) return members.MoveToImmutable();
        refusals?.Add(RefusalKind.OtherState, state, type);
        return null;
    }

    private static IMethodSymbol? FromSource(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var reference in constructor.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(cancellation) is not TypeDeclarationSyntax { ParameterList: { } parameters }) continue;

                // Half-typed: what is not there yet would be missing in the codec.
                return parameters.ContainsDiagnostics ? null : constructor;
            }
        }

        return Parameterless(type);
    }

    /// <summary>
    /// Metadata does not say which constructor is the primary one, but it has a <c>Deconstruct</c> with the same parameters. Without one, a struct could be
    /// anything: a <see cref="TimeSpan"/>, say.
    /// </summary>
    private static IMethodSymbol? FromMetadata(INamedTypeSymbol type)
    {
        var positional = type.InstanceConstructors
            .Where(constructor => constructor is { DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0 } && HasDeconstruct(type, constructor))
            .ToArray();
        return positional switch
        {
            [] when type.IsRecord => Parameterless(type),
            [var primary] => primary,
            _ => null,
        };
    }

    private static bool HasDeconstruct(INamedTypeSymbol type, IMethodSymbol constructor) => type.GetMembers("Deconstruct").OfType<IMethodSymbol>().Any(method =>
        method.Parameters.Length == constructor.Parameters.Length
        && method.Parameters.Zip(constructor.Parameters, static (to, from) =>
            to.RefKind == RefKind.Out && to.Name == from.Name && SymbolEqualityComparer.Default.Equals(to.Type, from.Type)).All(static same => same));

    private static IMethodSymbol? Parameterless(INamedTypeSymbol type) => type.InstanceConstructors
        .FirstOrDefault(static constructor => constructor is { Parameters.Length: 0, DeclaredAccessibility: Accessibility.Public });

    private static IPropertySymbol? PropertyOf(IParameterSymbol parameter, INamedTypeSymbol type) =>
        parameter.RefKind != RefKind.None ? null : type.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault(property =>
            property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public }
            && SymbolEqualityComparer.IncludeNullability.Equals(property.Type, parameter.Type));

    /// <summary>
    /// What the record keeps that its primary constructor does not set. Private fields are its own business; what a getter computes needs no storing.
    /// </summary>
    private static ISymbol? OtherState(INamedTypeSymbol type, ImmutableArray<PositionalMember>.Builder members, CancellationToken cancellation)
    {
        foreach (var member in type.GetMembers())
        {
            if (member.IsStatic || member.IsImplicitlyDeclared) continue;
            if (member is IFieldSymbol field && (field.DeclaredAccessibility != Accessibility.Private || field.IsRequired)) return field;
            if (member is not IPropertySymbol property) continue;
            if (members.Any(positional => SymbolEqualityComparer.Default.Equals(positional.Property, property))) continue;
            if (property.SetMethod is not null || property.IsRequired || IsSetByAnotherConstructor(property, cancellation)) return property;
        }

        return null;
    }

    /// <summary><c>{ get; }</c> without an initializer: only a constructor can give it a value, and that is not the primary one.</summary>
    private static bool IsSetByAnotherConstructor(IPropertySymbol property, CancellationToken cancellation) =>
        property.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellation) is PropertyDeclarationSyntax { Initializer: null, ExpressionBody: null, AccessorList.Accessors: var accessors }
            && accessors.All(static accessor => accessor is { Body: null, ExpressionBody: null }));
}
