using Microsoft.CodeAnalysis;
using Opossum.Typed.Analyzers.ReadModels;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.ReadModels;

/// <summary>OPSM3036.</summary>
public class UnopenedReadModelTests
{
    private const string Domain = """
        [EventModel] public static partial class Courses;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Event("defined")] public partial record Defined(CourseId Course);

        """;

    private const string Usings = "using System; using Opossum.Typed;\n";

    [Fact]
    public Task In_a_program_it_is_reported() => Reports("", "OPSM3036", "OPSM3036");

    [Fact]
    public Task In_a_program_that_opens_another_one_it_is_reported() =>
        Reports("_ = new ReadModelSet(ReadModelDescriptor.Of<A, CourseId>());", "", "OPSM3036");

    [Fact]
    public Task In_a_program_that_names_the_set_it_is_not() => Reports("var models = Courses.ReadModels;", "", "");

    [Fact]
    public Task In_a_library_it_is_not() => Reports(statement: null, "", "");

    [Fact]
    public async Task In_a_test_project_it_is_not() =>
        await Test("Console.WriteLine();", "", "").WithReferenceTo("xunit.core").RunAsync(TestContext.Current.CancellationToken);

    private static Task Reports(string? statement, string first, string second) =>
        Test(statement is "" ? "Console.WriteLine();" : statement, first, second).RunAsync(TestContext.Current.CancellationToken);

    private static GeneratedTest<UnopenedReadModelAnalyzer> Test(string? statement, string first, string second)
    {
        var models = $$"""
            [ReadModel("a")] public partial record {{Mark("A", first)}}([Key] CourseId Course) { A On(Defined _) => this; }
            [ReadModel("b")] public partial record {{Mark("B", second)}}([Key] CourseId Course) { B On(Defined _) => this; }
            """;
        var test = new GeneratedTest<UnopenedReadModelAnalyzer>(Usings + statement + "\n" + Domain + models).WithLibrary();
        test.TestState.OutputKind = statement is null ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication;
        return test;
    }

    private static string Mark(string name, string id) => id.Length == 0 ? name : "{|" + id + ":" + name + "|}";
}
