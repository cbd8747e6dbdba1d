using System.Runtime.InteropServices;
using Opossum.Typed.Package.Tests.Support;

namespace Opossum.Typed.Package.Tests;

/// <summary>The package in a native binary.</summary>
public sealed class NativeTests(PackedPackage package)
{
    [Fact]
    public async Task The_program_of_the_readme_is_published_without_a_warning_and_runs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && (IsOnThePath("clang") || IsOnThePath("gcc")), "A native binary needs clang or gcc; elsewhere than on Linux this was never run.");

        var consumer = package.NewConsumer();
        consumer.With("Program.cs", Programs.OfTheReadme).WithProject("Shop.csproj", consumer.PackageReference, "<OutputType>Exe</OutputType><PublishAot>true</PublishAot>");
        Assert.Empty(await consumer.WarningsOfAsync("publish", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "out"));
        Assert.False(File.Exists(consumer["out/Opossum.Typed.dll"]));
        Assert.Equal(Programs.OfTheReadmePrints, await consumer.RunAsync("out/Shop"));
    }

    private static bool IsOnThePath(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
