namespace Opossum.Typed.Benchmarks.Storage;

/// <summary>
/// Prepared files, taken in order, the next one always in the making in the background: as a log that never waits for room has to have it.
/// </summary>
internal sealed class FilesAhead : IDisposable
{
    private readonly string _directory;
    private readonly IReadOnlyList<FileInfo> _like;
    private readonly List<PreparedFile> _taken = [];
    private Task<PreparedFile>? _next;

    /// <param name="directory">Where to make them.</param>
    /// <param name="like">The names and sizes that they are to have.</param>
    public FilesAhead(string directory, IReadOnlyList<FileInfo> like)
    {
        (_directory, _like) = (directory, like);
        Begin();
        _next?.Wait();          // a store that is open has its first file
    }

    /// <summary>A file; waits until it is prepared. The index rises by one at most from call to call.</summary>
    public PreparedFile this[int index]
    {
        get
        {
            if (index < _taken.Count) return _taken[index];
            _taken.Add(_next!.GetAwaiter().GetResult());
            Begin();
            return _taken[index];
        }
    }

    public void Dispose()
    {
        _next?.GetAwaiter().GetResult().Dispose();
        foreach (var file in _taken) file.Dispose();
    }

    private void Begin()
    {
        var number = _taken.Count;
        _next = number == _like.Count
            ? null
            : Task.Run(() => new PreparedFile(Path.Combine(_directory, _like[number].Name), _like[number].Length));
    }
}
