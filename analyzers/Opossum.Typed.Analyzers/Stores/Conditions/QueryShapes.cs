using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>Reads the queries of a member: which types and tags the source asks for.</summary>
internal sealed class QueryShapes(Compilation compilation, LocalWrites writes, CancellationToken cancellation)
{
    private static readonly QueryItemShape All = new([], []);

    /// <returns>Null where a part of the query is written in a way that says neither.</returns>
    public ImmutableArray<QueryItemShape>? Of(IOperation query) => Of(query, depth: 0);

    /// <summary>What a read asks for: its query, or the boundaries of its models.</summary>
    public ImmutableArray<QueryItemShape>? Of(StoreRead read)
    {
        if (read.IsOfModels) return OfModels(read.Call);
        if (StoreCall.Argument(read.Call, "query") is not { } query || Of(query) is not { } items) return null;

        // Of a family, the types are those of the model that have its interface.
        if (read.Call.TargetMethod is not { TypeArguments: [INamedTypeSymbol type] }
            || Guard.IsQuery(query.Type) && query.Type is INamedTypeSymbol { IsGenericType: true }) return items;
        return EventTags.IsEvent(type) ? [.. items.Select(item => item.Types.IsEmpty ? item with { Types = [type] } : item)] : null;
    }

    private ImmutableArray<QueryItemShape>? Of(IOperation query, int depth)
    {
        if (depth > Following.MaxDepth) return null;
        switch (Operand.Unconverted(query))
        {
            case ILocalReferenceOperation { Local: var local }:
                return writes.To(local) is [var only] && Of(only, depth + 1) is { } known ? known : [new([], [], local)];
            case IPropertyReferenceOperation { Property.Name: "All" } all when Guard.IsQuery(all.Property.ContainingType):
                return [All];
            case IParameterReferenceOperation or IFieldReferenceOperation { Field.IsReadOnly: true }:
                return [new([], [], StoreCall.Symbol(Operand.Unconverted(query)))];
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Or } either:
                return Of(either.LeftOperand, depth + 1) is { } left && Of(either.RightOperand, depth + 1) is { } right
                    ? left.AddRange(right)
                    : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.And } both:
                return Of(both.LeftOperand, depth + 1) is { } these && Of(both.RightOperand, depth + 1) is { } those
                    && these.AddRange(those).All(static each => each.Origin is null)
                    ? [.. these.SelectMany(a => those.Select(b => a with { Tags = a.Tags.AddRange(b.Tags) }))]
                    : null;
            case IInvocationOperation { TargetMethod.IsStatic: true } call:
                return OfCall(call) is { } item ? [item] : null;
            default:
                return null;
        }
    }

    private QueryItemShape? OfCall(IInvocationOperation call)
    {
        var (method, type) = (call.TargetMethod, call.TargetMethod.ContainingType);
        if (Guard.IsQuery(type)) return OfQuery(call);
        if (Attributes.Single(method, KnownSymbols.GeneratedCodeAttribute) is null) return null;
        if (ObservedEvents.IsModel(type)) return OfModel(type, call.Arguments);
        if (!EventTags.IsEvent(type) || call.Arguments is not [var only]) return null;
        if (method.Name == "For") return TagShape.OfTagType(only.Value) is { } tag ? new([type], [tag]) : null;
        return EventTags.Of(type, new(compilation, refusals: null, cancellation))?.FirstOrDefault(each =>
            QueryNames.Of(each) == method.Name) is { } key
            ? new([type], [new(key, only.Value)])
            : null;
    }

    /// <summary><c>Query.Tagged(…)</c> and <c>Query.Of&lt;E&gt;(…)</c>.</summary>
    private QueryItemShape? OfQuery(IInvocationOperation call)
    {
        if (call.TargetMethod is { Name: "Tagged", TypeArguments.Length: 1 } && call.Arguments is [var only])
            return TagShape.OfTagType(only.Value) is { } tag ? new([], [tag]) : null;
        if (call.TargetMethod is not ({ Name: "Tagged" } or { Name: "Of", TypeArguments.Length: 1 }) || call.Arguments.Length > 1)
            return null;
        var tags = call.Arguments.Length == 0
            ? []
            : StoreCall.Elements(call.Arguments[0].Value)?.Select(each => TagShape.Of(each, writes)).ToArray();
        if (tags is null || tags.Contains(null)) return null;
        return new(call.TargetMethod.TypeArguments is [INamedTypeSymbol type] ? [type] : [], [.. tags.OfType<TagShape>()]);
    }

    private ImmutableArray<QueryItemShape>? OfModels(IInvocationOperation build)
    {
        var models = build.Arguments.Where(static each => each.Parameter?.Type is not { Name: "CancellationToken" })
            .Select(each => TagShape.Known(each.Value, writes))
            .ToArray();
        var items = models.Select(each =>
            each is IObjectCreationOperation { Type: INamedTypeSymbol type } made && ObservedEvents.IsModel(type)
                ? OfModel(type, made.Arguments)
                : null)
            .ToArray();
        return items.Contains(null) ? null : [.. items.OfType<QueryItemShape>()];
    }

    /// <summary>The boundary of a model, given in the order of its constructor.</summary>
    private QueryItemShape? OfModel(INamedTypeSymbol type, ImmutableArray<IArgumentOperation> arguments)
    {
        if (ModelBoundary.Read(type, new(compilation, refusals: null, cancellation)) is not { } boundary
            || boundary.Length != arguments.Length) return null;
        var tags = boundary.Select((tag, index) =>
            arguments.FirstOrDefault(each => each.Parameter?.Ordinal == index) is { } given
                ? new TagShape(tag.Spec.Key, Operand.Unconverted(given.Value))
                : null)
            .ToArray();
        var types = ObservedEvents.Of(type);

        // Of another assembly's model the handlers can't be seen.
        return types.IsEmpty || tags.Contains(null) ? null : new(types, [.. tags.OfType<TagShape>()]);
    }
}
