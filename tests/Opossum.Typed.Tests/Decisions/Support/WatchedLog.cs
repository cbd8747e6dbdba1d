namespace Opossum.Typed.Tests.Decisions;

/// <summary>A log that notes every read, and lets a test step in between a decision and its append.</summary>
internal sealed class WatchedLog(IEventLog log) : PassingLog(log)
{
    /// <summary>Each read's query and options, in order.</summary>
    public List<(Query Query, ReadOptions Options)> Reads { get; } = [];

    /// <summary>Their readers, in order.</summary>
    public List<EventReader> Readers { get; } = [];

    /// <summary>Called before each conditional append, with the log below; null again after the call if it does not set itself.</summary>
    public Func<IEventLog, Task>? BeforeAppend { get; set; }

    /// <summary>Called before each read takes its snapshot, with the log below.</summary>
    public Func<IEventLog, Task>? BeforeRead { get; set; }

    /// <summary>Called when a read has its snapshot and nothing of it was read yet, with the log below.</summary>
    public Func<IEventLog, Task>? AfterRead { get; set; }

    public IEnumerable<long> ReadAfter => Reads.Select(static read => read.Options.After);

    public override ValueTask<AppendOutcome> TryAppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        CancellationToken cancellationToken = default)
    {
        // The events are valid during this call only, and so is what steps in between.
        BeforeAppend?.Invoke(Below).GetAwaiter().GetResult();
        return Below.TryAppendAsync(events, unless, key, durability, cancellationToken);
    }

    public override EventReader Read(Query query, ReadOptions options = default)
    {
        Reads.Add((query, options));
        BeforeRead?.Invoke(Below).GetAwaiter().GetResult();
        var reader = Below.Read(query, options);
        Readers.Add(reader);
        AfterRead?.Invoke(Below).GetAwaiter().GetResult();
        return reader;
    }
}
