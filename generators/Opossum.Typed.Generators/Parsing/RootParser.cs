using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a class with <c>[EventModel]</c>.</summary>
internal static class RootParser
{
    private const string Property = "Model";
    private const string ReadModels = nameof(ReadModels);

    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static RootSpec? Parse(GeneratorAttributeSyntaxContext target, CancellationToken cancellation) =>
        Parse((INamedTypeSymbol)target.TargetSymbol, new ParseContext(target.SemanticModel.Compilation, refusals: null, cancellation));

    public static RootSpec? Parse(INamedTypeSymbol type, ParseContext context)
    {
        if (Problem(type) is { } problem)
        {
            context.Refuse(problem, type);
            return null;
        }

        if (Declaration.Parse(type, context) is not { } declaration) return null;
        if (Includes(type, context) is not { } includes) return null;
        return new()
        {
            Declaration = declaration,
            Name = Declaration.ReadableName(type),
            EmitsReadModels = type.Name != ReadModels && type.GetMembers(ReadModels).All(IsOurs),
            Includes = includes,
        };
    }

    private static RefusalKind? Problem(INamedTypeSymbol type) => type switch
    {
        not { TypeKind: TypeKind.Class, IsStatic: true } => RefusalKind.NotStatic,
        _ when Attributes.Single(type, KnownSymbols.EventModelAttribute) is null => RefusalKind.Incomplete,
        _ when type.Name == Property || type.GetMembers(Property).Any(static own => !IsOurs(own)) => RefusalKind.ModelIsTaken,
        _ => null,
    };

    /// <summary>Analyzers see the class when it is complete, with the property that was generated.</summary>
    public static bool IsOurs(ISymbol member) => Attributes.Single(member, KnownSymbols.GeneratedCodeAttribute) is { } attribute
        && attribute.ConstructorArguments is [{ Value: "Opossum.Typed.Generators" }, ..];

    /// <summary>The classes that the attribute names, each once.</summary>
    /// <returns>Null when one of them is no model of another assembly.</returns>
    private static EquatableArray<IncludeSpec>? Includes(INamedTypeSymbol type, ParseContext context)
    {
        var includes = new List<IncludeSpec>();
        foreach (var argument in Attributes.Single(type, KnownSymbols.EventModelAttribute)!.ConstructorArguments)
        {
            if (argument.Kind != TypedConstantKind.Array || argument.IsNull) return Refuse(null);
            foreach (var item in argument.Values)
            {
                if (item.Value is not INamedTypeSymbol included || !HasModel(included, context)) return Refuse(item.Value as ITypeSymbol);
                includes.Add(new(Declaration.Reference(included), Declaration.ReadableName(included)));
            }
        }

        return includes.Distinct().ToEquatableArray();

        EquatableArray<IncludeSpec>? Refuse(ITypeSymbol? included)
        {
            context.Refuse(RefusalKind.NotAModel, type, included);
            return null;
        }
    }

    /// <summary>
    /// Whether a class has a model that our code can name. That of this assembly is not to be seen yet, and there is one an assembly
    /// anyway; the file of another assembly's can be seen.
    /// </summary>
    private static bool HasModel(INamedTypeSymbol type, ParseContext context) =>
        !context.IsOwn(type)
        && Attributes.Single(type, KnownSymbols.EventModelAttribute) is not null
        && type.GetMembers(Property) is [IPropertySymbol { IsStatic: true } model]
        && MemberClassifier.Is(model.Type, KnownSymbols.EventModel)
        && context.CanName(model);
}
