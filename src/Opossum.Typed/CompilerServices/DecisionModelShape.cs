using System.Collections.Immutable;
using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>What a generated decision model says of itself. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DecisionModelShape
{
    private ImmutableArray<string> _types;

    /// <summary>The event types that have a handler.</summary>
    public required ImmutableArray<EventDescriptor> Events { get; init; }

    /// <summary>
    /// A hash of the code that folds events: the model, its handlers, and what they call in the assembly. Other logic, other state.
    /// </summary>
    public string Logic { get; init; } = "";

    /// <summary>Whether only the newest event counts.</summary>
    public bool Last { get; init; }

    /// <summary>
    /// Whether a copy shares nothing with the model that could be changed. Where it does, the model is read anew for another attempt.
    /// </summary>
    public bool CanBeCopied { get; init; }

    /// <summary>The names that the log stores these events under.</summary>
    internal ImmutableArray<string> Types => _types.IsDefault ? _types = [.. Events.SelectMany(static e => e.Names)] : _types;

    /// <summary>The events of a model's boundary, as a query: what the model's generated <c>For</c> gives.</summary>
    public static Query QueryOf<TModel>(TModel model) where TModel : IDecisionModel<TModel> => Query.Of(ItemOf(model));

    internal static QueryItem ItemOf<TModel>(in TModel model) where TModel : IDecisionModel<TModel> =>
        QueryItem.FromDistinctTypes(DecisionModelShape<TModel>.Instance.Types, model.GetBoundary());
}

internal static class DecisionModelShape<TModel> where TModel : IDecisionModel<TModel>
{
    public static readonly DecisionModelShape Instance = TModel.Shape;
}
