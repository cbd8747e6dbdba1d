using System.Globalization;
using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.Log;

/// <summary>One file of the log, and the index of the events in it.</summary>
internal sealed class Segment(SegmentHeader header, string name, string location, IStorageFile file, TailIndex index) : IDisposable
{
    public const string Directory = "events";

    /// <summary>The file that the storage is probed with. Left over by a crash, it goes as the beginning of a segment does.</summary>
    public const string ProbeName = Directory + "/flush-probe" + TemporarySuffix;

    private const string Extension = ".seg";
    private const string TemporarySuffix = ".tmp";

    public SegmentHeader Header => header;

    public long Number => header.Number;

    public long BasePosition => header.BasePosition;

    /// <summary>Relative to the store.</summary>
    public string Name => name;

    /// <summary>As a user finds it, for messages.</summary>
    public string Location => location;

    public IStorageFile File => file;

    public TailIndex Index => index;

    /// <summary>An event's place in this segment; may lie outside of it.</summary>
    public long Local(long position) => position - header.BasePosition;

    public static string NameOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Directory}/{number:D10}{Extension}");

    /// <summary>Whether a file of the directory is a segment, the beginning of one, or left over by a probe.</summary>
    public static bool IsOurs(string name) => TryParseName(name, out _) || IsTemporary(name);

    /// <summary>The name that a segment's file has while it is made.</summary>
    public static string TemporaryNameOf(long number) => NameOf(number) + TemporarySuffix;

    public static bool IsTemporary(string name) =>
        name == ProbeName || (name.EndsWith(TemporarySuffix, StringComparison.Ordinal) && TryParseName(name[..^TemporarySuffix.Length], out _));

    public static bool TryParseName(string name, out long number)
    {
        number = 0;
        return name.EndsWith(Extension, StringComparison.Ordinal)
            && name.Length > Directory.Length + 1 + Extension.Length
            && long.TryParse(name.AsSpan(Directory.Length + 1, name.Length - Directory.Length - 1 - Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && name == NameOf(number);
    }

    public void Dispose() => file.Dispose();
}
