using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.IndexFiles.Writing;

/// <summary>
/// Makes run files and deletes them. A run exists once it was renamed into place: it is flushed before, and its directory after, so what it
/// replaces can go then.
/// </summary>
internal sealed class RunFiles(IStorage storage, Guid storeId)
{
    public Run Create(SegmentRange segments, Action<IStorageFile> write)
    {
        var (name, temporary) = (RunName.Of(segments), RunName.TemporaryOf(segments));
        var isNamed = false;
        try
        {
            using (var file = storage.Create(temporary))
            {
                write(file);
                file.Flush();
            }

            storage.Rename(temporary, name);
            isNamed = true;
            storage.SyncDirectory(RunName.Directory);
            return Run.Open(storage, segments, storeId, SegmentHeader.SeedOf(storeId));
        }
        catch
        {
            if (!isNamed) TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Who still reads it goes on: the name is gone, the file not before they are done.</summary>
    public void TryDelete(string name)
    {
        try
        {
            storage.Delete(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next opening deletes it.
        }
    }
}
