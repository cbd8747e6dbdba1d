namespace Opossum.Typed;

/// <summary>
/// Objects of the process to use again: so many at most, and those that stay unused from one full garbage collection to the next are let
/// go.
/// </summary>
internal sealed class Spares<T> : ITrimmed where T : class
{
    private readonly Lock _lock = new();
    private readonly T?[] _kept;
    private int _count;
    private int _least;         // since the last trim: so many nobody needed

    /// <param name="max">How many are kept.</param>
    public Spares(int max)
    {
        _kept = new T?[max];
        FullCollections.Trim(this);
    }

    public T? Take()
    {
        lock (_lock)
        {
            if (_count == 0) return null;
            var taken = _kept[--_count];
            _kept[_count] = null;
            _least = Math.Min(_least, _count);
            return taken;
        }
    }

    public void Return(T spare)
    {
        lock (_lock)
        {
            if (_count < _kept.Length) _kept[_count++] = spare;
        }
    }

    public void Trim()
    {
        lock (_lock)
        {
            // The newest stay: those are the ones that were in use.
            _kept.AsSpan(_least, _count - _least).CopyTo(_kept);
            _count -= _least;
            _kept.AsSpan(_count, _least).Clear();
            _least = _count;
        }
    }
}
