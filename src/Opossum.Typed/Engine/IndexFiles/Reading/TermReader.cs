using Opossum.Typed.Engine.IndexFiles.Format;

namespace Opossum.Typed.Engine.IndexFiles.Reading;

/// <summary>The dictionary of a run in its order, some pages at a time.</summary>
internal sealed class TermReader(RunPages pages, Run run)
{
    private const int PagesAtOnce = 16;

    private readonly byte[] _pages =
        new byte[Math.Clamp(RunFormat.PagesFor(run.Terms, RunFormat.TermsPerPage), 1, PagesAtOnce) * RunFormat.PageSize];
    private long _next;         // term
    private int _loaded;        // the first page in the buffer, and how many
    private int _count;

    public TermEntry Current { get; private set; }

    public bool MoveNext()
    {
        if (_next == run.Terms) return false;
        var (page, at) = ((int)(_next / RunFormat.TermsPerPage), (int)(_next % RunFormat.TermsPerPage));
        if (page >= _loaded + _count) Load(page);
        Current = TermEntry.Read(_pages.AsSpan((page - _loaded) * RunFormat.PageSize + at * TermEntry.Size));
        _next++;
        return true;
    }

    private void Load(int page)
    {
        (_loaded, _count) = (page, 0);
        var count = Math.Min(PagesAtOnce, RunFormat.PagesFor(run.Terms, RunFormat.TermsPerPage) - page);
        pages.Read(RunHeader.DictionaryPage + page, _pages.AsSpan(0, count * RunFormat.PageSize));
        _count = count;
    }
}
