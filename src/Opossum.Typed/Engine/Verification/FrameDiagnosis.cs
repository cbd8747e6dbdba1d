using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.Verification;

/// <summary>Says what is wrong with bytes that should be a frame and are none: a pure function.</summary>
internal static class FrameDiagnosis
{
    private const string Header = "the header of a frame is not what was written";

    /// <param name="bytes">From the frame's place to the end of the part.</param>
    /// <param name="position">Of its first event.</param>
    /// <param name="seed">Of the store's hashes.</param>
    public static string Of(ReadOnlySpan<byte> bytes, long position, ulong seed)
    {
        if (bytes.Length < FrameHeader.Size) return "the file ends within a frame";
        var header = FrameHeader.Read(bytes);
        if (header.Length < FrameHeader.Size || header.Length > bytes.Length || header.RecordsOffset > header.Length) return Header;
        var records = FrameRecords.In(bytes[..header.Length], header);
        for (var i = 0; i < header.Count; i++)
        {
            if (records.IsAtEnd) return Header;
            if (!records.MoveNextIntact(seed)) return $"the event at position {position + i} is not what was written";
        }

        return "the header or the append key of a frame is not what was written";
    }
}
