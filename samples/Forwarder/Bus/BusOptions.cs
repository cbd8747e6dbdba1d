using Microsoft.Extensions.Configuration;

namespace Forwarder.Bus;

/// <summary>Where the broker is, and what is published how: the section <c>Bus</c> of the settings.</summary>
internal sealed record BusOptions(Uri Broker, string Exchange, string Queue, bool Structured, TimeSpan ConfirmWithin)
{
    /// <exception cref="InvalidOperationException">A setting can't be used.</exception>
    public static BusOptions From(IConfiguration configuration)
    {
        var bus = configuration.GetSection("Bus");
        var broker = bus["Broker"] ?? "amqp://localhost";
        if (!Uri.TryCreate(broker, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
            throw new InvalidOperationException(
                "Bus:Broker is not the address of a broker. Set it to one such as amqp://user:password@host:5672.");
        var mode = bus["Mode"] ?? "binary";
        if (mode is not ("binary" or "structured"))
            throw new InvalidOperationException($"Bus:Mode is '{mode}'. Set it to binary or structured.");
        return new(uri, bus["Exchange"] ?? "orders", bus["Queue"] ?? "orders", mode == "structured",
            TimeSpan.FromSeconds(bus.GetValue("ConfirmWithinSeconds", 10)));
    }
}
