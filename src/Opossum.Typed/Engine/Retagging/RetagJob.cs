using System.Text;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Retrieval;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Retagging;

/// <summary>
/// Reads the events of a snapshot, and writes the tags that they lack into units of the next epoch, one after the other: these are its
/// progress, which the next job goes on with. The units have what earlier retaggings added too, so one set is all that a view needs.
/// Nothing of it counts before it is published.
/// </summary>
internal sealed class RetagJob : IDisposable
{
    private const int EventsPerReport = 4096;

    private readonly IStorage _storage;
    private readonly Guid _storeId;
    private readonly TermHasher _terms;
    private readonly LogView _view;
    private readonly TagSource _source;
    private readonly RetagOptions _options;
    private readonly Action _proceed;
    private readonly long _covered;
    private readonly int _eventsPerUnit;
    private readonly ulong _fingerprint;
    private readonly TagReader _before = new();
    private readonly TagCollector _collector = new();
    private readonly EncodingBuffer _added = new();
    private readonly HashSet<string> _gained = new(StringComparer.Ordinal);          // keys, of one event
    private readonly RetagTally _tally = new();

    /// <param name="storage">The store's.</param>
    /// <param name="storeId">The store's.</param>
    /// <param name="terms">The store's.</param>
    /// <param name="durable">What is read.</param>
    /// <param name="source">Which tags events should have.</param>
    /// <param name="options">How.</param>
    /// <param name="eventsPerUnit">After so many events a unit is completed in any case.</param>
    /// <param name="proceed">Called often; throws to end it.</param>
    public RetagJob(
        IStorage storage, Guid storeId, TermHasher terms, in Snapshot durable, TagSource source, RetagOptions options, int eventsPerUnit,
        Action proceed)
    {
        (_storage, _storeId, _terms, _view, _covered) = (storage, storeId, terms, durable.View, durable.Head);
        (_source, _options, _eventsPerUnit, _proceed) = (source, options, eventsPerUnit, proceed);
        _fingerprint = LogFormat.Hash(Encoding.UTF8.GetBytes(source.Identity), terms.Seed);
    }

    private long Epoch => _view.TagEpoch + 1;

    /// <summary>Finds what is to be done, and unless it is a dry run, does all but publish it.</summary>
    /// <exception cref="RetagException">Events can't get their tags, and may not be left out.</exception>
    /// <exception cref="StoreDamagedException">An event is not what was written.</exception>
    public RetagDraft Run(IProgress<RetagProgress>? progress)
    {
        var units = _options.DryRun ? [] : Adopt();
        try
        {
            var next = units.Count == 0 ? 1 : units[^1].Header.Last + 1;
            using var places = new EventPlaces(_view);
            while (next <= _covered)
            {
                var unit = Write(places, next, units.Count + 1, progress, out next);
                if (unit is not null) units.Add(unit);
            }

            progress?.Report(new(_covered, _covered, _tally.Retagged));
            if (!_options.DryRun && !_options.LeaveOut && _tally.ProblemCount > 0)
                throw new RetagException(_tally.ToResult(_view.TagEpoch, _covered, isPublished: false));
            return new(SetOf(units), [.. units], _tally);
        }
        catch
        {
            foreach (var unit in units) unit.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _added.Dispose();
        _collector.Tags.Dispose();
    }

    /// <summary>The units of an interrupted retagging for the same tags. Others are deleted.</summary>
    private List<TagUnit> Adopt()
    {
        var units = new List<TagUnit>();
        while (!_options.StartOver && TryOpen(units.Count + 1, units.Count == 0 ? 1 : units[^1].Header.Last + 1) is { } unit)
        {
            var tally = RetagTally.Decode(unit.ReadTally());
            if (tally.ProblemCount > 0)
            {
                unit.Dispose();             // its events are read again: the cause may be fixed
                break;
            }

            units.Add(unit);
            _tally.Add(tally);
        }

        foreach (var name in _storage.List(TagName.Directory))
            if (TagName.TryParse(name, out var file) && file.Epoch == Epoch && file.Number > units.Count) _storage.Delete(name);

        // What is adopted has its name, and what was deleted is gone, before anything builds on it.
        _storage.SyncDirectory(TagName.Directory);
        return units;
    }

    private TagUnit? TryOpen(long number, long first)
    {
        try
        {
            var unit = TagUnit.Open(_storage, _storeId, Epoch, number);
            if (unit.Header.Source == _fingerprint && unit.Header.First == first && unit.Header.Last <= _covered) return unit;
            unit.Dispose();
        }
        catch (StoreDamagedException)
        {
            // Missing as a rule. It was not published, so it is made again.
        }

        return null;
    }

    private TagUnit? Write(EventPlaces places, long first, long number, IProgress<RetagProgress>? progress, out long next)
    {
        var tally = new RetagTally();
        using var writer = _options.DryRun
            ? null
            : new TagUnitWriter(_storage, _terms, new(_storeId, Epoch, number, first, 0, _fingerprint, 0, 0, 0, 0, 0));
        for (next = first; next <= _covered && next - first < _eventsPerUnit && writer is not { IsFull: true }; next++)
        {
            if ((next - first) % EventsPerReport == 0) progress?.Report(new(next - 1, _covered, _tally.Retagged + tally.Retagged));
            _proceed();
            var e = Read(places, next);
            if (Collect(next, e, tally)) writer?.Add(next, e.With(_added.Written));
        }

        _tally.Add(tally);
        return writer?.Complete(next - 1, tally);
    }

    /// <summary>The event at a position, verified.</summary>
    private EventRecord Read(EventPlaces places, long position)
    {
        if (!places.TryGet(position, out var segment, out var offset, out var bytes))
        {
            places.Load(position, ReadDirection.Forward);
            places.TryGet(position, out segment, out offset, out bytes);
        }

        return EventRecord.TryRead(bytes, _terms.Seed, out var e)
            ? e
            : segment.Verify(places.ReadAgain(position, out _), offset, _terms.Seed);
    }

    /// <summary>Gathers the tags that are to be added to an event: what was added before, and what it lacks.</summary>
    /// <returns>False if there are none.</returns>
    private bool Collect(long position, in EventRecord stored, RetagTally tally)
    {
        _added.Clear();
        _collector.Clear();
        _gained.Clear();
        var before = _view.Added is { } added ? _before.Find(added, position) : default;
        _added.Write(before);
        _source.Read(new(position, stored.With(before)), _collector);
        if (_collector.Problem is { } problem) Note(problem.Kind, problem.Problem, position, stored, tally);
        var count = stored.TagCount;
        foreach (var _ in new TagList(before)) count++;
        foreach (var tag in new TagList(_collector.Tags.Written))
        {
            if (TagList.Contains(stored.Tags, tag) || TagList.Contains(_added.Written, tag)) continue;
            count++;
            Append(tag);
            _gained.Add(Tag.KeyOf(tag));
        }

        if (count > LogFormat.MaxTags)
        {
            Note(RetagProblemKind.TooManyTags, $"it would have {count} tags; the limit is {LogFormat.MaxTags}", position, stored, tally);
            _gained.Clear();
            _added.Clear();
            _added.Write(before);
        }

        if (_gained.Count > 0) tally.NoteRetagged();
        foreach (var key in _gained) tally.Count(Encoding.UTF8.GetString(stored.Type), key);
        return _added.Length > 0;
    }

    private void Append(ReadOnlySpan<byte> tag)
    {
        var target = _added.GetSpan(sizeof(ushort) + tag.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)tag.Length);
        tag.CopyTo(target[sizeof(ushort)..]);
        _added.Advance(sizeof(ushort) + tag.Length);
    }

    private static void Note(RetagProblemKind kind, string problem, long position, in EventRecord e, RetagTally tally) =>
        tally.Note(new(kind, Encoding.UTF8.GetString(e.Type), position, problem));

    private TagSet SetOf(List<TagUnit> units)
    {
        var covers = _source.Covers.Select(tag => tag with { Covered = _covered }).ToList();
        var kept = (_view.Added?.Set.Retagged ?? []).Where(old => !covers.Exists(tag => tag with { Covered = old.Covered } == old));
        return new(
            _storeId, Epoch, _covered, Head: 0, [.. units.Select(static unit => unit.Check)], _view.Added?.Set.Keys ?? [],
            [.. kept.Concat(covers).OrderBy(static tag => tag.ToString(), StringComparer.Ordinal)],
            TagSetFile.HistoryAfter(_view.Added?.Set));
    }
}
