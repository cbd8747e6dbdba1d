using System.Collections.Immutable;
using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// A fold over the events of a boundary. The generator implements it, explicitly, for each type with <see cref="DecisionModelAttribute"/>.
/// </summary>
/// <typeparam name="TSelf">The model.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDecisionModel<TSelf> where TSelf : IDecisionModel<TSelf>
{
    /// <summary>What all models of the type have in common.</summary>
    static abstract DecisionModelShape Shape { get; }

    /// <summary>The tags that an event must carry to be of this model's boundary.</summary>
    ImmutableArray<Tag> GetBoundary();

    /// <summary>A model of the same boundary that has folded nothing.</summary>
    TSelf Renew();

    /// <summary>Calls the handler for an event of the boundary, if there is one.</summary>
    static abstract void Apply(ref TSelf model, ref EventCursor e);

    /// <summary>
    /// A model that the caller may change while this one stays as it is, where <see cref="DecisionModelShape.CanBeCopied"/>; otherwise the
    /// model itself.
    /// </summary>
    static abstract TSelf Copy(TSelf model);

    /// <summary>About how many bytes of memory a model takes, with all that it refers to.</summary>
    static virtual long SizeOf(TSelf model) => StateSize.Of<TSelf>();
}
