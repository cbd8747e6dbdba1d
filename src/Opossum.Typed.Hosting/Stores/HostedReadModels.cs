using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Hosting.Telemetry;

namespace Opossum.Typed.Hosting.Stores;

/// <summary>The read models of a hosted store: they can be injected from the beginning, and used once the host has opened them.</summary>
internal sealed class HostedReadModels(HostedLog store, ReadModelsRegistration registration) : IReadModels
{
    private ReadModels? _inner;         // written once, by the hosted service, before the server takes requests

    /// <summary>Null until they are open.</summary>
    public ReadModels? Inner => Volatile.Read(ref _inner);

    public ReadModels Opened => Inner ?? throw new InvalidOperationException(
        $"The read models of {store.Registration} are not open yet: {nameof(OpossumHostedService)} opens them when the host starts, "
        + "before any other hosted service is started and before the server takes requests. Use them from there on.");

    public bool IsOwner => Opened.IsOwner;

    /// <summary>Opens them; failures are logged before the application's own callback is told of them.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var options = new ReadModelOptions();
        registration.Configure?.Invoke(options);
        var own = options.OnFailure;
        options.OnFailure = failure =>
        {
            store.Logger.Failed(failure, store.Name);
            own?.Invoke(failure);
        };
        Volatile.Write(ref _inner, await registration.Open(store.Reader, options, cancellationToken).ConfigureAwait(false));
    }

    public ValueTask CloseAsync() => Inner?.DisposeAsync() ?? default;

    public ValueTask<TRow?> FindAsync<TRow, TKey>(RowKey<TRow, TKey> key, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull =>
        Opened.FindAsync(key, cancellationToken);

    public IAsyncEnumerable<TRow> AllAsync<TRow>(CancellationToken cancellationToken = default) where TRow : class, IReadModel<TRow> =>
        Opened.AllAsync<TRow>(cancellationToken);

    public ValueTask<(TRow? Row, AppendCondition Unless)> LatestAsync<TRow, TKey>(
        RowKey<TRow, TKey> key, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull =>
        Opened.LatestAsync(key, cancellationToken);

    public IAsyncEnumerable<TRow?> WatchAsync<TRow, TKey>(RowKey<TRow, TKey> key, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull =>
        Opened.WatchAsync(key, cancellationToken);

    public ValueTask UntilAsync(long position, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Opened.UntilAsync(position, timeout, cancellationToken);

    public ValueTask UntilAsync(AppendResult appended, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Opened.UntilAsync(appended, timeout, cancellationToken);

    public ValueTask UntilAsync(Outcome outcome, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Opened.UntilAsync(outcome, timeout, cancellationToken);

    public ValueTask UntilAsync<TRow>(long position, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow> =>
        Opened.UntilAsync<TRow>(position, timeout, cancellationToken);

    public ValueTask UntilAsync<TRow>(AppendResult appended, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow> =>
        Opened.UntilAsync<TRow>(appended, timeout, cancellationToken);

    public ValueTask UntilAsync<TRow>(Outcome outcome, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow> =>
        Opened.UntilAsync<TRow>(outcome, timeout, cancellationToken);

    public ValueTask<ImmutableArray<ReadModelStatus>> GetStatusAsync(CancellationToken cancellationToken = default) =>
        Opened.GetStatusAsync(cancellationToken);

    public Task ResumeAsync(string model) => Opened.ResumeAsync(model);

    public Task SkipAsync(string model, long position) => Opened.SkipAsync(model, position);

    public Task RebuildAsync(string model, CancellationToken cancellationToken = default) => Opened.RebuildAsync(model, cancellationToken);

    public Task<ImmutableArray<OrphanedTable>> GetOrphansAsync() => Opened.GetOrphansAsync();

    public Task DropOrphanAsync(string table) => Opened.DropOrphanAsync(table);
}
