using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>Nobody catches what a timer throws: it would end the process, with everything else that is in it.</summary>
public class UnreadableLogTests
{
    private static readonly Exception[] Troubles =
    [
        new StoreDamagedException("0000000001.seg", 64, "a segment is missing"), new IOException("no handles are left"),
        new UnauthorizedAccessException(), new ObjectDisposedException("log"),
    ];

    [Fact]
    public async Task A_log_that_is_replaced_or_damaged_ends_no_process_by_the_timer_of_its_read_models()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var log = new TroubledLog(EmbeddedEventLog.OpenInMemory());
        await using var store = new OpossumStore(log, LibraryModel.Model, new() { TimeProvider = clock });
        await store.AppendAsync(new LibraryLog(Tier.Seed).Take(10));
        await using var views = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels);
        await views.UntilAsync(store.Head);
        foreach (var trouble in Troubles)
        {
            log.Trouble = trouble;
            var asked = log.Asked;
            while (log.Asked == asked)
            {
                clock.Advance(TimeSpan.FromSeconds(1));         // runs the timer's callback here
                await Task.Yield();
            }
        }

        log.Trouble = null;
    }

    private sealed class TroubledLog(IEventLog log) : PassingLog(log)
    {
        private int _asked;

        public Exception? Trouble { get; set; }

        public int Asked => Volatile.Read(ref _asked);

        public override long TagEpoch
        {
            get
            {
                Interlocked.Increment(ref _asked);
                return Trouble is null ? base.TagEpoch : throw Trouble;
            }
        }
    }
}
