using System.Globalization;
using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.Log;

/// <summary>One file of the log, and the index of the events in it.</summary>
internal sealed class Segment(SegmentHeader header, string name, IStorageFile file, TailIndex index) : IDisposable
{
    public const string Directory = "events";
    private const string Extension = ".seg";

    public SegmentHeader Header => header;

    public long Number => header.Number;

    public long BasePosition => header.BasePosition;

    /// <summary>Relative to the store.</summary>
    public string Name => name;

    public IStorageFile File => file;

    public TailIndex Index => index;

    /// <summary>An event's place in this segment; may lie outside of it.</summary>
    public long Local(long position) => position - header.BasePosition;

    public static string NameOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Directory}/{number:D10}{Extension}");

    public static bool TryParseName(string name, out long number)
    {
        number = 0;
        return name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(Directory.Length + 1, name.Length - Directory.Length - 1 - Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && name == NameOf(number);
    }

    public void Dispose() => file.Dispose();
}
