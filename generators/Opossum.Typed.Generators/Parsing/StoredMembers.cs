using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>A property that is stored, and how it gets back: by a parameter of the constructor, or beside it.</summary>
internal readonly struct StoredMember(IPropertySymbol property, IParameterSymbol? parameter, FieldSetting setting)
{
    public IPropertySymbol Property => property;

    public IParameterSymbol? Parameter => parameter;

    public FieldSetting Setting => setting;

    /// <summary>Whether a <c>[Field]</c> stands on it.</summary>
    public bool IsNamedField => FieldMark.IsOn(property) || FieldMark.IsOn(parameter);
}

/// <summary>
/// Finds the members of a record that make up its state: the parameters of its constructor, then what is set beside it. Where something would be lost between
/// writing and reading, the record is refused.
/// </summary>
internal static class StoredMembers
{
    private const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";

    /// <returns>Null when the record is refused.</returns>
    public static ImmutableArray<StoredMember>? Read(INamedTypeSymbol type, Compilation compilation, Refusals? refusals, CancellationToken cancellation)
    {
        if (type is { TypeKind: TypeKind.Class, BaseType.SpecialType: not SpecialType.System_Object })
        {
            refusals?.Add(type.BaseType is null or { TypeKind: TypeKind.Error } ? RefusalKind.Incomplete : RefusalKind.Derived, type, type.BaseType);
            return null;
        }

        // The command line sees another assembly's metadata and the IDE its source: both must come to the same answer.
        var isOwn = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);
        if (!Constructors.TryGetPrimary(type, isOwn, cancellation, out var primary))
        {
            refusals?.Add(RefusalKind.Incomplete, type);
            return null;
        }

        return primary is not null ? Of(type, primary, isOwn, refusals, cancellation) : ByAnother(type, isOwn, refusals, cancellation);
    }

    private static ImmutableArray<StoredMember>? ByAnother(INamedTypeSymbol type, bool isOwn, Refusals? refusals, CancellationToken cancellation)
    {
        var constructors = Constructors.Others(type, isOwn).OrderBy(static each => each.Parameters.Length).ToArray();
        if (constructors is [var only]) return Of(type, only, isOwn, refusals, cancellation);
        ImmutableArray<StoredMember>? found = null;
        foreach (var constructor in constructors)
        {
            if (Of(type, constructor, isOwn, refusals: null, cancellation) is not { } members) continue;
            if (constructor.Parameters.IsEmpty) return members;
            if (found is not null)
            {
                refusals?.Add(RefusalKind.SeveralConstructors, type);
                return null;
            }

            found = members;
        }

        if (found is null) refusals?.Add(isOwn || type.IsRecord ? RefusalKind.NoConstructor : RefusalKind.NoCodec, type);
        return found;
    }

    /// <returns>Null when the constructor can't bring back all of the state.</returns>
    private static ImmutableArray<StoredMember>? Of(INamedTypeSymbol type, IMethodSymbol constructor, bool isOwn, Refusals? refusals, CancellationToken cancellation)
    {
        var members = ImmutableArray.CreateBuilder<StoredMember>(constructor.Parameters.Length);
        foreach (var parameter in constructor.Parameters)
        {
            if (PropertyOf(parameter, type) is not { } property)
            {
                refusals?.Add(parameter.RefKind == RefKind.None ? RefusalKind.NoProperty : RefusalKind.ByReference, parameter, type);
                return null;
            }

            members.Add(new(property, parameter, FieldSetting.Parameter));
        }

        var setsRequired = Attributes.Single(constructor, SetsRequiredMembers) is not null;
        var beside = new List<StoredMember>();
        foreach (var member in type.GetMembers())
        {
            if (member.IsStatic || member.IsImplicitlyDeclared) continue;
            if (member is IFieldSymbol field && (field.DeclaredAccessibility != Accessibility.Private || field.IsRequired)) return Refuse(RefusalKind.OtherState, field);
            if (member is not IPropertySymbol { IsIndexer: false } property) continue;
            if (members.Any(given => given.Property.Name == property.Name))
            {
                // The compiler wants it in the object initializer, too.
                if (property.IsRequired && !setsRequired) return Refuse(RefusalKind.RequiredTwice, property);
                continue;
            }

            if (property.SetMethod is null && !property.IsRequired && !HidesState(property, isOwn, cancellation)) continue;
            if (!IsPublic(property) || property.SetMethod is not { DeclaredAccessibility: Accessibility.Public } set) return Refuse(RefusalKind.OtherState, property);
            beside.Add(new(property, null, property.IsRequired && !setsRequired ? FieldSetting.Required : set.IsInitOnly ? FieldSetting.Init : FieldSetting.Set));
        }

        members.AddRange(InOrder(beside));
        return members.ToImmutable();

        ImmutableArray<StoredMember>? Refuse(RefusalKind kind, ISymbol member)
        {
            refusals?.Add(kind, member, type);
            return null;
        }
    }

    /// <summary>As declared; over several files by name, since the order of members is then the order of the files.</summary>
    private static IEnumerable<StoredMember> InOrder(List<StoredMember> members)
    {
        var trees = members.SelectMany(static member => member.Property.DeclaringSyntaxReferences).Select(static reference => reference.SyntaxTree).Distinct();
        return trees.Skip(1).Any() ? members.OrderBy(static member => member.Property.Name, StringComparer.Ordinal) : members;
    }

    /// <summary>A parameter of a primary constructor is called as its property; those of others begin with a small letter.</summary>
    private static IPropertySymbol? PropertyOf(IParameterSymbol parameter, INamedTypeSymbol type)
    {
        if (parameter.RefKind != RefKind.None) return null;
        var named = type.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault()
            ?? type.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property => string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
        return named is not null && IsPublic(named) && SymbolEqualityComparer.IncludeNullability.Equals(named.Type, parameter.Type) ? named : null;
    }

    private static bool IsPublic(IPropertySymbol property) =>
        property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public };

    /// <summary>
    /// <c>{ get; }</c> without an initializer: only a constructor can give it a value, and that is not the one that was chosen. Of another assembly's property
    /// it is not known whether there is an initializer, or a setter that is not public.
    /// </summary>
    private static bool HidesState(IPropertySymbol property, bool isOwn, CancellationToken cancellation) => !isOwn && IsCompilerGenerated(property)
        || property.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(cancellation) is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors } declaration
            && (declaration.Initializer is null || !isOwn)
            && accessors.All(static accessor => accessor is { Body: null, ExpressionBody: null }));

    private static bool IsCompilerGenerated(IPropertySymbol property) => property is { DeclaredAccessibility: Accessibility.Public, GetMethod: { } get }
        && Attributes.Single(get, "System.Runtime.CompilerServices.CompilerGeneratedAttribute") is not null;
}
