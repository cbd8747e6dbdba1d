using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Opossum.Typed.Hosting.Tests.Support;

internal static class Hosts
{
    /// <summary>A host with nothing in it but what a test adds.</summary>
    public static IHost Build(
        Action<HostApplicationBuilder> add, string environment = "Development", string? contentRoot = null, Log? log = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment, ContentRootPath = contentRoot });
        if (log is not null) builder.Services.AddLogging(logging => logging.AddProvider(log));
        add(builder);
        return builder.Build();
    }

    /// <summary>A host with one store that is bound to the section <c>Opossum</c> with these settings.</summary>
    public static IHost BuildConfigured(
        IReadOnlyDictionary<string, string?> settings, string environment = "Development", string? contentRoot = null, Log? log = null) =>
        Build(
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(
                    settings.Select(static setting => KeyValuePair.Create("Opossum:" + setting.Key, setting.Value)));
                builder.Services.AddOpossum(Courses.Model, builder.Configuration.GetSection("Opossum"));
            },
            environment, contentRoot, log);

    /// <summary>Starts a host that must not start, and says why it did not.</summary>
    public static async Task<string> RefusalAsync(IHost host)
    {
        using (host) return (await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync())).Message;
    }
}
