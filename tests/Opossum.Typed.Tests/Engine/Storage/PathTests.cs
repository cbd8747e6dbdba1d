using Microsoft.Extensions.Time.Testing;

namespace Opossum.Typed.Tests.Engine.Storage;

/// <summary>What becomes of a store whose path is made to lead elsewhere while it is open.</summary>
public sealed class PathTests : IDisposable
{
    private readonly StoreFolder _root = new();
    private readonly FakeTimeProvider _time = new();

    public PathTests()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows lets nobody rename a directory of open files");
        Directory.CreateDirectory(_root.Path);
    }

    private string Store => Path.Combine(_root.Path, "store");

    private string Elsewhere => Path.Combine(_root.Path, "elsewhere");

    public enum Way
    {
        Moved,
        LinkFlipped,
        BackupRestored,
    }

    [Theory, InlineData(Way.Moved), InlineData(Way.LinkFlipped), InlineData(Way.BackupRestored)]
    public async Task Two_stores_that_share_a_path_one_after_the_other_keep_all_that_they_acknowledged(Way way)
    {
        var (first, kept) = await OpenFirstAsync(way);
        List<string> ofFirst = [], ofSecond = [];
        for (var i = 0; i < 40; i++) await AppendAsync(first, "first", ofFirst);
        await TakeAwayAsync(first, way);
        var second = await OpenAsync(Store);
        var before = await Raw.EventsAsync(second, Query.All);
        for (var i = 0; i < 120; i++)
        {
            if (first.Fault is null) await TryAppendAsync(first, "first", ofFirst);
            await AppendAsync(second, "second", ofSecond);
        }

        var fault = first.Fault;
        await first.DisposeAsync();
        await second.DisposeAsync();
        await using (var again = await EmbeddedEventLog.OpenAsync(kept, cancellationToken: TestContext.Current.CancellationToken))
        {
            var there = await Raw.EventsAsync(again, Query.All);
            Assert.Equal(ofFirst, there.Take(ofFirst.Count).Select(static e => e.Tags[0].Text));
            Assert.InRange(there.Count, ofFirst.Count, ofFirst.Count + 1);          // the one that met the end may be there
        }

        await using var secondAgain = await OpenAsync(Store);
        var ofBoth = await Raw.EventsAsync(secondAgain, Query.All);
        Assert.Equal([.. before.Select(static e => e.Tags[0].Text), .. ofSecond], ofBoth.Select(static e => e.Tags[0].Text));
        Assert.NotNull(fault);                      // at a roll, at the latest
        Assert.Contains($"'{Store}'", fault.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(Way.Moved), InlineData(Way.LinkFlipped), InlineData(Way.BackupRestored)]
    public async Task An_idle_store_notices_within_a_second(Way way)
    {
        var (log, _) = await OpenFirstAsync(way);
        await using var closing = log;
        await AppendAsync(log, "first", []);
        await TakeAwayAsync(log, way);
        _time.Advance(TimeSpan.FromSeconds(1));
        await EndsAsync(log);
        Assert.Contains($"'{Store}'", log.Fault!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("open it again", log.Fault!.Message, StringComparison.Ordinal);         // that would make a new store there
        Assert.Single(await Raw.EventsAsync(log, Query.All));                       // reads go on
    }

    private async Task<(EmbeddedEventLog Log, string Kept)> OpenFirstAsync(Way way)
    {
        if (way != Way.LinkFlipped) return (await OpenAsync(Store), Elsewhere);
        var real = Directory.CreateDirectory(Path.Combine(_root.Path, "real")).FullName;
        Directory.CreateSymbolicLink(Store, real);
        return (await OpenAsync(Store), real);
    }

    private async Task TakeAwayAsync(EmbeddedEventLog log, Way way)
    {
        switch (way)
        {
            case Way.Moved:
                Directory.Move(Store, Elsewhere);
                break;
            case Way.LinkFlipped:
                Directory.Delete(Store);
                Directory.CreateSymbolicLink(Store, Directory.CreateDirectory(Path.Combine(_root.Path, "other")).FullName);
                break;
            default:
                var backup = Path.Combine(_root.Path, "backup");
                await log.BackupAsync(backup, cancellationToken: TestContext.Current.CancellationToken);
                Directory.Move(Store, Elsewhere);
                Directory.Move(backup, Store);
                break;
        }
    }

    private async Task<EmbeddedEventLog> OpenAsync(string path) =>
        await EmbeddedEventLog.OpenAsync(
            path, new() { MaxSegmentBytes = 16 << 10, TimeProvider = _time }, TestContext.Current.CancellationToken);

    private static async Task AppendAsync(EmbeddedEventLog log, string who, List<string> acknowledged)
    {
        var name = $"{who}-{acknowledged.Count}";
        await log.AppendAsync([new EventData("A", new byte[500], new Tag(name))], cancellationToken: TestContext.Current.CancellationToken);
        acknowledged.Add(name);
    }

    private static async Task TryAppendAsync(EmbeddedEventLog log, string who, List<string> acknowledged)
    {
        try
        {
            await AppendAsync(log, who, acknowledged);
        }
        catch (StoreFaultedException)
        {
        }
    }

    private static async Task EndsAsync(EmbeddedEventLog log) =>
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.AppendAsync([Raw.Event("A")]));

    public void Dispose() => _root.Dispose();
}
