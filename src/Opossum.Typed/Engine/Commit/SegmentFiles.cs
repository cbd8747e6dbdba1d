using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Engine.Threads;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Makes segment files, the next one ahead of time in the background. A file is filled with zeros (see <see cref="SegmentRoom"/>), flushed,
/// renamed into place and its directory flushed, so that a commit later changes no file size and touches no file-system journal.
/// </summary>
internal sealed class SegmentFiles(IStorage storage, int maxSegmentBytes, TimeProvider time)
{
    private const int FirstSegmentBytes = 1 << 20;
    private const int GrowthPerSegment = 8;

    private static readonly byte[] Zeros = new byte[1 << 20];

    private readonly SegmentRoom _room = SegmentRooms.For(FileSystem.Of(storage).Kind);
    private Task<PreparedSegment>? _next;
    private FirstToRun? _making;            // runs _next; null for one that was found
    private long _nextNumber;
    private long _failedAt;                 // written by the background task before it ends
    private readonly RetryPause _pause = new();

    /// <summary>Null for a storage without a path that could be made to lead elsewhere.</summary>
    public PathWatch? Path { get; } = PathWatch.Of(storage, time);

    /// <summary>The making of the next segment that is under way, or whose result nobody has taken yet.</summary>
    public Task? Preparing => _next;

    public bool IsFullSize(long bytes) => bytes >= maxSegmentBytes;

    public string Describe(string name) => storage.Describe(name);

    /// <summary>An open file as a segment holds it.</summary>
    public PooledFile Pin(string name, IStorageFile file) => new(storage, name, file);

    /// <summary>A prepared file that recovery found.</summary>
    public void Adopt(long number, IStorageFile file) => (_nextNumber, _next) = (number, Task.FromResult(new PreparedSegment(file, new())));

    /// <summary>Making the next segment: fails on a full disk, say.</summary>
    public BackgroundWork Work { get; } = new("preparation");

    /// <summary>
    /// Begins to make the next segment in the background, unless that is under way. A failure is none to write yet, and may pass: it is
    /// tried again, after pauses that double, for each try writes what is left of the disk full.
    /// </summary>
    /// <param name="number">Its number.</param>
    /// <param name="indexed">What the index of the segment before it holds.</param>
    /// <param name="bytes">For how many bytes of events.</param>
    public void Prepare(long number, IndexSize indexed, long bytes)
    {
        if (_next is null || (_next.IsFaulted && IsPauseOver())) Begin(number, indexed, bytes);
    }

    private bool IsPauseOver()
    {
        if (time.GetElapsedTime(_failedAt) < _pause.Length) return false;
        _pause.Lengthen();
        return true;
    }

    /// <summary>Apart, since a method whose parameters a lambda captures allocates whenever it is called.</summary>
    private void Begin(long number, IndexSize indexed, long bytes)
    {
        var making = new Task<PreparedSegment>(() => Make(number, indexed, bytes));
        (_nextNumber, _next, _making) = (number, making, new(making));
        ThreadPool.UnsafeQueueUserWorkItem(_making, preferLocal: false);
    }

    private PreparedSegment Make(long number, IndexSize indexed, long bytes)
    {
        try
        {
            var prepared = new PreparedSegment(Create(number, SizeOf(number)), new(indexed.ScaleTo(SizeOf(number), bytes)));
            Work.Report(null);
            return prepared;
        }
        catch (Exception e)
        {
            _failedAt = time.GetTimestamp();
            Work.Report(e);
            throw;
        }
    }

    /// <summary>A segment's file, empty and durable, of at least a size, and its index: the prepared ones if they will do.</summary>
    public PreparedSegment Take(long number, int atLeast)
    {
        if (TakePrepared(number) is { } prepared)
        {
            _pause.Reset();
            if (prepared.File.Length >= atLeast) return prepared;
            prepared.File.Dispose();
        }

        var made = new PreparedSegment(Create(number, Math.Max(SizeOf(number), LogFormat.Align(atLeast))), new());
        Work.Report(null);
        return made;
    }

    public void Dispose() => TakePrepared(_nextNumber)?.File.Dispose();

    /// <summary>A young store stays small: 1 MiB, 8 MiB, then segments of full size.</summary>
    private int SizeOf(long number)
    {
        long size = FirstSegmentBytes;
        for (var i = 1; i < number && size < maxSegmentBytes; i++) size *= GrowthPerSegment;
        return (int)Math.Min(size, maxSegmentBytes);
    }

    /// <summary>A failure to prepare (a full disk, say) is not one to write: the file is then made anew, by who needs it.</summary>
    private PreparedSegment? TakePrepared(long number)
    {
        var task = Interlocked.Exchange(ref _next, null);
        if (task is null) return null;
        _making?.Execute();         // unless it has begun: every thread of the pool may be blocked by callers that wait for this one
        if (!TryWait(task)) return null;
        if (number == _nextNumber) return task.Result;
        task.Result.File.Dispose();
        return null;
    }

    private static bool TryWait(Task task)
    {
        try
        {
            task.Wait();
            return true;
        }
        catch (AggregateException)
        {
            return false;
        }
    }

    /// <summary>Gives a full disk its room back.</summary>
    private void TryDelete(string name)
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

    private void MakeRoom(IStorageFile file, int size)
    {
        if (_room == SegmentRoom.Length) file.SetLength(size);
        else for (var at = 0; at < size; at += Zeros.Length) file.Write(Zeros.AsSpan(0, Math.Min(Zeros.Length, size - at)), at);
    }

    private IStorageFile Create(long number, int size)
    {
        var name = Segment.NameOf(number);
        var temporary = Segment.TemporaryNameOf(number);
        var file = storage.Create(temporary);
        try
        {
            MakeRoom(file, size);
            file.Flush();
            storage.Rename(temporary, name);
            storage.SyncDirectory(Segment.Directory);
            return file;
        }
        catch
        {
            file.Dispose();
            TryDelete(temporary);
            throw;
        }
    }
}
