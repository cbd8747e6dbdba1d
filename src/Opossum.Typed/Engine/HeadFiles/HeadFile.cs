using System.Buffers.Binary;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;

namespace Opossum.Typed.Engine.HeadFiles;

/// <summary>
/// The writer's end of <see cref="PublishedHead"/>: one small write after each flush, into a file that is never flushed itself. If it
/// fails, appends go on, and readers in other processes are a group behind; each publication tries again. The commit thread owns it.
/// </summary>
internal sealed class HeadFile(IStorage storage, Guid storeId, TimeProvider time) : IDisposable
{
    public const string Name = "store.head";

    private readonly Guid _boot = StoreLock.Boot;
    private IStorageFile? _file;        // null until it could be opened
    private string? _identity;          // of _file; null if the system does not tell
    private ulong _writer;
    private long _sequence;
    private (LogPlace Durable, long Head, long TagEpoch) _last;

    /// <summary>Publishing: fails if others have put a directory in the place of the file, say.</summary>
    public BackgroundWork Work { get; } = new("head");

    /// <summary>Tells other processes of the log, unless they were told the same before.</summary>
    /// <param name="durable">Up to where it is on disk.</param>
    /// <param name="head">Up to where this process shows it.</param>
    /// <param name="tagEpoch">How often it was retagged.</param>
    public void Publish(in LogPlace durable, long head, long tagEpoch)
    {
        if (_writer != 0 && (durable, head, tagEpoch) == _last) return;
        var isNextSegment = durable.Segment != _last.Durable.Segment;
        _last = (durable, head, tagEpoch);
        Publish(WriterState.Open, looksAtName: isNextSegment || _file is null);
    }

    /// <summary>Tells other processes that nothing more will come, with what they were told last.</summary>
    public void End(WriterState state) => Publish(state, looksAtName: false);

    public void Dispose() => _file?.Dispose();

    private void Publish(WriterState state, bool looksAtName)
    {
        try
        {
            // With each segment, of which there are few: the file may have been deleted.
            if (looksAtName && (_file is null || storage.IdentityOf(Name) != _identity)) Open();
            if (_file is null) return;
            Span<byte> slot = stackalloc byte[PublishedHead.SlotBytes];
            var (durable, head, tagEpoch) = _last;
            new PublishedHead(
                storeId, _writer, ++_sequence, state, durable, head, time.GetUtcNow().UtcTicks, Environment.ProcessId, tagEpoch,
                _boot).Write(slot);
            _file.Write(slot, PublishedHead.OffsetOf(_sequence));
            Work.Report(null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Work.Report(e);
        }
    }

    private void Open()
    {
        _file?.Dispose();
        _file = null;
        var file = OpenOrCreate();
        try
        {
            Span<byte> bytes = stackalloc byte[PublishedHead.FileBytes];
            var length = file.Read(bytes, 0);
            var before = PublishedHead.Read(bytes[..length]);
            if (length < PublishedHead.FileBytes || before is null)
            {
                bytes.Clear();
                file.Write(bytes, 0);
            }

            _sequence = Math.Max(_sequence, before?.Sequence ?? 0);
            if (_writer == 0) _writer = NumberOf(_sequence);
            (_file, _identity) = (file, storage.IdentityOf(Name));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private IStorageFile OpenOrCreate() => storage.TryOpen(Name) ?? storage.Create(Name);

    /// <summary>Of this opening: no other one of the store has the same time, process and sequence.</summary>
    private ulong NumberOf(long sequence)
    {
        Span<byte> bytes = stackalloc byte[40];
        storeId.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], sequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], time.GetUtcNow().UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], Environment.ProcessId);
        return LogFormat.Hash(bytes, seed: 0) | 1;
    }
}
