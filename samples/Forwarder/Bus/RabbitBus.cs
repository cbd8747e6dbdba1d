using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Opossum.Typed.CloudEvents;
using RabbitMQ.Client;

namespace Forwarder.Bus;

/// <summary>
/// A connection to RabbitMQ, made when it is needed and made again after it broke. A message is published once the broker has confirmed
/// that it is in a durable queue.
/// </summary>
internal sealed partial class RabbitBus(BusOptions options, ILogger<RabbitBus> log) : IAsyncDisposable
{
    private static readonly CreateChannelOptions Confirmed =
        new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly ConcurrentBag<IChannel> _idle = [];        // a channel has one message on its way at a time
    private IConnection? _connection;                           // under _connecting
    private int _isAway;                                        // 1 since a message was not confirmed, until one is

    /// <summary>Completes when the broker has the message.</summary>
    /// <exception cref="BusAwayException">It was not confirmed. The broker may have it nevertheless.</exception>
    public async Task PublishAsync(CloudEvent e, string routingKey, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.ConfirmWithin);
        IChannel? channel = null;
        try
        {
            channel = await RentAsync(limit.Token);
            // Mandatory: a broker confirms also what no queue takes, unless it has to return it.
            await channel.BasicPublishAsync(
                options.Exchange, routingKey, mandatory: true, PropertiesOf(e), options.Structured ? e.ToJson() : e.Data, limit.Token);
            _idle.Add(channel);
        }
        catch (Exception problem) when (!stop.IsCancellationRequested)
        {
            if (channel is not null) await DropAsync(channel);
            var message = Describe(problem);
            if (Interlocked.Exchange(ref _isAway, 1) == 0) LogAway(log, message);
            throw new BusAwayException(message, problem);
        }

        if (_isAway == 1 && Interlocked.Exchange(ref _isAway, 0) == 1) LogBack(log, options.Broker.Host, options.Broker.Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _connecting.Dispose();
    }

    private BasicProperties PropertiesOf(CloudEvent e) => new()
    {
        MessageId = e.Id,
        Type = e.Type,
        ContentType = options.Structured ? CloudEvent.StructuredContentType : e.DataContentType,
        DeliveryMode = DeliveryModes.Persistent,
        Headers = options.Structured ? null : e.AmqpProperties().ToDictionary(static p => p.Key, static p => (object?)p.Value),
    };

    private async Task<IChannel> RentAsync(CancellationToken stop)
    {
        while (_idle.TryTake(out var idle))
        {
            if (idle.IsOpen) return idle;
            await DropAsync(idle);
        }

        await _connecting.WaitAsync(stop);
        try
        {
            if (_connection is not { IsOpen: true }) _connection = await ConnectAsync(stop);
            return await _connection.CreateChannelAsync(Confirmed, stop);
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task<IConnection> ConnectAsync(CancellationToken stop)
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _connection = null;
        // The consumer tries again, so the client need not: what it would publish on its own is not in anyone's order.
        var factory = new ConnectionFactory { Uri = options.Broker, AutomaticRecoveryEnabled = false, ClientProvidedName = "forwarder" };
        var connection = await factory.CreateConnectionAsync(stop);
        try
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);
            await channel.ExchangeDeclareAsync(options.Exchange, ExchangeType.Topic, durable: true, cancellationToken: stop);
            await channel.QueueDeclareAsync(options.Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: stop);
            await channel.QueueBindAsync(options.Queue, options.Exchange, "#", cancellationToken: stop);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The host and the port, never the user or the password.</summary>
    private string Describe(Exception problem) => problem is OperationCanceledException
        ? $"RabbitMQ at {options.Broker.Host}:{options.Broker.Port} did not confirm within {options.ConfirmWithin.TotalSeconds} s."
        : $"RabbitMQ at {options.Broker.Host}:{options.Broker.Port} did not take the message: {problem.GetBaseException().Message}";

    private static async Task DropAsync(IChannel channel)
    {
        try
        {
            await channel.DisposeAsync();
        }
        catch (Exception e) when (e is RabbitMQ.Client.Exceptions.RabbitMQClientException or IOException or ObjectDisposedException)
        {
            // It was broken already.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem} Events wait in the store until it does.")]
    private static partial void LogAway(ILogger log, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "RabbitMQ at {Host}:{Port} takes messages again.")]
    private static partial void LogBack(ILogger log, string host, int port);
}
