namespace Opossum.Typed.Hosting.Configuration;

/// <summary>
/// What a configuration section can say: the options, each of which may be absent. The binding generator fills it without reflection; it
/// knows no <see cref="FlushStrategy"/>, so that one is text here.
/// </summary>
internal sealed class StoreSettings
{
    public string? RootPath { get; set; }

    public string? StoreName { get; set; }

    public bool? InMemory { get; set; }

    public bool? FlushEventsImmediately { get; set; }

    public string? Flush { get; set; }

    public TimeSpan? DecisionTimeout { get; set; }

    public long? KeptStateBytes { get; set; }

    public int? MaxSegmentBytes { get; set; }

    public int? MaxAppendBytes { get; set; }

    public StoreAccess? Access { get; set; }

    public TimeSpan? LockTimeout { get; set; }

    public long? MinimumFreeBytes { get; set; }

    public bool? RetagAtStart { get; set; }

    public bool? AllowDataLossInProduction { get; set; }

    public static IReadOnlyList<string> Keys { get; } =
    [
        nameof(RootPath), nameof(StoreName), nameof(InMemory), nameof(FlushEventsImmediately), nameof(Flush), nameof(DecisionTimeout),
        nameof(KeptStateBytes), nameof(MaxSegmentBytes), nameof(MaxAppendBytes), nameof(Access), nameof(LockTimeout),
        nameof(MinimumFreeBytes), nameof(RetagAtStart), nameof(AllowDataLossInProduction),
    ];
}
