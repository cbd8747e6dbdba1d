namespace Opossum.Typed.Tests.Engine.Commit;

/// <summary>Flush strategies as configuration has them.</summary>
public class FlushStrategyTextTests
{
    [Theory]
    [InlineData("every 100 ms", "every 100 ms"), InlineData("every 2 s", "every 2000 ms"), InlineData("Every 0.5 s", "every 500 ms")]
    [InlineData("every 1000 appends", "every 1000 appends")]
    [InlineData("every 64 KiB", "every 65536 bytes"), InlineData("every 1 MiB", "every 1048576 bytes")]
    [InlineData(" every 17bytes ", "every 17 bytes")]
    [InlineData("every 50 ms or 1000 appends", "every 1000 appends or 50 ms"), InlineData("when the system does", "when the system does")]
    [InlineData("When The System Does", "when the system does")]
    public void What_is_written_is_read(string text, string expected) => Assert.Equal(expected, FlushStrategy.Parse(text).ToString());

    [Fact]
    public void What_a_strategy_says_of_itself_is_read_back()
    {
        var strategy = FlushStrategy.Every(5).Or(FlushStrategy.EveryBytes(7)).Or(FlushStrategy.Every(TimeSpan.FromMilliseconds(0.25)));
        var read = FlushStrategy.Parse(strategy.ToString());
        Assert.Equal((strategy.Appends, strategy.Bytes, strategy.Interval), (read.Appends, read.Bytes, read.Interval));
    }

    [Theory]
    [InlineData(""), InlineData("100 ms"), InlineData("every"), InlineData("every ms"), InlineData("every 0 ms"), InlineData("every -5 ms")]
    [InlineData("every 1 appends"), InlineData("every 2.5 appends"), InlineData("every 0 bytes")]
    [InlineData("every 5 minutes"), InlineData("every 5"), InlineData("every 5 ms or"), InlineData("every 99999999999999999999 s")]
    [InlineData("every 99999999999 appends"), InlineData("every 1.2.3 ms"), InlineData("immediately")]
    public void Anything_else_is_refused_with_what_may_be_written(string text)
    {
        var error = Assert.Throws<FormatException>(() => FlushStrategy.Parse(text));
        Assert.StartsWith($"'{text}' is no flush strategy. Write 'every 100 ms'", error.Message, StringComparison.Ordinal);
    }
}
