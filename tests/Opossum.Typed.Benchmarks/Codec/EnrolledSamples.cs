namespace Opossum.Typed.Benchmarks.Codec;

/// <summary>Several events of each kind, so that no branch predictor learns one by heart.</summary>
internal static class EnrolledSamples
{
    public const int Count = 64;

    private static readonly string[] Names = [
        "Ada Lovelace", "Grace Hopper", "Barbara Liskov", "Frances Allen", "Adele Goldberg", "Hedy Lamarr"
    ];
    private static readonly string[] Topics = ["math", "history", "logic", "engines", "compilers", "networks"];
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 9, 51, 16, TimeSpan.Zero);

    /// <summary>Plain ASCII.</summary>
    public static Enrolled[] Plain { get; } = Make("introduction to analytical engines, second edition");

    /// <summary>One field of each has quotes and a line feed, or letters that are not ASCII.</summary>
    public static Enrolled[] Escaped { get; } = Make(
        "introduction to \"analytical\" engines,\nsecond edition", "introducción a las máquinas analíticas, 2ª edición");

    private static Enrolled[] Make(params string[] titles)
    {
        var random = new Random(1);
        var ids = new byte[16];
        return [.. Enumerable.Range(0, Count)
            .Select(i => new Enrolled(Id(), Id(), Names[random.Next(Names.Length)], titles[i % titles.Length][..^random.Next(8)],
                Begin.AddTicks(random.NextInt64(TimeSpan.TicksPerDay)), random.Next(1, 500), random.Next(100, 20_000) / 100m,
                random.Next(2) == 0, [Topics[random.Next(6)], Topics[random.Next(6)]]))];

        Guid Id()
        {
            random.NextBytes(ids);
            return new(ids);
        }
    }
}
