using Opossum.Typed.CrashLab.Acks;
using Opossum.Typed.CrashLab.Plan;
using Opossum.Typed.CrashLab.Tests.Support;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>What is spoilt is found, and named.</summary>
public class VerifyTests
{
    [Fact]
    public async Task A_store_that_holds_what_was_acknowledged_is_verified()
    {
        using var store = await WrittenStore.MakeAsync();
        var acknowledged = store.Answers.Acknowledged.Count;
        var (exitCode, output) = await store.VerifyAsync();
        Assert.StartsWith(
            $"verified: {acknowledged} acknowledged, {acknowledged} present, 0 lost, 0 violations; {acknowledged} events", output,
            StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task An_acknowledged_event_beyond_the_head_is_lost()
    {
        using var store = await WrittenStore.MakeAsync();
        var (last, id) = (store.Answers.Acknowledged.Max(ack => ack.Position), Guid.NewGuid());
        store.Acknowledge(new(last + 1, id, 1, new(store.Run.Id, 0, WrittenStore.AppendsOfEach + 1)));
        await Finds(store, $"position {last + 1}: lost: event {id} of append 101 of appender 0", " 1 lost, ");
    }

    [Fact]
    public async Task An_acknowledged_event_whose_position_has_another_is_lost()
    {
        using var store = await WrittenStore.MakeAsync();
        var ack = store.Answers.Acknowledged[10];
        store.Replace(AckLines.Of(ack), AckLines.Of(ack with { EventId = Guid.NewGuid() }));
        await Finds(store, $"and the log has event {ack.EventId} there.", " 1 lost, ");
    }

    [Fact]
    public async Task A_payload_that_is_not_the_acknowledged_one_is_a_loss()
    {
        using var store = await WrittenStore.MakeAsync();
        var ack = store.Answers.Acknowledged[10];
        store.Replace(AckLines.Of(ack), AckLines.Of(ack with { PayloadHash = ack.PayloadHash ^ 1 }));
        await Finds(store, $"position {ack.Position}: lost: event {ack.EventId}", "its payload's hash is", " 1 lost, ");
    }

    [Fact]
    public async Task A_store_without_its_last_file_loses_everything_in_it()
    {
        // More than the first segment holds, 1 MiB.
        using var store = await WrittenStore.MakeAsync(appendsOfEach: 1500);
        var files = Directory.GetFiles(store.Path, "*.seg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        Assert.True(files.Length > 1);
        foreach (var file in files[1..]) File.Delete(file);
        await Finds(store, "the store can't be read: ", " lost, ");
    }

    [Fact]
    public async Task A_store_that_is_gone_is_not_made_anew()
    {
        using var store = await WrittenStore.MakeAsync();
        var acknowledged = store.Answers.Acknowledged.Count;
        Directory.Delete(store.Path, recursive: true);
        await Finds(store, $"There is no store at {store.Path}.", $" 0 present, {acknowledged} lost, ");
        Assert.False(Directory.Exists(store.Path));
    }

    [Fact]
    public async Task An_event_that_nobody_sent_is_found()
    {
        using var store = await WrittenStore.MakeAsync();
        await AppendAsync(store, [new EventData("opened", "{}"u8.ToArray(), new Tag("account:1"))]);
        await Finds(store, "nobody sent this event of type 'opened'");
    }

    [Fact]
    public async Task Half_an_append_is_found()
    {
        using var store = await WrittenStore.MakeAsync();
        var plan = Next(store, plan => plan.Count > 1);
        await AppendAsync(store, Events(plan)[..1]);
        await Finds(store, $"{plan.Id} ends here with 1 of {plan.Count} events.");
    }

    [Fact]
    public async Task An_append_that_was_not_answered_may_be_there_but_only_the_next()
    {
        using var store = await WrittenStore.MakeAsync();
        var plan = AppendPlan.Of(store.Run, new(store.Run.Id, 0, WrittenStore.AppendsOfEach + 1));
        await using (var log = await store.OpenAsync()) await SendAsync(log, plan);
        Assert.Equal(0, (await store.VerifyAsync()).ExitCode);

        plan = AppendPlan.Of(store.Run, new(store.Run.Id, 1, WrittenStore.AppendsOfEach + 2));
        await using (var log = await store.OpenAsync()) await SendAsync(log, plan);
        await Finds(
            store,
            $"{plan.Id} is there and was not acknowledged; only append {WrittenStore.AppendsOfEach + 1} can have been without an answer.");
    }

    [Fact]
    public async Task An_append_that_is_there_twice_is_found()
    {
        using var store = await WrittenStore.MakeAsync();
        var plan = AppendPlan.Of(store.Run, new(store.Run.Id, 0, WrittenStore.AppendsOfEach + 1));
        await AppendAsync(store, Events(plan));
        await AppendAsync(store, Events(plan));
        await Finds(store, $"{plan.Id} is there after append {plan.Id.Number} of the same appender");
    }

    [Fact]
    public async Task A_head_that_was_seen_and_is_gone_is_found()
    {
        using var store = await WrittenStore.MakeAsync();
        var plan = AppendPlan.Of(store.Run, new(store.Run.Id, 0, WrittenStore.AppendsOfEach + 1));
        await AppendAsync(store, plan.Events(1_000_000, plan.Condition(1_000_000)));
        await Finds(store, $"{plan.Id} is based on head 1000000, which was visible before it was sent and is gone.");
    }

    [Fact]
    public async Task A_file_with_a_line_of_somebody_else_is_refused()
    {
        using var store = await WrittenStore.MakeAsync();
        File.AppendAllText(store.Acks, "ack 17 and so on\n");
        var error = await Assert.ThrowsAsync<InvalidDataException>(store.VerifyAsync);
        Assert.Contains("'ack 17 and so on' is no answer", error.Message, StringComparison.Ordinal);
    }

    private static async Task Finds(WrittenStore store, params string[] expected)
    {
        var (exitCode, output) = await store.VerifyAsync();
        Assert.All(expected, text => Assert.Contains(text, output, StringComparison.Ordinal));
        Assert.Equal(1, exitCode);
    }

    private static AppendPlan Next(WrittenStore store, Func<AppendPlan, bool> isWanted) =>
        Enumerable.Range(0, WrittenStore.Appenders)
            .Select(i => AppendPlan.Of(store.Run, new(store.Run.Id, i, WrittenStore.AppendsOfEach + 1)))
            .FirstOrDefault(isWanted)
        ?? throw new InvalidOperationException("No appender has such an append next.");

    private static EventData[] Events(AppendPlan plan) => plan.Events(0, plan.Condition(0));

    private static async Task AppendAsync(WrittenStore store, EventData[] events)
    {
        await using var log = await store.OpenAsync();
        await log.AppendAsync(events);
    }

    private static async Task SendAsync(EmbeddedEventLog log, AppendPlan plan) =>
        await log.AppendAsync(plan.Events(log.Head, plan.Condition(log.Head)));
}
