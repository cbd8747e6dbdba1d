using System.IO.Hashing;

namespace Opossum.Typed.Engine.Format;

/// <summary>
/// What every part of the log format, version 1, shares. Numbers are little-endian; frames and event records begin at multiples of 8 bytes.
/// The format is described byte by byte in docs/format.md.
/// </summary>
internal static class LogFormat
{
    public const uint Version = 1;

    /// <summary>The highest number that a version will ever have: garbage that a crash left in a header is none.</summary>
    public const uint LastVersion = byte.MaxValue;

    public const int Alignment = 8;

    /// <summary>
    /// The longest encoded append, header included; also the longest group, so that garbage after a torn write is bounded.
    /// </summary>
    public const int MaxFrameBytes = 8 << 20;

    /// <summary>What the offsets of an index can say.</summary>
    public const int MaxSegmentBytes = 1 << 30;

    public const int MaxEventsPerFrame = ushort.MaxValue;
    public const int MaxTypeBytes = byte.MaxValue;
    public const int MaxTags = 64;

    public static int Align(int length) => (length + (Alignment - 1)) & ~(Alignment - 1);

    /// <summary>XXH3 under the store's own seed, so that nothing of another store is ever taken for ours.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes, ulong seed) => XxHash3.HashToUInt64(bytes, (long)seed);
}
