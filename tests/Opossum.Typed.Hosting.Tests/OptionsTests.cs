using Microsoft.Extensions.DependencyInjection;
using Opossum.Typed.Hosting.Stores;
using Opossum.Typed.Hosting.Tests.Support;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>Bad options stop the start, with a message that says what to write instead.</summary>
public sealed class OptionsTests : IDisposable
{
    private readonly Folder _folder = new();

    public static TheoryData<string, string, string> BadSettings => new()
    {
        { "RootPath", "data/../../other", "Opossum:RootPath is 'data/../../other', which climbs with '..'" },
        { "RootPath", "", "Opossum:RootPath is missing. Write the directory that the store is to lie in: "
            + "absolute, or relative to the content root, as in \"RootPath\": \"data\"." },
        { "Flush", "sometimes", "Opossum:Flush: 'sometimes' is no flush strategy. Write 'every 100 ms'" },
        {
            "Flush",
            "every 100 ms",
            "Opossum:Flush is 'every 100 ms', but FlushEventsImmediately is true, so that it would have no effect. Remove it"
        },
        { "FlushEventImmediately", "false", "Opossum:FlushEventImmediately is not an option of a store. The options are RootPath," },
        { "RootPath:Path", "data", "Opossum:RootPath is a section; it must be a value." },
        { "FlushEventsImmediately", "no", "Opossum:FlushEventsImmediately is 'no'; write true or false." },
        { "DecisionTimeout", "10", "Opossum:DecisionTimeout is '10'; write hours, minutes and seconds, such as 00:00:10." },
        { "DecisionTimeout", "00:00:01,5", "Opossum:DecisionTimeout is '00:00:01,5'; write hours" },
        { "maxsegmentbytes", "99999999999", "is '99999999999'; write a number of bytes from 1048576 to 1073741824, in digits alone." },
        { "MaxAppendBytes", "1.000.000", "Opossum:MaxAppendBytes is '1.000.000'; write a number of bytes from 1024 to 8388608" },
        { "Access", "everyone", "Opossum:Access is 'everyone'; write Owner, or OwnerAndGroup for a group that may read." },
        { "Access", "7", "Opossum:Access is '7'; write Owner" },
        { "LockTimeout", "30", "Opossum:LockTimeout is '30'; write hours, minutes and seconds, such as 00:00:30." },
        { "LockTimeout", "-00:00:05", "Opossum:LockTimeout is -00:00:05; write zero or more" },
        { "MinimumFreeBytes", "256 MiB", "Opossum:MinimumFreeBytes is '256 MiB'; write a number of bytes" },
        { "KeptStateBytes", "16 MiB", "Opossum:KeptStateBytes is '16 MiB'; write a number of bytes in digits alone" },
        { "KeptStateBytes", "-1", "Opossum:KeptStateBytes is -1; write a number of bytes, or 0 to keep no state." },
        { "DecisionTimeout", "-00:00:05", "Opossum:DecisionTimeout is -00:00:05; write zero or more" },
        { "MaxSegmentBytes", "4096", "The field HostedStoreOptions.MaxSegmentBytes must be between 1048576 and 1073741824." },
        { "MaxAppendBytes", "16777216", "The field HostedStoreOptions.MaxAppendBytes must be between 1024 and 8388608." },
        { "MinimumFreeBytes", "-1", "Opossum:MinimumFreeBytes is -1; write a number of bytes, or 0" },
    };

    [Theory, MemberData(nameof(BadSettings))]
    public async Task A_bad_setting_is_named_with_what_to_write_instead(string key, string value, string expected)
    {
        var settings = new Dictionary<string, string?> { ["RootPath"] = _folder.Path };
        if (key.StartsWith("RootPath:", StringComparison.Ordinal)) settings.Remove("RootPath");
        settings[key] = value;
        Assert.Contains(expected, await Hosts.RefusalAsync(Hosts.BuildConfigured(settings)), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory, InlineData(@"D:\Data"), InlineData("d:/data"), InlineData(@"data\orders"), InlineData(@"\\server\share")]
    public async Task A_root_of_Windows_is_refused_elsewhere_instead_of_being_made(string root)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("it is a path here");
        var message = await Hosts.RefusalAsync(
            Hosts.BuildConfigured(new Dictionary<string, string?> { ["RootPath"] = root }, contentRoot: _folder.Path));
        Assert.Contains($"Opossum:RootPath is '{root}', a path of Windows", message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("..", "is no name but a way"), InlineData("a/b", "has a separator"), InlineData("a\\b", "has a separator")]
    [InlineData("C:", "has a separator"), InlineData("nul", "device"), InlineData("Com1.log", "device")]
    [InlineData("LPT²", "device"), InlineData("a.", "ends with a dot"), InlineData(" a", "begins or ends with a space")]
    [InlineData("a\u0001", "control character"), InlineData("", "is empty")]
    public async Task A_store_name_is_one_segment_that_every_system_takes(string name, string expected)
    {
        var message = await Hosts.RefusalAsync(
            Hosts.Build(builder => builder.Services.AddOpossum(Courses.Model, o => (o.RootPath, o.StoreName) = (_folder.Path, name))));
        Assert.Contains("HostedStoreOptions.StoreName is '" + name + "', which ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("Write one name of letters, digits, '-' and '_', such as 'orders'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_nobody_wrote_is_named_for_code_too()
    {
        var message = await Hosts.RefusalAsync(Hosts.Build(static builder => builder.Services.AddOpossum(Courses.Model, static _ => { })));
        Assert.Contains("HostedStoreOptions.RootPath is missing", message, StringComparison.Ordinal);
        Assert.Contains("o.RootPath = \"data\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var message = await Hosts.RefusalAsync(
            Hosts.BuildConfigured(new Dictionary<string, string?> { ["StoreName"] = "..", ["MinimumFreeBytes"] = "-1" }));
        Assert.All(
            ["Opossum:RootPath", "Opossum:StoreName", "Opossum:MinimumFreeBytes"],
            option => Assert.Contains(option, message, StringComparison.Ordinal));
    }

    [Theory, InlineData("same", "same"), InlineData("same", "SAME")]
    public async Task Two_stores_in_one_directory_are_both_named(string first, string second)
    {
        var message = await Hosts.RefusalAsync(Hosts.Build(builder => builder.Services
            .AddKeyedOpossum("orders", Courses.Model, o => (o.RootPath, o.StoreName) = (_folder.Path, first))
            .AddKeyedOpossum("invoices", Courses.Model, o => (o.RootPath, o.StoreName) = (_folder.Path, second))));
        Assert.Contains(
            "The store 'orders' and the store 'invoices' both lie in '" + Path.Combine(_folder.Path, "same"), message,
            StringComparison.Ordinal);
        Assert.Contains("Give one of them another name by HostedStoreOptions.StoreName", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_can_not_be_written_is_named_with_its_option()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux(), "Nobody, not even root, can make a directory in /proc; other systems have no such place.");
        var message = await Hosts.RefusalAsync(Hosts.BuildConfigured(new Dictionary<string, string?> { ["RootPath"] = "/proc/opossum" }));
        Assert.Contains("/proc/opossum/opossum' can't be opened", message, StringComparison.Ordinal);
        Assert.Contains("The directory comes from Opossum:RootPath ('/proc/opossum')", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_store_without_a_name_is_refused_at_registration()
    {
        var services = new ServiceCollection().AddOpossum(Courses.Model, o => o.RootPath = _folder.Path);
        var error = Assert.Throws<InvalidOperationException>(() => services.AddOpossum(Courses.Model, o => o.RootPath = _folder.Path));
        Assert.Contains("AddKeyedOpossum", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_can_be_configured()
    {
        using var host = Hosts.BuildConfigured(new Dictionary<string, string?>
        {
            ["RootPath"] = "data", ["StoreName"] = "x", ["InMemory"] = "true", ["FlushEventsImmediately"] = "false",
            ["Flush"] = "every 1000 appends or 50 ms", ["DecisionTimeout"] = "00:00:03", ["MaxSegmentBytes"] = "2097152",
            ["KeptStateBytes"] = "9",
            ["MaxAppendBytes"] = "65536", ["MinimumFreeBytes"] = "17", ["RetagAtStart"] = "true", ["LockTimeout"] = "00:00:04",
            ["AllowDataLossInProduction"] = "true",
        });
        var options = ((HostedStore)host.Services.GetRequiredKeyedService<HostedLog>("")).Options;
        Assert.Equal(
            ("data", "x", true, false, "every 1000 appends or 50 ms", TimeSpan.FromSeconds(3), 9L, 2 << 20, 64 << 10, 17L, true, true),
            (
                options.RootPath, options.StoreName, options.InMemory, options.FlushEventsImmediately, options.Flush?.ToString(),
                options.DecisionTimeout, options.KeptStateBytes, options.MaxSegmentBytes, options.MaxAppendBytes, options.MinimumFreeBytes,
                options.RetagAtStart, options.AllowDataLossInProduction));
        Assert.Equal(TimeSpan.FromSeconds(4), options.LockTimeout);
    }

    [Fact]
    public void Every_option_is_a_key_and_every_key_an_option() => Assert.Equal(
        typeof(HostedStoreOptions).GetProperties().Select(static property => property.Name)
            .Where(static name => name != nameof(HostedStoreOptions.Keys))          // no text could say where they are
            .Order(),
        Configuration.StoreSettings.Keys.Order());

    /// <summary>OPSM4001 looks for the type by this name; analyzers reference no library.</summary>
    [Fact]
    public void The_options_have_the_name_that_the_analyzer_knows() =>
        Assert.Equal("Opossum.Typed.Hosting.HostedStoreOptions", typeof(HostedStoreOptions).FullName);

    [Fact]
    public async Task Sections_of_other_stores_may_lie_below()
    {
        using var host = Hosts.BuildConfigured(new Dictionary<string, string?>
        {
            ["RootPath"] = _folder.Path,
            ["Stores:orders:RootPath"] = "data",
        });
        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task Code_has_the_last_word()
    {
        using var host = Hosts.Build(builder =>
        {
            builder.Configuration["Opossum:RootPath"] = "/proc/nowhere";
            builder.Services.AddOpossum(Courses.Model, builder.Configuration.GetSection("Opossum"), o => o.RootPath = _folder.Path);
        });
        await host.StartAsync();
        Assert.True(Directory.Exists(Path.Combine(_folder.Path, "opossum")));
        await host.StopAsync();
    }

    public void Dispose() => _folder.Dispose();
}
