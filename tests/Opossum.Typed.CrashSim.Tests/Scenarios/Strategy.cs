namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>A way to flush; a new one is a line in <see cref="All"/>.</summary>
internal sealed record Strategy(FlushStrategy Flush)
{
    public static Strategy Immediate { get; } = new(FlushStrategy.Immediately);

    public static Strategy[] All { get; } =
    [
        Immediate,
        new(FlushStrategy.Every(TimeSpan.FromMilliseconds(100))),
        Immediate,
        new(FlushStrategy.Every(appends: 3)),
        Immediate,
        new(FlushStrategy.EveryBytes(900).Or(FlushStrategy.Every(TimeSpan.FromMilliseconds(200)))),
        Immediate,
        new(FlushStrategy.WhenTheSystemDoes),
    ];

    /// <summary>Whether every answer is a promise, and everything visible is durable.</summary>
    public bool IsImmediate => ReferenceEquals(Flush, FlushStrategy.Immediately);

    public string Name => IsImmediate ? "immediately" : Flush.ToString();
}
