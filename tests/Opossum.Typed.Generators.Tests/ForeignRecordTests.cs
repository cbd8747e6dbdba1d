using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>
/// Records of another assembly, of which the command line sees what is public and not what a constructor does: what is stored comes back,
/// or the record is refused, and the IDE comes to the same answer.
/// </summary>
public class ForeignRecordTests
{
    [Theory]
    [InlineData("public record Part(int A, string B);", "{ A = ", "B = ")]
    [InlineData("public record Part(int A) { public int A { get; init; } = A + 1; }", "{ A = ")]
    [InlineData("public record struct Part(int A);", "{ A = ")]
    [InlineData("public abstract record Base(int A); public record Part(int A) : Base(A);", "{ A = ")]
    public void What_a_constructor_takes_is_set_once_more(string library, params string[] set)
    {
        foreach (var generation in Generate(library))
        {
            Assert.Empty(generation.Complaints);
            Assert.Contains("TryReadPart", Source(generation), StringComparison.Ordinal);
            Assert.All(set, member => Assert.Contains(member, Source(generation), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void So_is_the_only_value_of_a_struct_which_is_stored_bare()
    {
        foreach (var generation in Generate("public readonly record struct Part(string A) { public string A { get; init; } = A.Trim(); }"))
        {
            Assert.Empty(generation.Complaints);
            Assert.Contains("new global::Part(p) { A = p }", Source(generation), StringComparison.Ordinal);
            Assert.Contains(
                "(static given => new global::Part(given) { A = given }))(json.ReadString())",
                Source(generation),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("public record Part(int A, int B) { public int A { get; } = B; public int B { get; } = A; }")]
    [InlineData("public record Part(int A) { private readonly int _a = A; public int A { get => _a + 1; init => _a = value; } }")]
    [InlineData("public record Part(int A) { private int _b; public int B { get => _b + 1; init => _b = value; } }")]
    [InlineData("public record Part(int A) { public event Action? Changed; public void Change() => Changed?.Invoke(); }")]
    public void What_may_come_back_as_something_else_is_refused(string library) =>
        Assert.All(Generate(library), static each => Assert.DoesNotContain("TryReadPart", Source(each), StringComparison.Ordinal));

    [Fact]
    public void What_their_author_vouches_for_is_believed() =>
        Assert.All(
            Generate("""
                public sealed record Part
                {
                    [EventConstructor] public Part(string a) => A = a;
                    public string A { get; }
                }
                """),
            static generation => Assert.Empty(generation.Complaints));

    private static string Source(Generation generation) => string.Concat(generation.Files.Values);

    private static IEnumerable<Generation> Generate(string library) => Library.References(library).Select(static reference =>
        Generation.Of(Generation.Compile("Own", [reference], """[Event("e")] public partial record E(Part P);""")));
}
