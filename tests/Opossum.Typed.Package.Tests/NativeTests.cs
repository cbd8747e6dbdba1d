using System.Runtime.InteropServices;
using Opossum.Typed.Package.Tests.Support;

namespace Opossum.Typed.Package.Tests;

/// <summary>The package in a native binary.</summary>
public sealed class NativeTests(PackedPackage package)
{
    [FullFact]
    public Task The_program_of_the_readme_is_published_without_a_warning_and_runs() =>
        PublishAndRunAsync(Programs.OfTheReadme, Programs.OfTheReadmePrints);

    [LongFact]
    public Task Events_of_old_names_and_versions_are_read() => PublishAndRunAsync(Programs.Evolved, Programs.EvolvedPrints);

    private async Task PublishAndRunAsync(string program, string prints)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && (IsOnThePath("clang") || IsOnThePath("gcc")),
            "A native binary needs clang or gcc; elsewhere than on Linux this was never run.");

        var consumer = package.NewConsumer();
        consumer.With("Program.cs", program)
            .WithProject("Shop.csproj", consumer.PackageReference, "<OutputType>Exe</OutputType><PublishAot>true</PublishAot>");
        Assert.Empty(await consumer.WarningsOfAsync("publish", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "out"));
        Assert.False(File.Exists(consumer["out/Opossum.Typed.dll"]));
        Assert.Equal(prints, await consumer.RunAsync("out/Shop"));
    }

    private static bool IsOnThePath(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
