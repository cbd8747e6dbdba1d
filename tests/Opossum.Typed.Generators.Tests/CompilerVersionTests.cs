namespace Opossum.Typed.Generators.Tests;

public class CompilerVersionTests
{
    /// <summary>
    /// SDK 10.0.100 refuses a generator that was built on a newer compiler (CS9057), and a newer SDK of ours would hide it.
    /// </summary>
    [Fact]
    public void The_generator_asks_for_no_newer_compiler_than_the_first_SDK_has()
    {
        var roslyn = typeof(EventGenerator).Assembly.GetReferencedAssemblies()
            .Where(static name => name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .ToArray();
        Assert.NotEmpty(roslyn);
        Assert.All(roslyn, static name => Assert.Equal(new Version(5, 0, 0, 0), name.Version));
    }
}
