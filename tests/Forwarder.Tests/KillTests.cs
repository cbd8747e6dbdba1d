using System.Text.Json;
using Forwarder.Orders;
using Forwarder.Tests.Support;
using Opossum.Typed;
using Opossum.Typed.CloudEvents;

namespace Forwarder.Tests;

/// <summary>Broker and forwarder are killed in turn while orders come in; then every event has arrived, in order for each order.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int OrdersPerSecond = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly int Kills = Tier.Size(quick: 0, full: 2, @long: 30);

    /// <summary>On the disk of the build: production refuses a temporary directory that lies in memory.</summary>
    private readonly string _root = Path.Combine(AppContext.BaseDirectory, "stores", Guid.NewGuid().ToString("N"));

    [FullFact]
    public async Task Every_event_arrives_in_order_whatever_is_killed()
    {
        Assert.SkipWhen(Broker.Missing is not null, Broker.Missing ?? "");
        var random = new Random(Tier.Seed);
        List<Message> messages = [];
        await using var broker = await Broker.StartAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var forwarder = new ForwarderProcess(_root, broker.Address, OrdersPerSecond);
            await using (var receiver = await Receiver.StartAsync(broker.Address, messages))
            {
                var before = receiver.Count;
                await Eventually.IsTrueAsync(() => receiver.Count > before + 100, Patience);
                await Task.Delay(random.Next(300));
                if (kill % 2 == 0) await broker.KillAsync();
            }

            await Task.Delay(random.Next(500));
            Assert.False(forwarder.HasExited, "The forwarder ended because its broker was away.");
            await forwarder.KillAsync();
            if (kill % 2 == 0) await broker.RestartAsync();
        }

        await using (var last = new ForwarderProcess(_root, broker.Address, ordersPerSecond: 0))
        await using (var receiver = await Receiver.StartAsync(broker.Address, messages))
        {
            await receiver.IsQuietAsync();
        }

        await CompareAsync(messages);
    }

    [FullFact]
    public async Task Without_a_kill_each_event_arrives_once_in_both_modes()
    {
        Assert.SkipWhen(Broker.Missing is not null, Broker.Missing ?? "");
        List<Message> messages = [];
        await using var broker = await Broker.StartAsync();
        await using (var receiver = await Receiver.StartAsync(broker.Address, messages))
        {
            foreach (var mode in (string[])["binary", "structured"])
            {
                await using var forwarder = new ForwarderProcess(_root, broker.Address, OrdersPerSecond, mode);
                var before = receiver.Count;
                await Eventually.IsTrueAsync(() => receiver.Count > before + 100, Patience);
                Assert.Equal(0, await forwarder.StopAsync());
            }

            await using var last = new ForwarderProcess(_root, broker.Address, ordersPerSecond: 0);
            await receiver.IsQuietAsync();
        }

        Assert.Equal(messages.Count, messages.DistinctBy(static message => message.Id).Count());
        await CompareAsync(messages);
        var structured = messages.Where(static message => message.ContentType == CloudEvent.StructuredContentType).ToArray();
        Assert.InRange(structured.Length, 100, messages.Count - 100);
        Assert.All(structured, static message =>
        {
            using var json = JsonDocument.Parse(message.Body);
            Assert.Equal(message.Id, json.RootElement.GetProperty("id").GetString());
            Assert.Equal(message.Key, json.RootElement.GetProperty("type").GetString());
        });
    }

    [FullFact]
    public async Task While_the_broker_is_away_appends_go_on_and_then_everything_arrives()
    {
        Assert.SkipWhen(Broker.Missing is not null, Broker.Missing ?? "");
        List<Message> messages = [];
        await using var broker = await Broker.StartAsync();
        await broker.KillAsync();
        long head;
        await using (var forwarder = new ForwarderProcess(_root, broker.Address, OrdersPerSecond))
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            Assert.Equal(0, await forwarder.StopAsync());
            await using var store = await OpossumStore.OpenAsync(Path.Combine(_root, "orders"), OrderEvents.Model);
            head = store.Log.Head;
        }

        Assert.InRange(head, OrdersPerSecond, long.MaxValue);           // a third of a second's orders at least
        await broker.RestartAsync();
        await using (var receiver = await Receiver.StartAsync(broker.Address, messages))
        await using (var forwarder = new ForwarderProcess(_root, broker.Address, ordersPerSecond: 0))
            await receiver.IsQuietAsync();
        Assert.Equal(head, messages.Select(static message => message.Id).Distinct().Count());
        await CompareAsync(messages);
    }

    public void Dispose()
    {
        if (Directory.Exists(_root)) Directory.Delete(_root, recursive: true);
    }

    private async Task CompareAsync(List<Message> messages)
    {
        Dictionary<OrderId, List<string>> appended = [];
        await using var store = await OpossumStore.OpenAsync(Path.Combine(_root, "orders"), OrderEvents.Model);
        Dictionary<string, OrderId> orders = [];
        await foreach (var e in store.ReadAsync<IOrderEvent>(Query.All))
        {
            var id = e.Metadata.Id.ToString();
            orders.Add(id, e.Event.Order);
            if (!appended.TryGetValue(e.Event.Order, out var ids)) appended.Add(e.Event.Order, ids = []);
            ids.Add(id);
        }

        var first = messages.Select(static message => message.Id).Distinct().ToArray();
        output.WriteLine($"{orders.Count} events, {messages.Count} messages, {messages.Count - first.Length} of them repeated");
        Assert.Equal(orders.Keys.Order(StringComparer.Ordinal), first.Order(StringComparer.Ordinal));
        Assert.Equal(appended, first.GroupBy(id => orders[id]).ToDictionary(static group => group.Key, static group => group.ToList()));
        Assert.All(
            messages.Where(static message => message.ContentType == "application/json"),
            static message => Assert.Equal(message.Id, message.Headers["cloudEvents:id"]));
    }
}
