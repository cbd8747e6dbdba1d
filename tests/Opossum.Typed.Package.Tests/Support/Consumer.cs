namespace Opossum.Typed.Package.Tests.Support;

/// <summary>A stranger's folder: files are put into it, then it is built and run.</summary>
internal sealed class Consumer(PackedPackage package, string folder)
{
    public string this[string file] => Path.Combine(folder, file);

    public Consumer With(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[file])!);
        File.WriteAllText(this[file], text);
        return this;
    }

    /// <summary>A project as <c>dotnet new console</c> or <c>classlib</c> makes it, and nothing more than what is given.</summary>
    public Consumer WithProject(string file, string items, string properties = "") => With(file, $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """);

    public string PackageReference => ReferenceTo("Opossum.Typed");

    public string ReferenceTo(string id) => $"""<PackageReference Include="{id}" Version="{package.Version}" />""";

    public string PackageDirective => $"#:package Opossum.Typed@{package.Version}";

    public Task<string> DotnetAsync(params string[] arguments) => Dotnet.RunAsync(Dotnet.Program, folder, package.Environment, arguments);

    /// <summary>What a build says that must not succeed.</summary>
    public Task<string> FailingBuildAsync() =>
        Dotnet.RunAsync(Dotnet.Program, folder, package.Environment, succeeds: false, "build", "--nologo", "-tl:off");

    public Task<string> RunAsync(string program) => Dotnet.RunAsync(this[program], folder, package.Environment);

    /// <summary>The warnings of a build or publish, sorted, each once however often the build repeats it.</summary>
    public async Task<Warning[]> WarningsOfAsync(params string[] arguments) =>
        Warning.In(await DotnetAsync([.. arguments, "--nologo", "-tl:off"]), folder);
}
