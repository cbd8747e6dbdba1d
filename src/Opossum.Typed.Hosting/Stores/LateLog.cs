using System.Collections.Immutable;

namespace Opossum.Typed.Hosting.Stores;

/// <summary>A log that can be injected from the beginning, and used once the host has opened it.</summary>
internal abstract class LateLog<TLog>(StoreRegistration store) : IReadOnlyEventLog, IDisposable
    where TLog : class, IReadOnlyEventLog, IDisposable
{
    private TLog? _log;             // written once, by the hosted service, before the server takes requests

    public Guid StoreId => Opened.StoreId;

    public long Head => Opened.Head;

    public long DurableHead => Opened.DurableHead;

    /// <summary>Null until it is open.</summary>
    public TLog? Inner => Volatile.Read(ref _log);

    IReadOnlyEventLog? IReadOnlyEventLog.Inner => Inner;

    public IConsumerStates? ConsumerStates => Opened.ConsumerStates;

    public long TagEpoch => Opened.TagEpoch;

    public ImmutableArray<RetaggedTag> Retagged => Opened.Retagged;

    protected TLog Opened => Inner ?? throw new InvalidOperationException(
        $"{store} is not open yet: {nameof(OpossumHostedService)} opens it when the host starts, "
        + "before any other hosted service is started and before the server takes requests. "
        + "Use it from there on; a constructor or a StartingAsync is too early. Without a host, open it by "
        + $"OpossumStore.{(store.IsReadOnly ? nameof(OpossumStore.OpenReadOnlyAsync) : nameof(OpossumStore.OpenAsync))}.");

    public virtual void Attach(TLog log) => Volatile.Write(ref _log, log);

    public ValueTask<AppendResult?> FindAppendAsync(AppendKey key, CancellationToken cancellationToken = default) =>
        Opened.FindAppendAsync(key, cancellationToken);

    public EventReader Read(Query query, ReadOptions options = default) => Opened.Read(query, options);

    public EventFollower Follow(Query query, long after = 0) => Opened.Follow(query, after);

    public Task<BackupResult> BackupAsync(string directory, BackupOptions? options = null, CancellationToken cancellationToken = default) =>
        Opened.BackupAsync(directory, options, cancellationToken);

    public ValueTask DisposeAsync() => Inner?.DisposeAsync() ?? default;

    public void Dispose() => Inner?.Dispose();
}
