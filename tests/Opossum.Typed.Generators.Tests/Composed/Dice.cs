namespace Opossum.Typed.Generators.Tests.Composed;

/// <summary>Random choices that one seed repeats.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>True once in <paramref name="times"/>.</summary>
    public bool OneIn(int times) => _random.Next(times) == 0;

    /// <summary>0 to one below <paramref name="end"/>.</summary>
    public int Below(int end) => _random.Next(end);

    public T Of<T>(params ReadOnlySpan<T> values) => values[_random.Next(values.Length)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
