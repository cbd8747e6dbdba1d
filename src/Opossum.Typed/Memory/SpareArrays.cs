using System.Numerics;

namespace Opossum.Typed;

/// <summary>
/// Arrays of the process to use again, for appends that don't fit into a small buffer. Unlike the runtime's shared pool it is bounded by
/// bytes, whatever the number of processors, and one burst of large appends leaves nothing behind: what stays unused from one full
/// garbage collection to the next is let go.
/// </summary>
internal sealed class SpareArrays : ITrimmed
{
    /// <summary>What all spare arrays hold at most. With the spare requests of appends it makes 8 MiB.</summary>
    public const int MaxBytes = 5 << 20;

    private const int SmallestBits = 11;
    private const int LargestBits = 20;         // larger arrays are made for their append

    private readonly Lock _lock = new();
    private readonly Stack<byte[]>[] _kept = new Stack<byte[]>[LargestBits - SmallestBits + 1];         // by size, a power of 2
    private int _bytes;
    private int _least;         // since the last trim: so many bytes nobody needed

    public SpareArrays()
    {
        for (var i = 0; i < _kept.Length; i++) _kept[i] = new();
    }

    /// <summary>Those of the process.</summary>
    public static SpareArrays Shared { get; } = TrimmedAtCollections();

    /// <summary>How many bytes are kept now.</summary>
    public int Bytes => Volatile.Read(ref _bytes);

    /// <summary>An array of at least a length, with any content.</summary>
    public byte[] Rent(int atLeast)
    {
        var bits = Math.Max(BitOperations.Log2((uint)Math.Max(atLeast - 1, 1)) + 1, SmallestBits);
        if (bits > LargestBits) return GC.AllocateUninitializedArray<byte>(atLeast);
        lock (_lock)
        {
            if (_kept[bits - SmallestBits].TryPop(out var array))
            {
                _bytes -= array.Length;
                _least = Math.Min(_least, _bytes);
                return array;
            }
        }

        return GC.AllocateUninitializedArray<byte>(1 << bits);
    }

    /// <summary>Gives an array back; the caller forgets it.</summary>
    public void Return(byte[] array)
    {
        if (!BitOperations.IsPow2(array.Length) || array.Length > 1 << LargestBits) return;
        lock (_lock)
        {
            if (_bytes + array.Length > MaxBytes) return;
            _kept[BitOperations.Log2((uint)array.Length) - SmallestBits].Push(array);
            _bytes += array.Length;
        }
    }

    public void Trim()
    {
        lock (_lock)
        {
            for (var i = _kept.Length - 1; i >= 0; i--)
            {
                while (_least > 0 && _kept[i].TryPop(out var array))
                {
                    _bytes -= array.Length;
                    _least -= array.Length;
                }
            }

            _least = _bytes;
        }
    }

    private static SpareArrays TrimmedAtCollections()
    {
        var spare = new SpareArrays();
        FullCollections.Trim(spare);
        return spare;
    }
}
