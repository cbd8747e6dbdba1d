using OrderManagement.Tests.Support;
using Spectre.Console;

namespace OrderManagement.Tests;

/// <summary>The program as its user meets it: exit code, output, errors, and what is left on disk.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Fact]
    public async Task It_imports_asks_reopens_and_asks_again()
    {
        Assert.Equal(0, await RunAsync(WriteLog(OrderCsv.WholeStory)));
        Assert.Contains("Appended 5 events", Output, StringComparison.Ordinal);
        Assert.Contains("What happened to order 990001?", Output, StringComparison.Ordinal);
        Assert.Contains("Which deliveries of item 880001 failed?", Output, StringComparison.Ordinal);
        Assert.Contains("delivery-failed        package 660001", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("NO", Output, StringComparison.Ordinal);
        Assert.Equal("", Errors);
    }

    [Fact]
    public async Task A_second_run_says_so_and_appends_nothing()
    {
        var csv = WriteLog(OrderCsv.WholeStory);
        await RunAsync(csv);
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync(csv));
        Assert.Contains("5 of these events are stored already and are not appended twice.", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Appended", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_without_an_order_still_has_counts()
    {
        Assert.Equal(0, await RunAsync(WriteLog(OrderCsv.PickItem)));
        Assert.Contains("     1  item-picked", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("What happened", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_an_error_and_makes_no_store()
    {
        Assert.Equal(1, await RunAsync(_directory["missing.csv"]));
        Assert.Contains("missing.csv can't be read", Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory["store"]));
    }

    [Fact]
    public async Task A_malformed_last_row_leaves_no_event_behind()
    {
        var csv = WriteLog([.. OrderCsv.WholeStory, "6.0,eat order,2019-05-20 07:07:47.000Z,,,,,,,"]);
        Assert.Equal(1, await RunAsync(csv));
        Assert.Equal(
            "orders.csv, line 7, column 'ocel:activity': 'eat order' is no activity of an order log." + Environment.NewLine, Errors);
        Assert.Equal("", Output);
        Assert.False(Directory.Exists(_directory["store"]));
    }

    [Fact]
    public async Task A_store_of_another_log_is_an_error()
    {
        await RunAsync(WriteLog(OrderCsv.PlaceOrder));
        Assert.Equal(1, await RunAsync(WriteLog(OrderCsv.PickItem)));
        Assert.Contains("it holds another history", Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--store", "x")]
    [InlineData("a.csv", "b.csv")]
    [InlineData("a.csv", "--store")]
    [InlineData("a.csv", "--stroe", "x")]
    [InlineData("a.csv", "--store", "--help")]
    [InlineData("--help")]
    public async Task A_command_line_that_makes_no_sense_shows_how_to_call_it(params string[] args)
    {
        Assert.Equal(1, await Program.RunAsync(args, Silent(_output), _errors));
        Assert.StartsWith("Usage: OrderManagement PATH.csv [--store DIR]", Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.csv", "--store", "x")]
    [InlineData("--store", "x", "a.csv")]
    public void The_store_may_be_named_before_or_after_the_log(params string[] args) =>
        Assert.Equal(new Arguments("a.csv", "x"), Arguments.Parse(args));

    [Fact]
    public void Without_a_store_the_default_is_used() =>
        Assert.Equal(new Arguments("a.csv", "data/order-management"), Arguments.Parse(["a.csv"]));

    public void Dispose() => _directory.Dispose();

    private string Output => _output.ToString();

    private string Errors => _errors.ToString();

    private Task<int> RunAsync(string csv) => Program.RunAsync([csv, "--store", _directory["store"]], Silent(_output), _errors);

    private string WriteLog(params ReadOnlySpan<string> rows)
    {
        var path = _directory["orders.csv"];
        File.WriteAllText(path, OrderCsv.Of(rows));
        return path;
    }

    private static IAnsiConsole Silent(TextWriter output) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        Interactive = InteractionSupport.No,
        Out = new AnsiConsoleOutput(output),
    });
}
