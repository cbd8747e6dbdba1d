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

    /// <summary>Writes the state of a model that has snapshots.</summary>
    /// <exception cref="EventFormatException">It holds what can't be stored.</exception>
    static virtual void WriteState(TSelf model, ref JsonEventWriter json) => throw NoSnapshots();

    /// <summary>Reads the state of a model that has snapshots.</summary>
    /// <param name="model">A model of the same boundary.</param>
    /// <param name="json">What was written.</param>
    /// <exception cref="EventFormatException">It is something else.</exception>
    static virtual TSelf ReadState(TSelf model, ref JsonEventReader json) => throw NoSnapshots();

    /// <summary>About how many bytes of memory a model takes, with all that it refers to.</summary>
    static virtual long SizeOf(TSelf model) => StateSize.Of<TSelf>();

    private static NotSupportedException NoSnapshots() => new("The model was compiled without snapshots.");
}
