using System.Collections.Immutable;
using System.ComponentModel;

namespace Opossum.Typed;

/// <summary>
/// Tells which tags stored events should have. The typed store has one that decodes events; derive from this to retag a raw log.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class TagSource
{
    /// <summary>
    /// A text that differs when the tags differ: a retagging that was interrupted is continued for the same text alone.
    /// </summary>
    public abstract string Identity { get; }

    /// <summary>The tags of which every event has its own when the retagging is published.</summary>
    public abstract ImmutableArray<RetaggedTag> Covers { get; }

    /// <summary>Gives all tags that an event should have, those that it has among them.</summary>
    /// <param name="e">The event, with the tags that it has.</param>
    /// <param name="tags">Receives the tags, or what is wrong with the event.</param>
    public abstract void Read(in EventView e, TagCollector tags);
}

/// <summary>Receives the tags of one event after the other.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class TagCollector
{
    internal TagCollector() { }

    /// <summary>The tags, each with its length.</summary>
    internal EncodingBuffer Tags { get; } = new();

    internal (RetagProblemKind Kind, string Problem)? Problem { get; private set; }

    /// <summary>Adds a tag.</summary>
    public void Add(Tag tag)
    {
        var target = Tags.GetSpan(sizeof(ushort) + tag.Utf8.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)tag.Utf8.Length);
        tag.Utf8.CopyTo(target[sizeof(ushort)..]);
        Tags.Advance(sizeof(ushort) + tag.Utf8.Length);
    }

    /// <summary>Says that the event can't get its tags; what was added is dropped.</summary>
    /// <param name="kind">The reason.</param>
    /// <param name="problem">The reason in words, without a value of the event.</param>
    public void Fail(RetagProblemKind kind, string problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = (kind, problem);
        Tags.Clear();
    }

    internal void Clear()
    {
        Tags.Clear();
        Problem = null;
    }
}
