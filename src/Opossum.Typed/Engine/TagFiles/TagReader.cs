using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.TagFiles;

/// <summary>
/// Finds the tags that were added to an event. Keeps the block that it read last: events are asked for in order as a rule.
/// </summary>
/// <param name="keepsBlocks">True if what was found must stay valid: then each block has memory of its own.</param>
internal sealed class TagReader(bool keepsBlocks = false)
{
    [ThreadStatic] private static TagReader? t_ofThread;

    private byte[] _bytes = [];
    private TagUnit? _unit;         // whose block is in memory
    private int _block;
    private int _length;
    private int _next;              // where the entry behind the last one found begins
    private long _last;             // its position

    /// <summary>The reader of the calling thread, for single events.</summary>
    public static TagReader OfThread => t_ofThread ??= new();

    /// <summary>The event with all its tags. Valid until the next call.</summary>
    /// <exception cref="StoreDamagedException">The added tags are not what was written.</exception>
    public EventRecord Complete(AddedTags added, long position, EventRecord e) => e.With(Find(added, position));

    /// <summary>The tags that were added to an event, as a record has them; empty if there are none. Valid until the next call.</summary>
    /// <exception cref="StoreDamagedException">They are not what was written.</exception>
    public ReadOnlySpan<byte> Find(AddedTags added, long position)
    {
        if (added.UnitAt(position) is not { } unit) return default;
        var block = unit.BlockOf(position);
        if (block < 0) return default;
        if (!ReferenceEquals(unit, _unit) || block != _block) Load(unit, block);
        var entries = TagEntries.From(_bytes.AsSpan(0, _length), unit.Header.First, position > _last ? _next : 0);
        while (entries.MoveNext())
        {
            if (entries.Position > position) break;
            (_next, _last) = (entries.Next, entries.Position);
            if (entries.Position == position) return entries.Tags;
        }

        return default;
    }

    private void Load(TagUnit unit, int block)
    {
        _unit = null;               // should the read fail
        _length = unit.LengthOf(block);
        if (keepsBlocks || _bytes.Length < _length)
            _bytes = GC.AllocateUninitializedArray<byte>(keepsBlocks ? _length : Math.Max(_length, 8 << 10));
        unit.Read(block, _bytes);
        (_unit, _block, _next, _last) = (unit, block, 0, 0);
    }
}
