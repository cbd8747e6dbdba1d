using System.Collections.Immutable;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.Engine;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Retagging;
using Opossum.Typed.Engine.Retrieval;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>
/// The engine without its threads: a scenario says when a step is made. The background task that prepares segments makes its calls where
/// the scenario lets it.
/// </summary>
internal sealed class SteppedLog(SimStorage storage, LogEngine engine, StoreMetrics metrics) : IDisposable
{
    /// <summary>Few, so that short scenarios merge.</summary>
    public const int RunsPerMerge = 2;

    public Recovery Recovery => engine.Recovery;

    /// <summary>How many segments were read whole when it was opened.</summary>
    public int Replayed => engine.Replayed;

    public long Head => engine.Head;

    public long DurableHead => engine.DurableHead;

    /// <summary>The last position that was given away, written or not.</summary>
    public long Staged => engine.Log.NextPosition - 1;

    public StoreFaultedException? Fault => engine.Fault;

    /// <summary>How many segments have their index on disk.</summary>
    public long Indexed => engine.Visible.View.Parts.OfType<RunPart>().Sum(static part => part.Run.Segments.Length);

    /// <param name="storage">The disk.</param>
    /// <param name="clock">The engine's clock.</param>
    /// <param name="maxSegmentBytes">See <see cref="OpossumOptions"/>.</param>
    /// <param name="strategy">When to flush.</param>
    /// <param name="place">A directory of the disk; null for all of it.</param>
    /// <param name="publishes">False for a writer that tells other processes nothing.</param>
    public static SteppedLog Open(
        SimStorage storage, SimClock clock, int maxSegmentBytes, Strategy strategy, IStorage? place = null, bool publishes = true)
    {
        var options = new OpossumOptions
        {
            MaxSegmentBytes = maxSegmentBytes, TimeProvider = clock, RunsPerMerge = RunsPerMerge, EventsPerTagUnit = 3,
            PublishesHead = publishes,
        };
        var metrics = new StoreMetrics("disk", TimeProvider.System);
        try
        {
            return new(storage, LogEngine.Open(place ?? storage, options, strategy.Flush, metrics), metrics);
        }
        catch
        {
            metrics.Dispose();
            throw;
        }
    }

    /// <summary>The caller's half of an append; <see cref="Step(Random)"/> makes the other.</summary>
    public Task<AppendOutcome> Append(
        ReadOnlySpan<EventData> events, AppendCondition? unless, AppendKey? key, Durability durability = Durability.AsConfigured)
    {
        try
        {
            return engine.TryJudge(events, unless, key, durability, span: null, out var request, out var outcome)
                ? Task.FromResult(outcome)
                : Enqueue(request);
        }
        catch (Exception e)
        {
            return Task.FromException<AppendOutcome>(e);
        }
    }

    /// <summary>The position of the event that refuses an append; 0 if it would be appended. It is not.</summary>
    public long Judge(EventData e, AppendCondition unless)
    {
        if (engine.TryJudge([e], unless, null, Durability.AsConfigured, span: null, out var request, out var outcome))
            return outcome.Conflict!.Value.Position;
        request.Abandon();
        return 0;
    }

    /// <summary>Asks for a flush of what was appended before.</summary>
    public Task<AppendOutcome> Flush() => Enqueue(AppendRequest.CreateFlush());

    /// <summary>What is queued becomes one group, or a flush is made that is due.</summary>
    /// <param name="random">How far a background task comes meanwhile.</param>
    public bool Step(Random random)
    {
        storage.Flushing = () =>
        {
            if (engine.Preparing is { IsCompleted: false } task) storage.Gate.LetThrough(random.Next(6), task);
        };
        storage.Gate.Close();
        try
        {
            return engine.Step();
        }
        finally
        {
            storage.Gate.Open();
            AwaitBackground();
        }
    }

    /// <summary>A step whose background calls come when they come.</summary>
    public void Step()
    {
        engine.Step();
        AwaitBackground();
    }

    /// <summary>One run is made, if there is something to seal, to merge or to make again.</summary>
    /// <returns>False when there is not.</returns>
    public bool StepIndex() => engine.StepIndex();

    /// <param name="to">Where.</param>
    /// <param name="hardLinks">Whether full files are linked.</param>
    /// <param name="proceed">What happens meanwhile.</param>
    public BackupResult Backup(IStorage to, bool hardLinks, Action proceed) => engine.Backup(to, new() { HardLinks = hardLinks }, proceed);

    /// <summary>How often it was retagged.</summary>
    public long TagEpoch => engine.TagEpoch;

    /// <summary>What retaggings made sure of.</summary>
    public ImmutableArray<RetaggedTag> Retagged => engine.Promise.Kept;

    /// <summary>All of a retagging but its publication.</summary>
    /// <param name="source">Which tags events should have.</param>
    /// <param name="proceed">What happens meanwhile; throws to interrupt it.</param>
    public RetagDraft PrepareRetagging(TagSource source, Action proceed)
    {
        engine.Promise.Declare(source.Covers);
        return engine.PrepareRetagging(source, new(), progress: null, proceed);
    }

    /// <summary>Queues the publication of what was prepared.</summary>
    public Task<AppendOutcome> Publish(RetagDraft draft)
    {
        engine.EndRetagging();
        return Enqueue(engine.CreatePublication(draft));
    }

    /// <summary>What was prepared is not published.</summary>
    public void GiveUp() => engine.EndRetagging();

    public EventFollower Follow(Query query) => engine.Follow(query, after: 0);

    /// <summary>What verifying finds.</summary>
    public IReadOnlyList<LogDamage> Verify() => engine.Verify(engine.Durable, null, static () => { }, default).Damage;

    public EventReader Read(Query query, bool backward = false, bool scan = false) =>
        Read(query, new ReadOptions { Backward = backward }, scan);

    public EventReader Read(Query query, ReadOptions options, bool scan = false) =>
        engine.Read(query, options, scan ? ReadStrategy.Scan : ReadStrategy.Automatic);

    public void Close()
    {
        using (metrics) engine.Close();
    }

    /// <summary>Lets go of it without closing it, as the end of a process does.</summary>
    public void Dispose()
    {
        using (metrics) engine.Dispose();
    }

    private Task<AppendOutcome> Enqueue(AppendRequest request)
    {
        var attempt = request.CreateAttempt();
        engine.Enqueue(request);
        return attempt;
    }

    private void AwaitBackground()
    {
        if (engine.Preparing is { } task) Task.WaitAny(task);
    }
}
