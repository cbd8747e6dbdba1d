using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.SnapshotFiles;

namespace Opossum.Typed;

/// <summary>The state of one model, folded up to a position. It never changes; a newer one takes its place.</summary>
/// <param name="key">What it is of.</param>
/// <param name="position">Every event of the boundary up to here is in the state, and none behind it.</param>
/// <param name="events">How many events that are.</param>
internal abstract class KeptState(in StateKey key, long position, long events) : ISnapshotSource
{
    /// <summary>The objects around a state and its place in a dictionary, about.</summary>
    private const int Overhead = 240;

    private const int TagOverhead = 32;

    public StateKey Key { get; } = key;

    public long Position { get; } = position;

    public long Events { get; } = events;

    /// <summary>How much memory it takes, about.</summary>
    public long Bytes { get; private protected init; }

    /// <summary>How many events are in the newest snapshot of the boundary that is known of. Any thread; only says when to write.</summary>
    public long SnapshotEvents { get; set; }

    public SnapshotKey SnapshotKey => Key.ToSnapshotKey();

    /// <summary>The states that were used just after and just before it. Written under the lock of what keeps it.</summary>
    public (KeptState? Newer, KeptState? Older) Neighbours { get; set; }

    /// <summary>False if a byte of it differs from what was kept.</summary>
    public abstract bool IsIntact { get; }

    public abstract byte[] Encode();

    private protected static long BytesOf(in StateKey key, long state)
    {
        var bytes = Overhead + state;
        foreach (var tag in key.Boundary) bytes += TagOverhead + tag.Utf8.Length;
        return bytes;
    }

    private protected ulong SealOf(ulong content)
    {
        Span<byte> parts = stackalloc byte[7 * sizeof(ulong)];
        BinaryPrimitives.WriteInt64LittleEndian(parts, Position);
        BinaryPrimitives.WriteInt64LittleEndian(parts[8..], Events);
        BinaryPrimitives.WriteInt64LittleEndian(parts[16..], Key.TagEpoch);
        BinaryPrimitives.WriteUInt64LittleEndian(parts[24..], content);
        BinaryPrimitives.WriteUInt64LittleEndian(parts[32..], XxHash3.HashToUInt64(MemoryMarshal.AsBytes(Key.Shape.Identity.AsSpan())));
        Key.StoreId.TryWriteBytes(parts[40..]);
        var seal = XxHash3.HashToUInt64(parts);
        foreach (var tag in Key.Boundary) seal = XxHash3.HashToUInt64(tag.Utf8, (long)seal);
        return seal;
    }
}

/// <inheritdoc/>
internal sealed class KeptState<TModel> : KeptState where TModel : IDecisionModel<TModel>
{
    private readonly TModel _model;
    private readonly ulong _seal;

    /// <param name="key">What it is of.</param>
    /// <param name="position">Up to where it is folded.</param>
    /// <param name="events">How many events are in it.</param>
    /// <param name="model">Is copied.</param>
    public KeptState(in StateKey key, long position, long events, TModel model) : base(key, position, events)
    {
        _model = TModel.Copy(model);
        _seal = SealOf(ContentOf(in _model));
        Bytes = BytesOf(key, TModel.SizeOf(_model));
    }

    public override bool IsIntact => SealOf(ContentOf(in _model)) == _seal;

    /// <summary>A copy that its owner may change.</summary>
    public TModel CopyModel() => TModel.Copy(_model);

    /// <summary>The state of a snapshot; null if it can't be read after all.</summary>
    /// <param name="key">What it is of.</param>
    /// <param name="stored">The snapshot.</param>
    /// <param name="model">A model of the boundary that holds nothing.</param>
    public static KeptState<TModel>? Decode(in StateKey key, in StoredState stored, TModel model)
    {
        try
        {
            var json = new JsonEventReader(stored.State.Span, key.Shape.Name);
            var state = TModel.ReadState(TModel.Copy(model), ref json);
            return new(key, stored.Position, stored.Events, state) { SnapshotEvents = stored.Events };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;            // whatever it is, the events are still there
        }
    }

    public override byte[] Encode()
    {
        try
        {
            var bytes = Encode(_model);
            var json = new JsonEventReader(bytes, Key.Shape.Name);
            var again = TModel.ReadState(_model.Renew(), ref json);
            if (Encode(again).AsSpan().SequenceEqual(bytes)) return bytes;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new SnapshotException(Key.Shape.Name, e);
        }

        throw new SnapshotException(Key.Shape.Name, why: null);
    }

    private byte[] Encode(TModel model)
    {
        using var buffer = new EncodingBuffer();
        var json = new JsonEventWriter(buffer, Key.Shape.Name);
        TModel.WriteState(model, ref json);
        json.Complete();
        return buffer.Written.ToArray();
    }

    /// <summary>
    /// A hash of the bytes of a state without references, where it lies: a copy may have other bytes between its fields. What references
    /// lead to never changes, and is moved by the garbage collector; it has no bytes to compare.
    /// </summary>
    private static ulong ContentOf(in TModel model) => RuntimeHelpers.IsReferenceOrContainsReferences<TModel>()
        ? 0
        : XxHash3.HashToUInt64(MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<TModel, byte>(ref Unsafe.AsRef(in model)), Unsafe.SizeOf<TModel>()));
}
