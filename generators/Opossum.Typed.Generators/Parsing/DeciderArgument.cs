using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads one parameter of a decider, and binds its boundary to members of the command.</summary>
internal static class DeciderArgument
{
    /// <summary>Those that a collection expression makes.</summary>
    private static readonly HashSet<string> Collections = new(StringComparer.Ordinal)
    {
        KnownSymbols.IEnumerable, KnownSymbols.IReadOnlyCollection, KnownSymbols.IReadOnlyList, KnownSymbols.ICollection,
        KnownSymbols.IList, KnownSymbols.List, KnownSymbols.ImmutableArray,
    };

    private static readonly HashSet<string> Dictionaries = new(StringComparer.Ordinal)
    {
        KnownSymbols.IReadOnlyDictionary, KnownSymbols.IDictionary, KnownSymbols.Dictionary,
    };

    /// <returns>Null when it is nothing that a decider can be called with, or its boundary can't be bound.</returns>
    public static DeciderArgumentSpec? Parse(IParameterSymbol parameter, CommandMembers command, NameScope fields, ParseContext context)
    {
        if (parameter.RefKind is not (RefKind.None or RefKind.In)) return Refuse(RefusalKind.DeciderParameter);
        if (MemberClassifier.Is(parameter.Type, KnownSymbols.DateTimeOffset)) return new() { Form = DeciderArgumentForm.Now };
        var model = ModelOf(parameter.Type, out var form, out var key);
        if (model is null || Attributes.Single(model, KnownSymbols.DecisionModelAttribute) is null)
            return Refuse(model is { TypeKind: TypeKind.Error } ? RefusalKind.Incomplete : RefusalKind.DeciderParameter);
        if (!IsGenerated(model, context) || ModelBoundary.Read(model, context.Silent) is not { } boundary)
            return Refuse(RefusalKind.BadModel);

        var binding = new BoundaryBinding(parameter, boundary, command, context);
        var bound = form == DeciderArgumentForm.Model ? binding.One() : binding.Many(key);
        if (bound is not { } members) return null;
        var field = fields.Add("_" + parameter.Name);
        return new()
        {
            Form = form,
            Field = field,
            Model = Declaration.Reference(model),
            Boundary = members.Boundary,
            Ids = members.Ids,
            IdsField = form == DeciderArgumentForm.Dictionary ? fields.Add(field + "Ids") : "",
            IdType = key is null ? "" : Declaration.Reference(key),
        };

        DeciderArgumentSpec? Refuse(RefusalKind kind)
        {
            context.Refuse(kind, parameter, command.Command);
            return null;
        }
    }

    /// <summary>
    /// Whether the model is one by its own word, or will be when our file completes it. One that is refused, for an event that it handles
    /// say, would give errors in the decider's file, which nobody wrote.
    /// </summary>
    private static bool IsGenerated(INamedTypeSymbol model, ParseContext context) =>
        context.IsOwn(model)
            ? DecisionModelParser.Parse(model, context.Silent) is not null
            : context.CanName(model) && model.AllInterfaces.Any(static each => MemberClassifier.Is(each, KnownSymbols.IDecisionModel));

    private static INamedTypeSymbol? ModelOf(ITypeSymbol type, out DeciderArgumentForm form, out ITypeSymbol? key)
    {
        key = null;
        (form, var model) = type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => (DeciderArgumentForm.Array, array.ElementType),
            INamedTypeSymbol { TypeArguments: [var item], ContainingType: null } collection
                when Collections.Contains(FullName(collection)) => (DeciderArgumentForm.Collection, item),
            INamedTypeSymbol { TypeArguments: [var id, var item], ContainingType: null } dictionary
                when Dictionaries.Contains(FullName(dictionary)) => (DeciderArgumentForm.Dictionary, KeyedBy(id, item, out key)),
            _ => (DeciderArgumentForm.Model, type),
        };
        return model as INamedTypeSymbol;
    }

    private static ITypeSymbol KeyedBy(ITypeSymbol id, ITypeSymbol item, out ITypeSymbol? key)
    {
        key = id;
        return item;
    }

    private static string FullName(INamedTypeSymbol type) => $"{type.ContainingNamespace.ToDisplayString()}.{type.Name}";
}
