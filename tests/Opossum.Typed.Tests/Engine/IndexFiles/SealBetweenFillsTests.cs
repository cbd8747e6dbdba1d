using Opossum.Typed.Engine.Retrieval;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Engine.IndexFiles;

/// <summary>
/// An engine without threads: the segment that a reader is in is filled and sealed between two of its events, at every place.
/// </summary>
public sealed class SealBetweenFillsTests : IDisposable
{
    private const int Events = 60;

    private readonly SteppedStore _store = new(maxSegmentBytes: 16 << 10, runsPerMerge: 4);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Sealed_between_any_two_events_a_read_goes_on(bool scan, bool backward)
    {
        for (var i = 0; i < Events; i++) Append(100);
        var readers = new List<(LogReader Reader, List<long> Positions)>();
        for (var pause = 0; pause < Events; pause++)
        {
            var options = new ReadOptions { Backward = backward };
            var reader = _store.Engine.Read(scan ? Query.All : Raw.Item(["A"]), options, scan ? ReadStrategy.Scan : ReadStrategy.Automatic);
            readers.Add((reader, await ReadAsync(reader, [], pause)));
        }

        while (_store.View.Segments.Length < 3) Append(2000);
        _store.Index();
        Assert.IsType<SealedPlaces>(_store.View.Segments[0].Places);
        foreach (var (reader, positions) in readers)
        {
            using (reader) await ReadAsync(reader, positions, Events);
            var expected = Enumerable.Range(1, Events).Select(static i => (long)i);
            Assert.Equal(backward ? expected.Reverse() : expected, positions);
        }
    }

    public void Dispose() => _store.Dispose();

    private static async Task<List<long>> ReadAsync(LogReader reader, List<long> positions, int upTo)
    {
        while (positions.Count < upTo && await reader.FillAsync())
            while (positions.Count < upTo && reader.TryRead(out var e)) positions.Add(e.Position);
        return positions;
    }

    private void Append(int bytes) => _store.Append(new EventData("A", new byte[bytes]));
}
