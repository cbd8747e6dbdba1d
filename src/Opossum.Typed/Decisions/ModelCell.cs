using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>A place for one model of any type.</summary>
internal abstract class ModelCell
{
    public abstract void Describe(DecisionBoundary boundary);

    public abstract void Apply(ref EventCursor e);
}

/// <inheritdoc/>
internal sealed class ModelCell<TModel>(TModel model) : ModelCell where TModel : IDecisionModel<TModel>
{
    private TModel _model = model is null ? throw new ArgumentNullException(nameof(model)) : model;

    public TModel Model => _model;

    public override void Describe(DecisionBoundary boundary) => boundary.Add(in _model, IsFresh());

    public override void Apply(ref EventCursor e) => e.Fold(ref _model);

    /// <summary>
    /// Whether the model is known to hold nothing: a caller may have put something into it, which events are folded onto.
    /// </summary>
    private bool IsFresh() => DecisionModelShape<TModel>.Instance is { CanBeKept: true, ComparesByValue: true }
        && EqualityComparer<TModel>.Default.Equals(_model, _model.Renew());
}

/// <summary>Folds models without a decision to come.</summary>
internal sealed class FoldProcess(ModelCell[] cells) : DecisionProcess
{
    public override void Describe(DecisionBoundary boundary)
    {
        foreach (var cell in cells) cell.Describe(boundary);
    }

    public override void Apply(ref EventCursor e)
    {
        foreach (var cell in cells) cell.Apply(ref e);
    }

    public override Decision Decide(DateTimeOffset now) => Decision.Nothing;
}
