using System.Globalization;
using Opossum.Typed.Engine.Opening;

namespace Opossum.Typed.Tests.Engine.Opening;

/// <summary>Work on several threads that fails as it would on one.</summary>
public class FirstFailureTests
{
    [Theory, InlineData(0, 1), InlineData(1, 8), InlineData(100, 1), InlineData(100, 8)]
    public void Each_number_is_worked_on_once(int count, int workers)
    {
        var worked = new int[count];
        FirstFailure.Of(count, workers, () => i => Interlocked.Increment(ref worked[i]));
        Assert.All(worked, static times => Assert.Equal(1, times));
    }

    [Fact]
    public void The_failure_of_the_lowest_number_is_thrown_though_a_higher_one_fails_first()
    {
        using var higherFailed = new ManualResetEventSlim();
        var error = Assert.Throws<InvalidDataException>(() => FirstFailure.Of(100, 4, () => i =>
        {
            if (i == 0)
            {
                higherFailed.Wait();
                throw new InvalidDataException("0");
            }

            if (i % 3 != 1) return;
            higherFailed.Set();
            throw new InvalidDataException(i.ToString(CultureInfo.InvariantCulture));
        }));
        Assert.Equal("0", error.Message);
    }

    [Fact]
    public void Nothing_behind_a_failure_is_begun()
    {
        var last = 0;
        Assert.Throws<InvalidDataException>(() => FirstFailure.Of(1_000, 1, () => i =>
        {
            last = i;
            if (i == 5) throw new InvalidDataException();
        }));
        Assert.Equal(5, last);
    }
}
