using System.Collections.Immutable;

namespace Opossum.Typed.Hosting.Stores;

/// <summary>The log of a store that the host writes.</summary>
internal sealed class HostedEventLog(StoreRegistration store) : LateLog<EmbeddedEventLog>(store), IEventLog
{
    private readonly HashSet<RetaggedTag> _declared = [];

    public Recovery? Recovery => Opened.Recovery;

    public override void Attach(EmbeddedEventLog log)
    {
        lock (_declared)
        {
            log.DeclareTags([.. _declared]);
            base.Attach(log);
        }
    }

    public ValueTask<AppendResult> AppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition? unless = null, AppendKey? key = null,
        Durability durability = Durability.AsConfigured, CancellationToken cancellationToken = default) =>
        Opened.AppendAsync(events, unless, key, durability, cancellationToken);

    public ValueTask<AppendOutcome> TryAppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        CancellationToken cancellationToken = default) =>
        Opened.TryAppendAsync(events, unless, key, durability, cancellationToken);

    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => Opened.FlushAsync(cancellationToken);

    /// <summary>Typed stores are made before the log is open.</summary>
    public void DeclareTags(ImmutableArray<RetaggedTag> tags)
    {
        lock (_declared)
        {
            _declared.UnionWith(tags);
            Inner?.DeclareTags(tags);
        }
    }

    public Task<RetagResult> RetagAsync(
        TagSource source, RetagOptions? options = null, IProgress<RetagProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Opened.RetagAsync(source, options, progress, cancellationToken);
}

/// <summary>The log of a store that another process writes.</summary>
internal sealed class HostedReadOnlyLog(StoreRegistration store) : LateLog<ReadOnlyEventLog>(store);
