using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Engine.IndexFiles;

/// <summary>Readers take a view the moment that it is published: all that it leads to must be there by then.</summary>
public sealed class SealRaceTests : IDisposable
{
    private const int Appends = 3000;

    private readonly SteppedStore _store = new(maxSegmentBytes: 512, runsPerMerge: 4);
    private volatile bool _isOver;

    [Fact]
    public async Task Whoever_sees_a_run_finds_the_offsets_of_its_segments()
    {
        var reader = Task.Factory.StartNew(Look, TaskCreationOptions.LongRunning);
        for (var i = 0; i < Appends && !reader.IsCompleted; i++)
        {
            _store.Append(new EventData("A", new byte[100]));
            _store.Index();
        }

        _isOver = true;
        Assert.True(await reader > 0);
    }

    public void Dispose() => _store.Dispose();

    /// <returns>How many segments of runs were looked at.</returns>
    private long Look()
    {
        var seen = 0L;
        while (!_isOver)
        {
            var view = _store.View;
            for (var i = view.Parts.Length - 1; i >= 0; i--)
            {
                if (view.Parts[i] is not RunPart { Run: var run }) continue;
                Assert.IsType<SealedPlaces>(view.Segment(run.Range.Last).Places);
                seen++;
                break;          // the newest: it was published last
            }
        }

        return seen;
    }
}
