using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>Takes the boundaries of the decision models that a handler will ask for. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct JoinNeeds
{
    private readonly JoinStates[] _joins;

    internal JoinNeeds(JoinStates[] joins) => _joins = joins;

    /// <summary>Adds a boundary.</summary>
    /// <param name="join">Which one of <see cref="ReadModelShape.Joins"/>.</param>
    /// <param name="boundary">The boundary.</param>
    public void Add<TModel, TBoundary>(int join, TBoundary boundary)
        where TModel : IDecisionModel<TModel> where TBoundary : notnull =>
        ((JoinStates<TModel, TBoundary>)_joins[join]).Need(boundary);
}
