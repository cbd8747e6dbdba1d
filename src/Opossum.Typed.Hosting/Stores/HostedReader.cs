using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Opossum.Typed.Hosting.Telemetry;
using Opossum.Typed.Hosting.Validation;

namespace Opossum.Typed.Hosting.Stores;

/// <summary>A store that another process writes, which the host reads and follows.</summary>
internal sealed class HostedReader : HostedLog
{
    private readonly HostedReadOnlyLog _log;
    private readonly HostedReaderOptions _options;
    private readonly TimeProvider _time;

    public HostedReader(StoreRegistration registration, IServiceProvider services) : base(registration, services)
    {
        _log = new(registration);
        _options = services.GetRequiredService<IOptionsMonitor<HostedReaderOptions>>().Get(registration.Name);
        _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var contentRoot = System.IO.Path.GetFullPath(services.GetRequiredService<IHostEnvironment>().ContentRootPath);
        Path = StorePath.Resolve(_options.RootPath!, _options.StoreName, registration, contentRoot);
        StateDirectory = _options.StateDirectory is { } states ? System.IO.Path.GetFullPath(states, contentRoot) : null;
        Reader = new(_log, registration.Model, _time, _options.Keys);
    }

    public override OpossumReader Reader { get; }

    public override string? Path { get; }

    /// <summary>Where its consumers keep how far they are; null for nowhere.</summary>
    public string? StateDirectory { get; }

    /// <summary>The open log; null before.</summary>
    public ReadOnlyEventLog? Log => _log.Inner;

    public override Exception? Fault => Look().Fault;

    /// <summary>What is known of the store and its writer; or why the store is not what it was.</summary>
    public (ReadOnlyStatus? Status, Exception? Fault) Look()
    {
        try
        {
            return (Log?.Status, null);
        }
        catch (Exception e) when (e is StoreException or ObjectDisposedException)
        {
            return (null, e);
        }
    }

    public override async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (Log is null) return;
        var closing = DisposeAsync().AsTask();
        try
        {
            await closing.WaitAsync(cancellationToken).ConfigureAwait(false);
            Logger.ReaderClosed(Name, Place);
        }
        catch (OperationCanceledException)
        {
            // Nothing is lost with a reader; what its consumers have not finished is delivered again.
        }
    }

    protected override async Task OpenLogAsync(CancellationToken cancellationToken)
    {
        var begin = _time.GetTimestamp();
        _log.Attach(await OpenEngineAsync(cancellationToken).ConfigureAwait(false));
        Logger.ReaderOpened(Name, Place, _log.Head, _time.GetElapsedTime(begin).TotalMilliseconds);
    }

    private async Task<ReadOnlyEventLog> OpenEngineAsync(CancellationToken cancellationToken)
    {
        var options = new ReadOnlyOptions
        {
            WaitForStore = _options.WaitForStore, StateDirectory = StateDirectory, TimeProvider = _time,
        };
        try
        {
            return await EmbeddedEventLog.OpenReadOnlyAsync(Path!, options, cancellationToken).ConfigureAwait(false);
        }
        catch (StateDirectoryException e)
        {
            throw new InvalidOperationException(
                $"{e.Message} The directory comes from {Registration.Place(nameof(HostedReaderOptions.StateDirectory))}.", e);
        }
        catch (StoreException e) when (e is StoreNotFoundException or StoreAccessException or StoreFormatException)
        {
            throw NotOpened(e, _options.RootPath);
        }
    }
}
