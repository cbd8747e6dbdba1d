using Forwarder.Bus;
using Microsoft.Extensions.Configuration;

namespace Forwarder.Tests;

/// <summary>A setting that can't be used stops the start, with what to write instead.</summary>
public class SettingsTests
{
    [Theory, InlineData("Broker", "localhost:5672", "amqp://user:password@host:5672"), InlineData("Broker", "http://a", "amqp://")]
    [InlineData("Mode", "Binary", "binary or structured")]
    public void A_setting_that_can_not_be_used_is_refused(string name, string value, string hint)
    {
        var error = Assert.Throws<InvalidOperationException>(() => BusOptions.From(Configuration(name, value)));
        Assert.Contains("Bus:" + name, error.Message, StringComparison.Ordinal);
        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_those_of_the_readme()
    {
        var options = BusOptions.From(Configuration("Mode", null));
        Assert.Equal(new(new Uri("amqp://localhost"), "orders", "orders", Structured: false, TimeSpan.FromSeconds(10)), options);
    }

    private static IConfiguration Configuration(string name, string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("Bus:" + name, value)]).Build();
}
