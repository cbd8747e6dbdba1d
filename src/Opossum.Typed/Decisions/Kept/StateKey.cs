using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.SnapshotFiles;

namespace Opossum.Typed;

/// <summary>
/// What kept state is of. The condition of an append protects against state that is too old, and never against state that is wrong, so
/// state is used for nothing but an equal key, compared whole and not by a hash.
/// </summary>
/// <param name="Model">The type of the model: two that are declared alike have the same hash.</param>
/// <param name="Shape">What it says of itself, with the hash of its fold and of the code that reads its events.</param>
/// <param name="Boundary">Its tags. The event types are those of the shape.</param>
/// <param name="StoreId">The store whose events were folded.</param>
/// <param name="TagEpoch">How often the store had been retagged when they were read.</param>
/// <param name="Erasures">How many subjects had been erased: what was folded from theirs goes with them.</param>
internal readonly record struct StateKey(
    Type Model, DecisionModelShape Shape, ImmutableArray<Tag> Boundary, Guid StoreId, long TagEpoch, long Erasures = 0)
{
    /// <summary>The same for a file, which lies in the store and may be of another program.</summary>
    public SnapshotKey ToSnapshotKey() => new(Shape.SnapshotModel, Boundary, TagEpoch);

    public bool Equals(StateKey other) =>
        Model == other.Model
        && Shape.Identity == other.Shape.Identity
        && Boundary.AsSpan().SequenceEqual(other.Boundary.AsSpan())
        && StoreId == other.StoreId
        && TagEpoch == other.TagEpoch
        && Erasures == other.Erasures;

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Model);
        foreach (var tag in Boundary) hash.AddBytes(tag.Utf8);
        return hash.ToHashCode();
    }

    /// <summary>Without the values of the tags.</summary>
    public override string ToString() => $"{Masked.Event(string.Join('|', Shape.Types), Boundary)} of epoch {TagEpoch}";
}
