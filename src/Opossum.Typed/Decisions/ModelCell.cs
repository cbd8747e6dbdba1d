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

    public override void Describe(DecisionBoundary boundary) => boundary.Add(in _model);

    public override void Apply(ref EventCursor e) => e.Fold(ref _model);
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
