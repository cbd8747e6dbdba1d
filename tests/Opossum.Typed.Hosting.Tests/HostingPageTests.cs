using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Opossum.Typed.Hosting.Telemetry;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>What docs/hosting.md lists, held to the code.</summary>
public partial class HostingPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "docs", "hosting.md"));

    [Fact]
    public void It_has_every_option_once() => Assert.Equal(
        new[] { typeof(HostedStoreOptions), typeof(HostedReaderOptions) }
            .SelectMany(static options => options.GetProperties())
            .Select(static property => property.Name),
        Options().Matches(Page).Select(static row => row.Groups[1].Value));

    [Fact]
    public void It_has_every_log_message_with_its_id_name_and_level() => Assert.Equal(
        typeof(StoreLogging)
            .GetMethods()
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .OrderBy(static message => message.EventId)
            .Select(static message => $"{message.EventId} {message.EventName} {message.Level}"),
        Messages().Matches(Page).Select(static row => $"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value}"));

    [Fact]
    public void Its_numbers_are_the_defaults()
    {
        var defaults = new HostedStoreOptions();
        Assert.Equal(
            (16777216L, 33554432, 8388608, 268435456L, TimeSpan.FromSeconds(10)),
            (defaults.KeptStateBytes, defaults.MaxSegmentBytes, defaults.MaxAppendBytes, defaults.MinimumFreeBytes,
                defaults.DecisionTimeout));
        Assert.All(["16777216", "33554432", "8388608", "268435456", "`00:00:10`"], number =>
            Assert.Contains(number, Page, StringComparison.Ordinal));
    }

    private static string Root(string? directory)
    {
        while (directory is not null && !File.Exists(Path.Combine(directory, "Opossum.Typed.sln")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException($"No Opossum.Typed.sln above {AppContext.BaseDirectory}.");
    }

    /// <summary>Rows of five cells: the options' table alone begins with a name and has a default, a unit and a consequence.</summary>
    [GeneratedRegex(@"^\| `(\w+)` \|[^|]*\|[^|]*\|[^|]*\|$", RegexOptions.Multiline)]
    private static partial Regex Options();

    [GeneratedRegex(@"^\| (\d+) \| `(\w+)` \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Messages();
}
