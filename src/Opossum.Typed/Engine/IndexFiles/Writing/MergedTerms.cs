using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;

namespace Opossum.Typed.Engine.IndexFiles.Writing;

/// <summary>The terms of several runs in one order, each once, with the runs that have it.</summary>
internal sealed class MergedTerms
{
    private readonly TermReader[] _readers;
    private readonly bool[] _live;
    private readonly int[] _sources;
    private int _count;

    public MergedTerms(Run[] runs)
    {
        _readers = Array.ConvertAll(runs, static run => run.OpenTerms());
        _live = Array.ConvertAll(_readers, static reader => reader.MoveNext());
        _sources = new int[runs.Length];
    }

    public ulong Term { get; private set; }

    /// <summary>The runs that have the term, in their order.</summary>
    public ReadOnlySpan<int> Sources => _sources.AsSpan(0, _count);

    public TermEntry EntryOf(int source) => _readers[source].Current;

    public bool MoveNext()
    {
        foreach (var source in Sources) _live[source] = _readers[source].MoveNext();
        _count = 0;
        for (var i = 0; i < _readers.Length; i++)
        {
            if (!_live[i] || (_count > 0 && _readers[i].Current.Term > Term)) continue;
            if (_count > 0 && _readers[i].Current.Term < Term) _count = 0;
            Term = _readers[i].Current.Term;
            _sources[_count++] = i;
        }

        return _count > 0;
    }
}
