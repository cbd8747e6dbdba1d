using Opossum.Typed.Package.Tests.Support;

namespace Opossum.Typed.Package.Tests;

/// <summary>A fresh console project that references the package.</summary>
public sealed class ConsoleProjectTests(PackedPackage package)
{
    [Fact]
    public async Task The_program_of_the_readme_builds_without_a_warning_and_runs()
    {
        var consumer = NewConsole(Programs.OfTheReadme);
        Assert.Empty(await consumer.WarningsOfAsync("build", "-c", "Release", "-o", "out"));
        Assert.Equal(Programs.OfTheReadmePrints, await consumer.RunAsync("out/Shop"));
    }

    [FullFact]
    public async Task Switched_off_flushing_is_reported_at_its_line_and_so_are_bad_habits()
    {
        var warnings = await NewConsole(Programs.Careless + Programs.CarelessHabits).WarningsOfAsync("build");
        Warning[] expected = [
            .. Programs.WarningsOfHabits("Program.cs"),
            new(Warning.Place("Program.cs", Programs.Careless, "FlushEventsImmediately"), "OPSM4001")
        ];
        Assert.Equal(expected, warnings);
    }

    [FullFact]
    public async Task A_test_project_may_switch_flushing_off()
    {
        var consumer = package.NewConsumer();
        consumer.With("Program.cs", Programs.Careless)
            .WithProject("Shop.csproj", consumer.PackageReference, "<OutputType>Exe</OutputType><IsTestProject>true</IsTestProject>");
        Assert.Empty(await consumer.WarningsOfAsync("build"));
    }

    private Consumer NewConsole(string program)
    {
        var consumer = package.NewConsumer();
        return consumer.With("Program.cs", program).WithProject("Shop.csproj", consumer.PackageReference, "<OutputType>Exe</OutputType>");
    }
}
