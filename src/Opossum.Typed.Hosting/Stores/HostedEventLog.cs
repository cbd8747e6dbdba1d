using System.Collections.Immutable;

namespace Opossum.Typed.Hosting.Stores;

/// <summary>The log of a hosted store: it can be injected from the beginning, and used once the host has opened it.</summary>
internal sealed class HostedEventLog(StoreRegistration store) : IEventLog, IDisposable
{
    private readonly HashSet<RetaggedTag> _declared = [];
    private EmbeddedEventLog? _log;             // written once, by the hosted service, before the server takes requests

    public Guid StoreId => Opened.StoreId;

    public long Head => Opened.Head;

    public long DurableHead => Opened.DurableHead;

    public Recovery? Recovery => Opened.Recovery;

    /// <summary>Null until it is open.</summary>
    public EmbeddedEventLog? Inner => Volatile.Read(ref _log);

    IReadOnlyEventLog? IReadOnlyEventLog.Inner => Inner;

    public IConsumerStates? ConsumerStates => Opened.ConsumerStates;

    private EmbeddedEventLog Opened => Inner ?? throw new InvalidOperationException(
        $"{store} is not open yet: {nameof(OpossumHostedService)} opens it when the host starts, "
        + "before any other hosted service is started and before the server takes requests. "
        + "Use it from there on; a constructor or a StartingAsync is too early. Without a host, open it by OpossumStore.OpenAsync.");

    public void Attach(EmbeddedEventLog log)
    {
        lock (_declared)
        {
            log.DeclareTags([.. _declared]);
            Volatile.Write(ref _log, log);
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

    public ValueTask<AppendResult?> FindAppendAsync(AppendKey key, CancellationToken cancellationToken = default) =>
        Opened.FindAppendAsync(key, cancellationToken);

    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => Opened.FlushAsync(cancellationToken);

    public EventReader Read(Query query, ReadOptions options = default) => Opened.Read(query, options);

    public EventFollower Follow(Query query, long after = 0) => Opened.Follow(query, after);

    public long TagEpoch => Opened.TagEpoch;

    public ImmutableArray<RetaggedTag> Retagged => Opened.Retagged;

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

    public Task<BackupResult> BackupAsync(string directory, BackupOptions? options = null, CancellationToken cancellationToken = default) =>
        Opened.BackupAsync(directory, options, cancellationToken);

    public ValueTask DisposeAsync() => Inner?.DisposeAsync() ?? default;

    public void Dispose() => Inner?.Dispose();
}
