using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.IndexFiles.Reading;

/// <summary>The pages of a run's file, verified whenever they are read from it.</summary>
internal sealed class RunPages(IStorageFile file, string location, ulong seed) : IDisposable
{
    [ThreadStatic] private static byte[]? t_page;

    private readonly int _owner = PageCache.NextOwner();

    /// <summary>The payload of one page; valid until this thread's next call.</summary>
    public ReadOnlySpan<byte> Read(long number)
    {
        if (Find(number) is not { } page)
        {
            page = t_page ??= new byte[RunFormat.PageSize];
            Read(number, page);
        }

        return page.AsSpan(0, RunFormat.PayloadSize);
    }

    /// <summary>A whole page that stays in memory for having been asked for before; null if it has not. Nobody may change it.</summary>
    public byte[]? Find(long number)
    {
        if (PageCache.Find(_owner, number) is { } cached) return cached;
        if (!PageCache.IsAskedForAgain(_owner, number)) return null;
        var page = GC.AllocateUninitializedArray<byte>(RunFormat.PageSize);
        Read(number, page);
        PageCache.Add(_owner, number, page);
        return page;
    }

    /// <summary>Whole pages, checks included.</summary>
    public void Read(long number, Span<byte> pages)
    {
        int length;
        try
        {
            length = file.Read(pages, number * RunFormat.PageSize);
        }
        catch (Exception e) when (StorageErrors.IsOfFile(e))
        {
            throw new RunUnreadableException(location, number, e);
        }

        for (var at = 0; at < pages.Length; at += RunFormat.PageSize, number++)
        {
            if (at + RunFormat.PageSize > length || !RunFormat.IsIntact(pages.Slice(at, RunFormat.PageSize), seed, number))
                throw new RunUnreadableException(location, number);
        }
    }

    public void Dispose()
    {
        file.Dispose();
        PageCache.Drop(_owner);
    }
}
