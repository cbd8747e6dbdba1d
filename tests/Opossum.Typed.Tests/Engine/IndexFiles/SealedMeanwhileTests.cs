using Opossum.Typed.Tests.Decisions;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Engine.IndexFiles;

/// <summary>
/// A reader stops anywhere in a segment that is still being filled, the segment is filled and sealed, and the reader goes on. What it
/// holds in memory was read while zeros lay behind the last event.
/// </summary>
public class SealedMeanwhileTests
{
    private const int Events = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly OpossumOptions SmallSegments = new() { MaxSegmentBytes = 1 << 20 };
    private static readonly CourseId Course = new(1);

    private static IEnumerable<int> PausePoints => Enumerable.Range(0, 75).Select(static i => 4 * i + 1);

    public static TheoryData<bool, string> Reads { get; } =
        new MatrixTheoryData<bool, string>([false, true], ["read", "read backward", "follow"]);

    [Theory, MemberData(nameof(Reads))]
    public async Task A_reader_that_stopped_anywhere_delivers_its_snapshot_after_the_segment_is_sealed(bool onDisk, string kind)
    {
        using var folder = new StoreFolder();
        await using var log = onDisk ? await folder.OpenAsync(SmallSegments) : EmbeddedEventLog.OpenInMemory(SmallSegments);
        await log.AppendAsync([.. Enumerable.Range(0, Events).Select(static i => Raw.Event("A", $"t:{i}"))]);
        var readers = new List<(PausingLog Log, Task<List<long>> Positions)>();
        foreach (var point in PausePoints)
        {
            var pausing = new PausingLog(log, point);
            var reader = kind == "follow" ? pausing.Follow(Query.All) : pausing.Read(Query.All, new() { Backward = kind != "read" });
            readers.Add((pausing, PositionsAsync(reader)));
            await pausing.Paused.WaitAsync(Patience);
        }

        await SealAsync(log, static i => new("B", new byte[100_000], new Tag($"b:{i}")));
        foreach (var (pausing, positions) in readers)
        {
            pausing.Resume();
            var expected = Enumerable.Range(1, Events).Select(static i => (long)i);
            Assert.Equal(kind == "read backward" ? expected.Reverse() : expected, await positions.WaitAsync(Patience));
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_fold_that_stopped_anywhere_counts_its_snapshot_after_the_segment_is_sealed(bool onDisk)
    {
        using var folder = new StoreFolder();
        await using var log = onDisk ? await folder.OpenAsync(SmallSegments) : EmbeddedEventLog.OpenInMemory(SmallSegments);
        var store = new OpossumStore(log, Shapes.Model);
        await store.AppendAsync([.. Enumerable.Range(0, Events).Select(static i => (IEvent)new StudentSubscribed(Course, new(i)))]);
        var folds = new List<(PausingLog Log, Task Fold)>();
        foreach (var point in PausePoints)
        {
            foreach (var fold in (Func<OpossumStore, Task>[])[BuildAsync, DecideAsync])
            {
                var pausing = new PausingLog(log, point);
                folds.Add((pausing, fold(new(pausing, Shapes.Model))));
                await pausing.Paused.WaitAsync(Patience);
            }
        }

        await SealAsync(log, static i => new("B", new byte[100_000], new Tag($"b:{i}")));
        foreach (var (pausing, fold) in folds)
        {
            pausing.Resume();
            await fold.WaitAsync(Patience);
        }

        static async Task BuildAsync(OpossumStore store) => Assert.Equal(Events, (await store.BuildAsync(new Seats(Course))).Model.Taken);

        static async Task DecideAsync(OpossumStore store) =>
            Assert.Equal(new Outcome.Rejected("course is full", null), await store.DecideAsync(new Subscribe(Course, new(Events))));
    }

    /// <summary>Fills the segment and begins the next, and waits until the first has its index on disk.</summary>
    private static async Task SealAsync(EmbeddedEventLog log, Func<int, EventData> large)
    {
        for (var i = 0; i < 12; i++) await log.AppendAsync([large(i)]);
        using var patience = new CancellationTokenSource(Patience);
        while (log.Explain(Query.Tagged(new Tag("b:0")), new() { To = 1 }).Contains("index in memory", StringComparison.Ordinal))
            await Task.Delay(1, patience.Token);
    }

    private static async Task<List<long>> PositionsAsync(EventReader reader)
    {
        using (reader)
        {
            var positions = new List<long>();
            while (positions.Count < Events && await reader.FillAsync())
                while (positions.Count < Events && reader.TryRead(out var e)) positions.Add(e.Position);
            return positions;
        }
    }
}
