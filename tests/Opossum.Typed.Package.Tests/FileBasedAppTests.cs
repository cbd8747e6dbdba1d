using Opossum.Typed.Package.Tests.Support;

namespace Opossum.Typed.Package.Tests;

/// <summary>A program in one file, without a project.</summary>
public sealed class FileBasedAppTests(PackedPackage package)
{
    [FullFact]
    public async Task The_program_of_the_readme_runs()
    {
        var consumer = package.NewConsumer();
        consumer.With("shop.cs", consumer.PackageDirective + "\n" + Programs.OfTheReadme);
        Assert.Equal(Programs.OfTheReadmePrints, await consumer.DotnetAsync("run", "shop.cs"));
    }
}
