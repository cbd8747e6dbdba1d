using System.IO.Hashing;

namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>The bytes of a file that nobody changes any more, with their hash.</summary>
internal sealed class Content(byte[] bytes)
{
    private UInt128? _hash;

    public static Content Empty { get; } = new([]);

    public byte[] Bytes => bytes;

    public UInt128 Hash => _hash ??= XxHash128.HashToUInt128(bytes, bytes.Length);
}
