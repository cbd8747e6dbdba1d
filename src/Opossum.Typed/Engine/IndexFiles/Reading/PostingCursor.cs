using System.Buffers.Binary;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed.Engine.IndexFiles.Reading;

/// <summary>
/// Walks the events of one term in a run, block by block. Skipping searches the blocks' first places, and reads the one block that is
/// meant.
/// </summary>
internal sealed class PostingCursor : Candidates
{
    private readonly Run _run;
    private readonly ListHeader _list;
    private readonly long _skips;               // where the blocks' entries begin; -1 for a list that is one block and loaded
    private readonly uint[] _places;
    private readonly uint _end;                 // the last place in the direction
    private readonly PageWindow? _blockBytes;
    private readonly PageWindow? _skipBytes;
    private int _block;
    private int _held;                          // places of the block
    private int _at;
    private bool _done;

    /// <param name="run">The run.</param>
    /// <param name="entry">Of its dictionary.</param>
    /// <param name="first">The first position that is of interest, within the run.</param>
    /// <param name="last">The last one.</param>
    /// <param name="direction">The direction.</param>
    public PostingCursor(Run run, in TermEntry entry, long first, long last, ReadDirection direction) : base(direction)
    {
        _run = run;
        _skips = -1;
        if (entry.Kind == TermEntry.LongList)
        {
            (_blockBytes, _skipBytes) = (run.OpenPostings(), run.OpenPostings());
            _list = run.ListOf(entry);
            _skips = entry.Value + ListHeader.Size;
            _places = new uint[PostingBlock.Length];
        }
        else
        {
            _places = run.ReadShort(entry);
            (_list, _held) = (new(_places.Length, 1, 0), _places.Length);
        }

        var (low, high) = ((uint)Math.Max(first - run.First, 0), (uint)Math.Min(last - run.First, uint.MaxValue));
        _end = direction == ReadDirection.Backward ? low : high;
        _done = first > last || last < run.First;
        if (!_done) Seek(direction == ReadDirection.Backward ? high : low);
    }

    /// <summary>How many places the whole list has.</summary>
    public long Count => _list.Count;

    public override bool MoveNext()
    {
        if (_done) return false;
        if ((uint)_at >= (uint)_held && !NextBlock()) return Finish();
        var place = _places[_at];
        if (IsBackward ? place < _end : place > _end) return Finish();
        Current = _run.First + place;
        _at += IsBackward ? -1 : 1;
        return true;
    }

    public override bool SkipTo(long position)
    {
        if (!IsBefore(Current, position)) return true;
        if (_done) return false;
        if (IsBackward ? position < _run.First + _end : position > _run.First + _end) return Finish();
        Seek((uint)(position - _run.First));
        return MoveNext();
    }

    protected override void Release()
    {
        _blockBytes?.Dispose();
        _skipBytes?.Dispose();
    }

    private bool Finish()
    {
        _done = true;
        return false;
    }

    /// <summary>Comes to stand on the first place at or behind one, in the direction.</summary>
    private void Seek(uint place)
    {
        if (_skips >= 0 && !IsInBlock(place)) Load(FindBlock(place));
        var found = Array.BinarySearch(_places, 0, _held, place);
        _at = found >= 0 ? found : IsBackward ? ~found - 1 : ~found;
    }

    private bool IsInBlock(uint place) => _held > 0 && place >= _places[0] && place <= _places[_held - 1];

    /// <summary>The last block that begins at or before a place; the first if none does.</summary>
    private int FindBlock(uint place)
    {
        var (low, high) = _held == 0 ? (0, _list.Blocks - 1) : IsBackward ? (0, _block) : (_block, _list.Blocks - 1);
        if (_held > 0)
        {
            // What is looked for is mostly near: reach out from here, ever further.
            for (var reach = 1; ; reach *= 2)
            {
                var probe = IsBackward ? _block - reach : _block + reach;
                if (probe <= low || probe >= high) break;
                var begins = SkipAt(probe).First <= place;
                if (IsBackward && begins) { low = probe; break; }
                if (!IsBackward && !begins) { high = probe - 1; break; }
                if (IsBackward) high = probe;
                else low = probe;
            }
        }

        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (SkipAt(middle).First <= place) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private bool NextBlock()
    {
        var next = IsBackward ? _block - 1 : _block + 1;
        if (_skips < 0 || next < 0 || next >= _list.Blocks) return false;
        Load(next);
        _at = IsBackward ? _held - 1 : 0;
        return true;
    }

    private void Load(int block)
    {
        var (first, offset) = SkipAt(block);
        _block = block;
        _held = block < _list.Blocks - 1 ? PostingBlock.Length : (int)(_list.Count - (long)block * PostingBlock.Length);
        var width = _blockBytes!.Get(_list.Begin + offset, 1)[0];
        if (width > 32) throw new RunUnreadableException(_run.Location, offset);
        PostingBlock.Read(_blockBytes.Get(_list.Begin + offset, PostingBlock.BytesOf(width, _held)), first, _places.AsSpan(0, _held));
    }

    private (uint First, uint Offset) SkipAt(int block)
    {
        var bytes = _skipBytes!.Get(_skips + (long)block * ListHeader.SkipSize, ListHeader.SkipSize);
        return (BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
    }
}
