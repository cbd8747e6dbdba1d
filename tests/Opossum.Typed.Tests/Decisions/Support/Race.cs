using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Decisions;

/// <summary>A store in which others append at a moment that the test chooses: between a decision and its append.</summary>
internal sealed class Race : IAsyncDisposable
{
    public Race(OpossumOptions? options = null)
    {
        var log = EmbeddedEventLog.OpenInMemory(options);
        Others = new(log, Shapes.Model);
        Log = new(log);
        Store = new(Log, Shapes.Model, options);
    }

    public WatchedLog Log { get; }

    /// <summary>The one whose decisions are tested.</summary>
    public OpossumStore Store { get; }

    /// <summary>The same events, unwatched.</summary>
    public OpossumStore Others { get; }

    /// <summary>Appends before each of the next appends, one of these each time.</summary>
    public void StepIn(params IEvent[] events)
    {
        var next = new Queue<IEvent>(events);
        Log.BeforeAppend = async _ =>
        {
            if (next.TryDequeue(out var e)) await Others.AppendAsync(e);
        };
    }

    public ValueTask DisposeAsync() => Others.DisposeAsync();
}
