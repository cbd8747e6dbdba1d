using System.Globalization;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Tests.Engine.IndexFiles;

/// <summary>
/// In a sealed segment an event is found on the page where it begins, or reaches over its end: one by one, so that no read before has
/// brought it.
/// </summary>
public class SealedPlacesTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Every_event_is_found_alone_wherever_it_lies_on_its_page(int seed)
    {
        var (random, storage, sizes) = (new Random(Tier.SeedOf(seed)), new MemoryStorage(), new List<int>());
        var options = new OpossumOptions { MaxSegmentBytes = 256 << 10 };
        await using (var log = EmbeddedEventLog.Open(storage, options))
        {
            while (sizes.Count < Tier.Share(quick: 600, full: 1_500, @long: 3_000))
            {
                var events = new EventData[random.Next(3) == 0 ? random.Next(2, 40) : 1];
                for (var i = 0; i < events.Length; i++)
                {
                    sizes.Add(random.Next(20) switch
                    {
                        0 => random.Next(3900, 4300),
                        1 => random.Next(4000, 20_000),
                        < 12 => random.Next(0, 30),
                        _ => random.Next(0, 600),
                    });
                    events[i] = new("A", Payload(sizes.Count, sizes[^1]), new Tag(Name(sizes.Count)));
                }

                await log.AppendAsync(events, key: random.Next(4) == 0
                    ? new AppendKey("key:" + sizes.Count + new string('x', random.Next(100)))
                    : default(AppendKey?));
            }
        }

        await using var again = EmbeddedEventLog.Open(storage, options);
        Assert.True(storage.List(RunName.Directory).Any(), "nothing was sealed");
        for (var position = 1; position <= sizes.Count; position++)
        {
            foreach (var backward in new[] { false, true })
            {
                using var reader = again.Read(Query.Tagged(new Tag(Name(position))), new() { Backward = backward });
                Assert.True(await reader.FillAsync(TestContext.Current.CancellationToken));
                Assert.True(reader.TryRead(out var e));
                Assert.Equal(position, e.Position);
                Assert.True(e.Payload.SequenceEqual(Payload(position, sizes[position - 1])));
            }
        }
    }

    private static string Name(int position) => string.Create(CultureInfo.InvariantCulture, $"one:{position}");

    private static byte[] Payload(int position, int size)
    {
        var payload = new byte[size];
        new Random(position).NextBytes(payload);
        return payload;
    }
}
