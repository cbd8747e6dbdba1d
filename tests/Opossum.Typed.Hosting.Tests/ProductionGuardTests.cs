using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Opossum.Typed.Hosting.Tests.Support;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>What a store that may lose what it acknowledged must not do: start in production, unless somebody said so.</summary>
public sealed class ProductionGuardTests : IDisposable
{
    private readonly Folder _folder = new();

    public static TheoryData<string, string, string> Risks => new()
    {
        { "FlushEventsImmediately", "false", "does not flush before it acknowledges, so that a power cut takes back what callers were "
            + "told is stored, and the environment is Production. Set Opossum:FlushEventsImmediately to true" },
        {
            "InMemory",
            "true",
            "lives in memory, so that it is gone with the process, and the environment is Production. Set Opossum:InMemory to false"
        },
    };

    [Theory, MemberData(nameof(Risks))]
    public async Task Production_refuses_it_and_names_both_ways_out(string key, string value, string expected)
    {
        var message = await Hosts.RefusalAsync(Build(key, value, "Production"));
        Assert.Contains("The store " + expected, message, StringComparison.Ordinal);
        Assert.Contains("or, where that loss is fine, set Opossum:AllowDataLossInProduction to true.", message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory, MemberData(nameof(Risks))]
    public async Task Development_does_not(string key, string value, string _)
    {
        using var host = Build(key, value, "Development");
        await host.StartAsync();
        await host.StopAsync();
    }

    [Theory, MemberData(nameof(Risks))]
    public async Task Nor_does_production_that_was_told_so_but_it_is_logged(string key, string value, string _)
    {
        var log = new Log();
        using var host = Build(key, value, "Production", log, allow: true);
        await host.StartAsync();
        await host.StopAsync();
        Assert.Contains(
            "(Opossum:AllowDataLossInProduction)", Assert.Single(log.Entries, static entry => entry.Id == 6).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_variable_is_no_way_around_it()
    {
        const string variable = "OPOSSUMGUARDTEST__FlushEventsImmediately";
        Environment.SetEnvironmentVariable(variable, "false");
        try
        {
            var message = await Hosts.RefusalAsync(Hosts.Build(
                builder =>
                {
                    builder.Configuration.AddEnvironmentVariables();
                    builder.Configuration["OPOSSUMGUARDTEST:RootPath"] = _folder.Path;
                    builder.Services.AddOpossum(Courses.Model, builder.Configuration.GetSection("OPOSSUMGUARDTEST"));
                },
                "Production"));
            Assert.Contains("Set OPOSSUMGUARDTEST:FlushEventsImmediately to true", message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public async Task Production_refuses_a_file_system_in_memory_and_leaves_the_store_closed()
    {
        const string memory = "/dev/shm";
        Assert.SkipUnless(Directory.Exists(memory), "There is no /dev/shm here.");
        var root = Path.Combine(memory, "opossum-" + Guid.NewGuid().ToString("N"));
        try
        {
            var settings = new Dictionary<string, string?> { ["RootPath"] = root };
            var message = await Hosts.RefusalAsync(Hosts.BuildConfigured(settings, "Production"));
            Assert.Contains("The store lies on a file system in memory (tmpfs), so that a restart of the machine loses it, "
                + "and the environment is Production. Set Opossum:RootPath to a directory on a disk", message, StringComparison.Ordinal);

            var log = new Log();
            using var host = Hosts.BuildConfigured(settings, "Development", log: log);
            await host.StartAsync();
            await host.StopAsync();
            Assert.Contains(
                "MemoryFileSystem", Assert.Single(log.Entries, static entry => entry.Id == 4).Message, StringComparison.Ordinal);
        }
        finally
        {
            if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        }
    }

    public void Dispose() => _folder.Dispose();

    private IHost Build(string key, string value, string environment, Log? log = null, bool allow = false) => Hosts.BuildConfigured(
        new Dictionary<string, string?>
        {
            ["RootPath"] = _folder.Path,
            [key] = value,
            ["AllowDataLossInProduction"] = allow ? "true" : "false",
        },
        environment, log: log);
}
