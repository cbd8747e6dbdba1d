using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Opossum.Typed.Hosting.Tests.Support;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>A host that reads a store which another process writes; here the writer is in the same one.</summary>
public sealed class ReaderTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly Log _log = new();
    private readonly ConsumerTests.Deliveries _deliveries = new();

    private string StorePath => Path.Combine(_folder.Path, "opossum");

    public static TheoryData<string, string, string> BadSettings => new()
    {
        { "RootPath", "", "Opossum:RootPath is missing. Write the directory that the store lies in" },
        { "RootPath", "../data", "Opossum:RootPath is '../data', which climbs with '..'" },
        { "StoreName", "a/b", "Opossum:StoreName is 'a/b', which has a separator" },
        { "StateDirectory", " ", "Opossum:StateDirectory is not a path." },
        { "WaitForStore", "30", "Opossum:WaitForStore is '30'; write hours, minutes and seconds, such as 00:00:30." },
        { "WaitForStore", "-00:00:05", "Opossum:WaitForStore is -00:00:05; write zero or more" },
        {
            "MaxSegmentBytes",
            "1048576",
            "Opossum:MaxSegmentBytes is not an option of a store that is read. The options are RootPath, StoreName, StateDirectory, "
                + "WaitForStore."
        },
    };

    [Fact]
    public async Task Its_consumers_go_on_where_they_were_and_its_read_models_catch_up()
    {
        await using var writer = await OpossumStore.OpenAsync(StorePath, Courses.Model);
        await writer.DecideAsync(new DefineCourse(new(1)));
        using (var host = Build())
        {
            await host.StartAsync();
            Assert.Null(host.Services.GetService<OpossumStore>());
            await UntilAsync(() => _deliveries.Positions.Count == 1);
            await writer.DecideAsync(new DefineCourse(new(2)));
            await UntilAsync(() => _deliveries.Positions.Count == 2);
            Assert.Equal(2, host.Services.GetRequiredService<OpossumReader>().Head);
            await host.StopAsync();
        }

        await writer.DecideAsync(new DefineCourse(new(3)));
        using (var again = Build())
        {
            await again.StartAsync();
            await UntilAsync(() => _deliveries.Positions.Count == 3);
            await again.StopAsync();
        }

        Assert.Equal([1, 2, 3], _deliveries.Positions);
        Assert.Equal(
            ["StoreReaderOpened", "StoreReaderClosed", "StoreReaderOpened", "StoreReaderClosed"],
            _log.Entries.Where(static entry => entry.Level == LogLevel.Information).Select(static entry => entry.Name));
        Assert.StartsWith(
            $"Reads the store 'opossum' in {StorePath}, which another process writes, up to position 1; opened in ",
            _log.Entries[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_read_models_see_what_the_writer_appends()
    {
        await using var writer = await OpossumStore.OpenAsync(Path.Combine(_folder.Path, "library"), LibraryModel.Model);
        using var host = Hosts.Build(builder =>
        {
            builder.Services.AddKeyedOpossumReader("library", LibraryModel.Model, options => options.RootPath = _folder.Path);
            builder.Services.AddReadModels(new(ReadModelDescriptor.Of<BookCard, BookId>()), store: "library");
        });
        await host.StartAsync();
        var book = new BookId(Guid.NewGuid());
        var appended = await writer.AppendAsync(new BookBought(book, new("main"), "Emma", 9.90m, 1));
        var views = host.Services.GetRequiredKeyedService<IReadModels>("library");
        await views.UntilAsync(appended);
        Assert.Equal("Emma", (await views.FindAsync(BookCard.At(book)))!.Title);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_store_that_a_host_writes_is_injected_for_reading_too()
    {
        using var host = Hosts.Build(builder =>
        {
            builder.Services.AddOpossum(Courses.Model, options => options.RootPath = _folder.Path);
            builder.Services.AddKeyedOpossum("other", Courses.Model, options => options.RootPath = _folder.Path);
        });
        await host.StartAsync();
        Assert.Same(host.Services.GetRequiredService<OpossumStore>(), host.Services.GetRequiredService<OpossumReader>());
        Assert.Same(
            host.Services.GetRequiredKeyedService<OpossumStore>("other"), host.Services.GetRequiredKeyedService<OpossumReader>("other"));
        await host.StopAsync();
    }

    [Fact]
    public async Task It_is_ready_while_the_store_can_be_read_and_dead_once_that_was_replaced()
    {
        await using (var writer = await OpossumStore.OpenAsync(StorePath, Courses.Model))
            await writer.DecideAsync(new DefineCourse(new(1)));
        using var host = Build();
        Assert.Equal(
            "The store is not open yet.", (await CheckAsync(host)).Entries["opossum"].Description);
        await host.StartAsync();
        var report = await CheckAsync(host);
        var ready = report.Entries["opossum"];
        Assert.Equal(
            (HealthStatus.Healthy, 1L, 0L, "Closed"),
            (report.Status, (long)ready.Data["head"], (long)ready.Data["unproven"], (string)ready.Data["writer"]));

        Directory.Move(StorePath, StorePath + "-old");
        await using (var other = await OpossumStore.OpenAsync(StorePath, Courses.Model)) await other.DecideAsync(new DefineCourse(new(7)));
        report = await CheckAsync(host);
        Assert.Equal(
            (HealthStatus.Unhealthy, HealthStatus.Unhealthy),
            (report.Entries["opossum"].Status, report.Entries["opossum-live"].Status));
        Assert.Contains("was read up to position 1, and that is not there any more", report.Entries["opossum-live"].Description!,
            StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task Read_models_of_a_store_that_was_replaced_say_so_and_their_status_can_be_asked()
    {
        var path = Path.Combine(_folder.Path, "library");
        await using (var writer = await OpossumStore.OpenAsync(path, LibraryModel.Model))
            await writer.AppendAsync(new BookBought(new(Guid.NewGuid()), new("main"), "Emma", 9.90m, 1));
        using var host = Hosts.Build(
            builder =>
            {
                builder.Services.AddOpossumReader(LibraryModel.Model, options =>
                    (options.RootPath, options.StoreName, options.StateDirectory) =
                        (_folder.Path, "library", Path.Combine(_folder.Path, "state")));
                builder.Services.AddReadModels(new(ReadModelDescriptor.Of<BookCard, BookId>()));
                builder.Services.AddHealthChecks().AddOpossum();
            },
            log: _log);
        await host.StartAsync();
        Directory.Move(path, path + "-old");
        await using (var other = await OpossumStore.OpenAsync(path, LibraryModel.Model)) { }
        await UntilAsync(() => _log.Entries.Any(static entry => entry.Name == "ReadModelEnded"));
        Assert.DoesNotContain(_log.Entries, static entry => entry.Name == "ReadModelRetried");
        var status = Assert.Single(await host.Services.GetRequiredService<IReadModels>().GetStatusAsync());
        Assert.Equal((1, 0), (status.Position, status.Lag));
        Assert.True(status.Failure is { IsFinal: true, Error: StoreReplacedException });
        await host.StopAsync();
    }

    [Fact]
    public async Task A_consumer_that_has_stopped_degrades_its_health()
    {
        _deliveries.Before = static _ => throw new InvalidCastException("private");
        await using var writer = await OpossumStore.OpenAsync(StorePath, Courses.Model);
        await writer.DecideAsync(new DefineCourse(new(1)));
        using var host = Build();
        await host.StartAsync();
        await UntilAsync(() => _log.Entries.Any(static entry => entry.Name == "ConsumerStopped"));
        Assert.Equal(
            (HealthStatus.Degraded, "The consumer 'listens-to-courses' has stopped at position 0: see its status."),
            ((await CheckAsync(host)).Entries["opossum"].Status, (await CheckAsync(host)).Entries["opossum"].Description));
        await host.StopAsync();
    }

    [Fact]
    public async Task The_start_waits_for_a_store_that_comes_later_if_it_was_told_to()
    {
        Assert.Contains(
            $"('{_folder.Path}') and HostedReaderOptions.StoreName ('opossum').",
            await Hosts.RefusalAsync(Build()), StringComparison.Ordinal);
        using var host = Build(static options => options.WaitForStore = TimeSpan.FromMinutes(1));
        var starting = host.StartAsync();
        await using var writer = await OpossumStore.OpenAsync(StorePath, Courses.Model);
        await starting.WaitAsync(TimeSpan.FromMinutes(1));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_state_directory_that_can_not_be_used_is_named_with_its_option()
    {
        await using var writer = await OpossumStore.OpenAsync(StorePath, Courses.Model);
        Assert.EndsWith(
            "The directory comes from HostedReaderOptions.StateDirectory.",
            await Hosts.RefusalAsync(Build(options => options.StateDirectory = Path.Combine(StorePath, "state"))),
            StringComparison.Ordinal);
        Assert.Equal(
            "The consumer 'listens-to-courses' has nowhere to keep how far it is: another process writes its store. Set "
                + "HostedReaderOptions.StateDirectory to a directory of this process.",
            await Hosts.RefusalAsync(Build(static options => options.StateDirectory = null)));
    }

    [Fact]
    public async Task A_store_of_the_same_host_is_not_read_beside_its_writer()
    {
        Assert.Equal(
            $"The store 'opossum' reads '{StorePath}', which this host writes. The OpossumStore that is registered for it is an "
                + "OpossumReader too: inject that, and remove AddOpossumReader.",
            await Hosts.RefusalAsync(Hosts.Build(builder =>
            {
                builder.Services.AddOpossum(Courses.Model, options => options.RootPath = _folder.Path);
                builder.Services.AddKeyedOpossumReader("opossum", Courses.Model, options => options.RootPath = _folder.Path);
            })));
        Assert.Equal(
            "The store is registered already. Further stores need names of their own: AddKeyedOpossumReader(\"orders\", …).",
            Assert.Throws<InvalidOperationException>(() => new ServiceCollection()
                .AddOpossum(Courses.Model, static _ => { })
                .AddOpossumReader(Courses.Model, static _ => { })).Message);
    }

    [Theory, MemberData(nameof(BadSettings))]
    public async Task A_bad_setting_is_named_with_what_to_write_instead(string key, string value, string expected)
    {
        var settings = new Dictionary<string, string?> { ["RootPath"] = _folder.Path };
        settings[key] = value;
        var refusal = await Hosts.RefusalAsync(Hosts.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(
                settings.Select(static setting => KeyValuePair.Create("Opossum:" + setting.Key, setting.Value)));
            builder.Services.AddOpossumReader(Courses.Model, builder.Configuration.GetSection("Opossum"));
        }));
        Assert.Contains(expected, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_read_from_its_section()
    {
        await using (await OpossumStore.OpenAsync(Path.Combine(_folder.Path, "courses"), Courses.Model)) { }
        using var host = Hosts.Build(
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["Opossum:RootPath"] = ".", ["Opossum:StoreName"] = "courses", ["Opossum:StateDirectory"] = "state",
                    ["Opossum:WaitForStore"] = "00:00:01", ["Opossum:Stores:other:RootPath"] = "x",
                });
                builder.Services.AddOpossumReader(Courses.Model, builder.Configuration.GetSection("Opossum"));
            },
            contentRoot: _folder.Path);
        await host.StartAsync();
        Assert.Equal(0, host.Services.GetRequiredService<OpossumReader>().Head);
        Assert.True(Directory.Exists(Path.Combine(_folder.Path, "state")));
        await host.StopAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _log.Dispose();
    }

    private static Task<HealthReport> CheckAsync(IHost host) =>
        host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var begin = Environment.TickCount64; !holds(); await Task.Delay(5))
            if (Environment.TickCount64 - begin > 30_000) throw new TimeoutException();
    }

    private IHost Build(Action<HostedReaderOptions>? configure = null) => Hosts.Build(
        builder =>
        {
            builder.Services.AddOpossumReader(Courses.Model, options =>
            {
                (options.RootPath, options.StateDirectory) = (_folder.Path, Path.Combine(_folder.Path, "state"));
                configure?.Invoke(options);
            });
            builder.Services.AddConsumer<ListensToCourses>(static options => options.SaveEvery = 1);
            builder.Services.AddSingleton(_deliveries).AddScoped<ConsumerTests.Scoped>().AddHealthChecks().AddOpossum();
        },
        log: _log);
}
