using System.Text.Json;
using Opossum.Typed.Package.Tests.Support;

namespace Opossum.Typed.Package.Tests;

/// <summary>Which files the package's targets show to the analyzers.</summary>
public sealed class ConfigurationFilesTests(PackedPackage package)
{
    private static readonly string[] All = ["Properties/launchSettings.json", "appsettings.Production.json", "appsettings.json"];

    [FullFact]
    public async Task The_projects_own_configuration_is_shown_and_no_copy_of_it() =>
        Assert.Equal(All, await ShownAsync(NewProject()));

    [FullFact]
    public async Task A_file_that_the_project_lists_itself_is_shown_once() =>
        Assert.Equal(All, await ShownAsync(NewProject("""
            <AdditionalFiles Include="./appsettings.json" />
            <AdditionalFiles Include="$(MSBuildProjectDirectory)/Properties/launchSettings.json" />
            """)));

    [FullFact]
    public async Task OpossumAnalyzeConfiguration_false_keeps_them_out() =>
        Assert.Empty(await ShownAsync(NewProject(properties: "<OpossumAnalyzeConfiguration>false</OpossumAnalyzeConfiguration>")));

    [FullFact]
    public async Task A_project_without_configuration_is_shown_none()
    {
        var consumer = package.NewConsumer();
        Assert.Empty(await ShownAsync(consumer.WithProject("Shop.csproj", consumer.PackageReference)));
    }

    [FullFact]
    public async Task A_setting_that_switches_flushing_off_is_reported_at_its_line()
    {
        const string Settings = "{\n  \"Opossum\": {\n    \"FlushEventsImmediately\": false\n  }\n}\n";
        var consumer = package.NewConsumer();
        consumer.With("appsettings.json", Settings)
            .With("appsettings.Development.json", Settings)
            .With("Shop.cs", "class Shop;")
            .WithProject("Shop.csproj", consumer.PackageReference);
        Assert.Equal([new("appsettings.json:3", "OPSM4002")], await consumer.WarningsOfAsync("build"));
    }

    private Consumer NewProject(string items = "", string properties = "")
    {
        var consumer = package.NewConsumer();
        foreach (var file in (string[])[
            .. All, "settings.json", "bin/Debug/net10.0/appsettings.json", "obj/appsettings.json", "Other/appsettings.json"
        ])
            consumer.With(file, "{}");
        return consumer.WithProject("Shop.csproj", consumer.PackageReference + items, properties);
    }

    private static async Task<string[]> ShownAsync(Consumer consumer)
    {
        await consumer.DotnetAsync("restore");
        using var items = JsonDocument.Parse(
            await consumer.DotnetAsync("msbuild", "-t:OpossumShowConfiguration", "-getItem:AdditionalFiles"));
        return
        [
            .. items.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
                .Select(item => Path.GetRelativePath(consumer["."], item.GetProperty("FullPath").GetString()!).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
    }
}
