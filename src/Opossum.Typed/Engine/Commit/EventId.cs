using System.Security.Cryptography;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Ids in time order (UUIDv7) from pooled randomness: the platform's own asks the operating system for each, which costs about 400 ns.
/// </summary>
internal static class EventId
{
    private const int RandomBytes = 10;
    private const int PoolBytes = 64 * RandomBytes;

    [ThreadStatic] private static byte[]? t_pool;
    [ThreadStatic] private static int t_used;

    public static Guid Next(DateTimeOffset time)
    {
        var pool = t_pool;
        if (pool is null || t_used == PoolBytes)
        {
            pool = t_pool ??= new byte[PoolBytes];
            RandomNumberGenerator.Fill(pool);
            t_used = 0;
        }

        var milliseconds = time.ToUnixTimeMilliseconds();
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (40 - 8 * i));
        pool.AsSpan(t_used, RandomBytes).CopyTo(bytes[6..]);
        t_used += RandomBytes;
        bytes[6] = (byte)(0x70 | bytes[6] & 0x0F);
        bytes[8] = (byte)(0x80 | bytes[8] & 0x3F);
        return new(bytes, bigEndian: true);
    }
}
