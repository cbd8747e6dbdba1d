using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Forwarder.Tests.Support;

/// <summary>Reads the queue in its order, until it is disposed.</summary>
internal sealed class Receiver(List<Message> messages) : IAsyncDisposable
{
    private IConnection? _connection;

    public static async Task<Receiver> StartAsync(Uri broker, List<Message> messages)
    {
        var receiver = new Receiver(messages);
        var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false };
        var connection = receiver._connection = await factory.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("orders", durable: true, exclusive: false, autoDelete: false);
        await channel.BasicQosAsync(0, 200, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, e) =>
        {
            lock (messages)
                messages.Add(new(e.BasicProperties.MessageId!, e.RoutingKey, e.BasicProperties.ContentType!, e.Body.ToArray(),
                    e.BasicProperties.Headers?.ToDictionary(static h => h.Key, static h => Text(h.Value)) ?? []));
            await channel.BasicAckAsync(e.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync("orders", autoAck: false, consumer);
        return receiver;
    }

    public int Count
    {
        get
        {
            lock (messages) return messages.Count;
        }
    }

    /// <summary>
    /// Waits until nothing has come for longer than a forwarder pauses. The store can't be asked: it is the forwarder's until that ends.
    /// </summary>
    public Task IsQuietAsync()
    {
        var (count, since) = (-1, TimeProvider.System.GetTimestamp());
        return Eventually.IsTrueAsync(() =>
        {
            if (Count != count) (count, since) = (Count, TimeProvider.System.GetTimestamp());
            return TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(3);
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
    }

    private static string Text(object? value) => value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : $"{value}";
}

/// <summary>A message as it arrived.</summary>
internal sealed record Message(string Id, string Key, string ContentType, byte[] Body, Dictionary<string, string> Headers);
