using System.IO.Hashing;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.Engine;
using Opossum.Typed.Engine.ReadOnly;
using Opossum.Typed.Engine.Retrieval;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>A reader in another process: remembers each event that it ever saw, and that it never saw another in its place.</summary>
internal sealed class SecondProcess(Onlooker files) : IDisposable
{
    private LogObserver? _log;          // once there is a store
    private readonly List<(Guid Id, string Type, ulong Payload)> _seen = [];
    private LogQueries? _queries;

    private LogQueries Queries => _queries ??= new(_log!.Watermark, _log.Views, _log.Terms, TimeProvider.System);

    public long Head => _log?.Watermark.Head ?? 0;

    /// <summary>True if the log has what the writer has published.</summary>
    public bool IsGuided => _log is { Known.IsConfirmed: true };

    public IReadOnlyList<(Guid Id, string Type, ulong Payload)> Seen => _seen;

    /// <summary>Goes on, and reads what is new; now and then all of it once more, by a scan and by an index.</summary>
    /// <param name="thorough">True to look further than the writer says.</param>
    /// <param name="all">True to read all of it.</param>
    public void Look(bool thorough, bool all = false)
    {
        if ((_log ??= TryOpen()) is not { } log) return;
        log.Refresh(thorough);
        if (Head < _seen.Count) throw new InvalidOperationException($"the head went back from {_seen.Count} to {Head}");
        var from = all ? 1 : _seen.Count + 1;
        var next = from;
        foreach (var (position, e) in Read(Query.All, from))
        {
            if (position != next) throw new InvalidOperationException($"position {position} where {next} is next");
            if (position > _seen.Count) _seen.Add(e);
            else if (_seen[(int)position - 1] != e)
                throw new InvalidOperationException($"at position {position} was {_seen[(int)position - 1]}, and is {e}");
            next++;
        }

        if (next != Head + 1) throw new InvalidOperationException($"the events end at {next - 1}, the head is {Head}");
        if (all) AskIndex();
    }

    /// <summary>How often the log was retagged, as far as it is shown.</summary>
    public long TagEpoch => _log?.Views.Current.TagEpoch ?? 0;

    /// <summary>Reads events, for a check of its own.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="check">Is given each of them.</param>
    public void Read(Query query, EventCheck check)
    {
        if (Head == 0) return;
        using var reader = Queries.Read(query, default, query.IsAll ? ReadStrategy.Scan : ReadStrategy.Automatic);
        while (reader.FillAsync().AsTask().GetAwaiter().GetResult())
            while (reader.TryRead(out var e)) check(e);
    }

    public void Dispose() => _log?.Dispose();

    private LogObserver? TryOpen()
    {
        try
        {
            return new(files, ReadOnlyEngine.FindStoreId(files));
        }
        catch (StoreNotFoundException)
        {
            return null;
        }
    }

    private void AskIndex()
    {
        foreach (var type in _seen.Select((e, i) => (e.Type, Position: (long)i + 1)).GroupBy(static e => e.Type))
        {
            var query = Query.Of(new QueryItem([type.Key], []));
            long[] found = [.. Read(query, 1).Select(static e => e.Position)];
            long[] expected = [.. type.Select(static e => e.Position)];
            if (!found.SequenceEqual(expected))
                throw new InvalidOperationException(
                    $"the index finds {type.Key} at {string.Join(',', found)}, a scan at {string.Join(',', expected)}");
        }
    }

    private List<(long Position, (Guid Id, string Type, ulong Payload) Event)> Read(Query query, long from)
    {
        var events = new List<(long, (Guid, string, ulong))>();
        if (from > Head) return events;
        using var reader = Queries.Read(
            query, new() { After = from - 1 }, query.IsAll ? ReadStrategy.Scan : ReadStrategy.Automatic);
        while (reader.FillAsync().AsTask().GetAwaiter().GetResult())
            while (reader.TryRead(out var e)) events.Add((e.Position, (e.Id, e.TypeName, XxHash3.HashToUInt64(e.Payload))));
        return events;
    }
}

/// <summary>Looks at one event.</summary>
internal delegate void EventCheck(in EventView e);
