using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// Reads the decision models that handlers of a read model take, and binds their boundaries: to parts of the row's key, or to tags of the
/// event.
/// </summary>
internal sealed class JoinParser(INamedTypeSymbol type, KeyForm form, IReadOnlyList<Column> key, ParseContext context)
{
    private readonly ColumnValues _values = new(context);

    /// <summary>Whether a parameter behind the event is a decision model.</summary>
    public static bool IsModel(ITypeSymbol type) =>
        type is INamedTypeSymbol named && Attributes.Has(named, KnownSymbols.DecisionModelAttribute);

    /// <summary>The handlers with the models that they take.</summary>
    /// <returns>Null when one of these can't be joined.</returns>
    public EquatableArray<HandlerSpec>? Parse(EquatableArray<HandlerSpec>? handlers)
    {
        var isWhole = handlers is not null;
        var uses = new Dictionary<string, List<JoinUseSpec>>(StringComparer.Ordinal);
        foreach (var method in type.GetMembers("On").OfType<IMethodSymbol>())
        {
            if (method.Parameters.FirstOrDefault(IsEvent) is not { Type: INamedTypeSymbol e }) continue;
            foreach (var parameter in method.Parameters.Where(static each => IsModel(each.Type)))
            {
                if (Read(parameter, e) is not { } use)
                {
                    isWhole = false;
                    continue;
                }

                var reference = Declaration.Reference(e);
                if (!uses.TryGetValue(reference, out var known)) uses[reference] = known = [];
                known.Add(use);
            }
        }

        if (!isWhole) return null;
        return handlers!.Value
            .Select(each => uses.TryGetValue(each.Event, out var found) ? each with { Joins = found.ToEquatableArray() } : each)
            .ToEquatableArray();
    }

    private static bool IsEvent(IParameterSymbol parameter) => parameter.Type is INamedTypeSymbol type
        && (EventTags.IsEvent(type) || EventFamilies.IsFamily(type));

    private JoinUseSpec? Read(IParameterSymbol parameter, INamedTypeSymbol e)
    {
        var model = (INamedTypeSymbol)parameter.Type;
        if (!IsGenerated(model) || ModelBoundary.Read(model, context.Silent) is not { } boundary) return Refuse(RefusalKind.BadJoin);
        if (context.IsOwn(model) && KeptState.SizeOf(model) is null) return Refuse(RefusalKind.UnkeptJoin, KeptState.NotKept(model));
        if (DecisionModelParser.IsLast(model)) return Refuse(RefusalKind.JoinOfLast);
        var tags = new List<JoinTagSpec>();
        var parts = new List<int>();
        foreach (var tag in boundary)
        {
            if (ValueOf(tag) is not { } value) return Refuse(RefusalKind.JoinByEnum, tag.Parameter);
            tags.Add(new(tag.Spec.Key, value));
            var part = PartOf(tag, value);
            parts.Add(part);
            if (part < 0 && !IsBound(parameter, e, tag)) return null;
        }

        return new(new(Declaration.Reference(model), model.Name, tags.ToEquatableArray()), parts.ToEquatableArray());

        JoinUseSpec? Refuse(RefusalKind kind, ISymbol? other = null)
        {
            context.Refuse(kind, parameter, other);
            return null;
        }
    }

    /// <summary>As a decider's model; see <see cref="DeciderArgument"/>.</summary>
    private bool IsGenerated(INamedTypeSymbol model) => context.IsOwn(model)
        ? DecisionModelParser.Parse(model, context.Silent) is not null
        : context.CanName(model) && model.AllInterfaces.Any(static each => MemberClassifier.Is(each, KnownSymbols.IDecisionModel));

    private ColumnValueSpec? ValueOf(in BoundaryTag tag) =>
        _values.Read(MemberClassifier.Classify(tag.Parameter.Type, context.Compilation), converter: null) is { Kind: not null } value
            ? value
            : null;

    /// <summary>The part of the row's key that has the tag; -1 for none.</summary>
    private int PartOf(in BoundaryTag tag, ColumnValueSpec value)
    {
        if (form != KeyForm.Tags) return -1;
        for (var i = 0; i < key.Count; i++)
            if (key[i].Spec.Tag!.Value.Key == tag.Spec.Key && key[i].Spec.Value.Reference == value.Reference) return i;
        return -1;
    }

    /// <summary>Whether each event of the type has exactly one such tag.</summary>
    private bool IsBound(IParameterSymbol parameter, INamedTypeSymbol e, in BoundaryTag tag)
    {
        if (!EventTags.IsEvent(e)) return context.Refuse(RefusalKind.JoinOfFamily, parameter, tag.Parameter);
        if (EventTags.Of(e, context) is not { } tags) return false;
        if (!tags.Contains(tag.Spec.Key)) return context.Refuse(RefusalKind.UnboundJoin, parameter, tag.Parameter);
        return EventTags.IsSingle(e, tag.Spec.Key, context) || context.Refuse(RefusalKind.LooseJoin, parameter, tag.Parameter);
    }
}
