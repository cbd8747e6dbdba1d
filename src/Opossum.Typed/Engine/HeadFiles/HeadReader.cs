using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.HeadFiles;

/// <summary>
/// The other end of <see cref="HeadFile"/>. It keeps the file open, and opens it again by its name when it is told to: others may have
/// replaced it.
/// </summary>
internal sealed class HeadReader(IStorage storage) : IDisposable
{
    private IStorageFile? _file;

    /// <summary>Why the last read failed; null if it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <returns>Null if there is none, or none that is whole.</returns>
    public PublishedHead? Read()
    {
        Span<byte> bytes = stackalloc byte[PublishedHead.FileBytes];
        try
        {
            _file ??= storage.TryOpen(HeadFile.Name);
            var head = _file is null ? null : PublishedHead.Read(bytes[.._file.Read(bytes, 0)]);
            Failure = null;
            return head;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failure = StoreAccessException.ToReadHead(storage.Describe(HeadFile.Name), e);
            return null;
        }
    }

    /// <summary>Has the next read open the file by its name.</summary>
    public void Reopen()
    {
        _file?.Dispose();
        _file = null;
    }

    public void Dispose() => Reopen();
}
