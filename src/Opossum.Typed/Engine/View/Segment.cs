using System.Globalization;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;

namespace Opossum.Typed.Engine.View;

/// <summary>
/// One file of the log. While it is not sealed, its index is in memory and knows the place of every event; then a run has the index, and
/// sparse offsets lead to the events.
/// </summary>
internal sealed class Segment : IDisposable
{
    public const string Directory = "events";

    /// <summary>The file that the storage is probed with. Left over by a crash, it goes as the beginning of a segment does.</summary>
    public const string ProbeName = Directory + "/flush-probe" + TemporarySuffix;

    private const string Extension = ".seg";
    private const string TemporarySuffix = ".tmp";

    private readonly PooledFile _file;
    private SegmentPlaces _places;          // exchanged by the index keeper

    public Segment(SegmentHeader header, string name, string location, PooledFile file, TailIndex index) =>
        (Header, Name, Location, _file, FileLength, _places) = (header, name, location, file, file.Length, new TailPlaces(index));

    /// <summary>A segment that a run knows.</summary>
    public Segment(Guid storeId, long number, Run run, IStorage storage)
    {
        var known = run.Segments[run.IndexOf(number)];
        Header = new(storeId, number, known.BasePosition, known.PreviousHash);
        Name = NameOf(number);
        (Location, _file, FileLength, _places) = (storage.Describe(Name), new(storage, Name), known.FileLength, new SealedPlaces(run));
    }

    public SegmentHeader Header { get; }

    public long Number => Header.Number;

    public long BasePosition => Header.BasePosition;

    /// <summary>Relative to the store.</summary>
    public string Name { get; }

    /// <summary>As a user finds it, for messages.</summary>
    public string Location { get; }

    public PooledFile File => _file;

    /// <summary>Bytes of the file, which never changes after it was made.</summary>
    public long FileLength { get; }

    /// <summary>
    /// Where its events are. The answer changes when the segment is sealed, so that an operation asks once and goes on with what it got.
    /// </summary>
    public SegmentPlaces Places => Volatile.Read(ref _places);

    /// <summary>The index in memory, of the segment that is being filled: nothing else seals it. For the commit thread.</summary>
    public TailIndex ActiveIndex => ((TailPlaces)Places).Index;

    /// <summary>An event's place in this segment; may lie outside of it.</summary>
    public long Local(long position) => position - BasePosition;

    /// <summary>The record that bytes of this segment begin with.</summary>
    /// <param name="bytes">Bytes from the record on.</param>
    /// <param name="offset">The offset of the record in the file, for the message.</param>
    /// <param name="seed">The seed of the store's hashes.</param>
    /// <exception cref="StoreDamagedException">It is not what was written.</exception>
    public EventRecord Verify(ReadOnlySpan<byte> bytes, int offset, ulong seed) =>
        EventRecord.TryRead(bytes, seed, out var record) ? record : throw DamagedEvent(offset);

    /// <summary>The error for an event at an offset that is not what was written.</summary>
    public StoreDamagedException DamagedEvent(int offset) => new(Location, offset, "an event is not what was written");

    /// <summary>A run has the index from now on. Readers that have the places known before go on with them.</summary>
    public void Seal(Run run) => Volatile.Write(ref _places, _places switch
    {
        TailPlaces { Index: var index } => SealedPlaces.Create(run, Number, index),
        var places => ((SealedPlaces)places).MovedTo(run),
    });

    public static string NameOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Directory}/{number:D10}{Extension}");

    /// <summary>Whether a file of the directory is a segment, the beginning of one, or left over by a probe or a backup.</summary>
    public static bool IsOurs(string name) =>
        TryParseName(name, out _) || IsTemporary(name) || (StagedName.IsOfEither(name, out var staged) && TryParseName(staged, out _));

    /// <summary>The name that a segment's file has while it is made.</summary>
    public static string TemporaryNameOf(long number) => NameOf(number) + TemporarySuffix;

    public static bool IsTemporary(string name) =>
        name == ProbeName
            || (name.EndsWith(TemporarySuffix, StringComparison.Ordinal) && TryParseName(name[..^TemporarySuffix.Length], out _));

    public static bool TryParseName(string name, out long number)
    {
        number = 0;
        return name.EndsWith(Extension, StringComparison.Ordinal)
            && name.Length > Directory.Length + 1 + Extension.Length
            && long.TryParse(
                name.AsSpan(Directory.Length + 1, name.Length - Directory.Length - 1 - Extension.Length), NumberStyles.None,
                CultureInfo.InvariantCulture, out number)
            && name == NameOf(number);
    }

    /// <summary>The log goes on in another segment, and all of this one is flushed.</summary>
    public void Unpin() => _file.Unpin();

    public void Dispose() => _file.Dispose();
}
