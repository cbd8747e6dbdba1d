using System.Runtime.InteropServices;
using System.Text;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Which rows events concern by way of earlier ones: the tags of a block are collected and loaded together, then events are routed one by
/// one, each of which sees what those before it have told. What is in memory and not used for long is dropped, as rows are.
/// </summary>
/// <param name="shape">The model.</param>
/// <param name="table">Where links are stored.</param>
/// <param name="memory">Shared with the rows of all models; null to keep nothing beyond a block.</param>
internal sealed class RowLinks<TRow, TKey>(ReadModelShape shape, RowTable<TRow, TKey> table, RowMemory? memory) : IRowLinks<TKey>
    where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    /// <summary>What a tag takes beside its text: the entries, the lists, the headers of objects.</summary>
    private const int Overhead = 200;

    /// <summary>What a key takes, about.</summary>
    private const int OfKey = 40;

    private const int MaxOnStack = 1 << 10;

    private readonly HashSet<EventDescriptor> _events =
        [.. shape.Events.Where(static e => e.UsesLinks).Select(static e => e.Type)];
    private readonly List<LinkedKeys<TKey>> _missing = [];
    private readonly List<(int Event, LinkedKeys<TKey> Keys, TKey Key)> _added = [];        // not stored yet
    private readonly List<TKey> _ignored = [];
    private Dictionary<string, LinkedKeys<TKey>>[] _newer = Empty(shape);
    private Dictionary<string, LinkedKeys<TKey>>[] _older = Empty(shape);
    private long _newerBytes;
    private long _olderBytes;
    private bool _hasAll;           // every link that is stored is in memory, so that one which is not here does not exist
    private bool _isCollecting;
    private int _event;             // the one that is routed
    private int _addedBefore;       // what is in _added of earlier blocks

    /// <summary>True if there is something to store.</summary>
    public bool HasChanges => _added.Count > 0;

    /// <summary>True if it is time for <see cref="Trim"/>.</summary>
    public bool IsFull => memory?.IsFull ?? _newerBytes > 0;

    /// <summary>True if the event that is routed finds its rows by way of earlier ones.</summary>
    public bool HasAsked { get; private set; }

    /// <summary>Loads what the events of a block ask for.</summary>
    /// <param name="block">The events.</param>
    /// <param name="first">The first one.</param>
    /// <param name="isHandled">True for an event that is not left out.</param>
    public async ValueTask LoadAsync(EventBlock block, int first, Func<EventBlock, int, bool> isHandled)
    {
        _addedBefore = _added.Count;
        Collect(block, first, isHandled);
        if (_missing.Count == 0) return;
        try
        {
            if (!_hasAll)
                await table.LoadLinksAsync(
                    _missing.ConvertAll(static each => each.Link), _missing.ConvertAll(static each => each.Keys)).ConfigureAwait(false);
            foreach (var each in _missing) Grow(OfKey * each.Keys.Count);
        }
        finally
        {
            _missing.Clear();
        }
    }

    /// <summary>An event is about to be routed.</summary>
    public void Begin(int index) => (_event, HasAsked) = (index, false);

    /// <summary>Takes back what was added by events that are not folded after all.</summary>
    /// <param name="end">The first one of these.</param>
    public void EndBlock(int end)
    {
        for (var i = _added.Count - 1; i >= _addedBefore && _added[i].Event >= end; i--)
        {
            _added[i].Keys.RemoveLast();
            _added.RemoveAt(i);
        }

        _addedBefore = _added.Count;
    }

    public void Find(int link, TagValue value, List<TKey> keys)
    {
        if (_isCollecting)
        {
            CellOf(link, value);
            return;
        }

        HasAsked = true;
        var linked = CellOf(link, value).Keys;
        if (keys.Count == 0)
        {
            keys.AddRange(linked);      // each is there once
            return;
        }

        var found = new RowKeys<TKey>(keys);
        foreach (var key in CollectionsMarshal.AsSpan(linked)) found.Add(key);
    }

    public void Add(int link, TagValue value, TKey key)
    {
        var cell = CellOf(link, value);
        if (_isCollecting || !cell.Add(key)) return;
        _added.Add((_event, cell, key));
        Grow(OfKey);
    }

    /// <summary>Stores what was added, within a transaction.</summary>
    public void Write()
    {
        foreach (var (_, cell, key) in _added) table.WriteLink(cell.Link, key);
    }

    /// <summary>What was written is stored.</summary>
    public void Settle()
    {
        _added.Clear();
        _addedBefore = 0;
    }

    /// <summary>Drops what was not used for long. All is stored.</summary>
    public void Trim()
    {
        if (memory is null || _olderBytes > 0) _hasAll = false;
        (_older, _newer) = (_newer, _older);
        foreach (var each in _newer) each.Clear();
        if (memory is null) foreach (var each in _older) each.Clear();
        Account(-_newerBytes, (memory is null ? 0 : _newerBytes) - _olderBytes);
    }

    /// <param name="isEmpty">True if nothing is stored.</param>
    public void Clear(bool isEmpty)
    {
        Account(-_newerBytes, -_olderBytes);
        (_newer, _older, _hasAll) = (Empty(shape), Empty(shape), isEmpty);
        Settle();
    }

    /// <summary>Routes events to learn which tags they ask for. What fails is told of when it is routed in earnest.</summary>
    private void Collect(EventBlock block, int first, Func<EventBlock, int, bool> isHandled)
    {
        _isCollecting = true;
        try
        {
            var keys = new RowKeys<TKey>(_ignored, this);
            for (var i = first; i < block.Count; i++)
            {
                if (!_events.Contains(block[i].Type) || !isHandled(block, i)) continue;
                _ignored.Clear();
                var e = new ProjectedEvent(block, i);
                TRow.Route(ref e, ref keys);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Nothing is routed behind it.
        }
        finally
        {
            _isCollecting = false;
        }
    }

    private LinkedKeys<TKey> CellOf(int link, TagValue value)
    {
        var utf8 = value.Utf8;
        Span<char> text = utf8.Length <= MaxOnStack ? stackalloc char[utf8.Length] : new char[utf8.Length];
        text = text[..Encoding.UTF8.GetChars(utf8, text)];
        if (_newer[link].GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var cell)) return cell;
        if (_older[link].GetAlternateLookup<ReadOnlySpan<char>>().Remove(text, out _, out cell))
        {
            Account(0, -SizeOf(cell));
        }
        else
        {
            cell = new(new(link, text.ToString()));
            if (_isCollecting) _missing.Add(cell);
            else if (!_hasAll) throw new InvalidOperationException("A read model routes an event in two ways.");
        }

        _newer[link].Add(cell.Link.Value, cell);
        Grow(SizeOf(cell));
        return cell;
    }

    private static long SizeOf(LinkedKeys<TKey> cell) => Overhead + 2L * cell.Link.Value.Length + OfKey * (long)cell.Keys.Count;

    private void Grow(long bytes) => Account(bytes, 0);

    private void Account(long newer, long older)
    {
        (_newerBytes, _olderBytes) = (_newerBytes + newer, _olderBytes + older);
        memory?.Add(newer, older);
    }

    private static Dictionary<string, LinkedKeys<TKey>>[] Empty(ReadModelShape shape)
    {
        var each = new Dictionary<string, LinkedKeys<TKey>>[shape.Links.Length];
        for (var i = 0; i < each.Length; i++) each[i] = new(StringComparer.Ordinal);
        return each;
    }
}
