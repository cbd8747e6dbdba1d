namespace Opossum.Typed.Tests.Engine.Runs;

/// <summary>Readers take a view the moment that it is published: all that it leads to must be there by then.</summary>
public class SealRaceTests
{
    private const int Appends = 4000;

    [Fact]
    public async Task Keys_are_found_while_the_segments_that_hold_them_are_sealed_and_merged()
    {
        await using var log = EventLog.OpenInMemory(new OpossumOptions { MaxSegmentBytes = 1024 });
        var appended = 0;
        var finders = Enumerable.Range(0, 2).Select(number => Task.Run(async () =>
        {
            var random = new Random(number);
            while (Volatile.Read(ref appended) is var count && count < Appends)
            {
                if (count == 0) continue;
                var wanted = count - random.Next(Math.Min(count, 24));
                var found = await log.FindAppendAsync(Key(wanted));
                Assert.Equal(wanted, found?.First);
            }
        })).ToArray();
        for (var i = 1; i <= Appends; i++)
        {
            await log.AppendAsync([new EventData("happened", new byte[100])], key: Key(i));
            Volatile.Write(ref appended, i);
        }

        await Task.WhenAll(finders);
    }

    private static AppendKey Key(int number) => $"key-{number}";
}
