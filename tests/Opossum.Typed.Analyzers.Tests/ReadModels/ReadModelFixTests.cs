using Microsoft.CodeAnalysis.CodeFixes;
using Opossum.Typed.Analyzers.ReadModels;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.CodeFixes.Declarations;
using Opossum.Typed.CodeFixes.ReadModels;

namespace Opossum.Typed.Analyzers.Tests.ReadModels;

/// <summary>The fixes of OPSM3027, 3029, 3030 and 3031.</summary>
public class ReadModelFixTests
{
    private const string Domain = """
        using System; using Opossum.Typed;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Event("defined")] public partial record Defined(CourseId Course, string Title);
        [Event("plain")] public partial record Plain(int Number);

        """;

    [SampledTheory]
    [InlineData("late-cards", "late_cards")]
    [InlineData("LateCards", "late_cards")]
    [InlineData("Late cards 2", "late_cards_2")]
    public Task The_name_of_a_table_is_written_as_such_names_are(string name, string written) => Fixes<TableNameFix>(
        "[ReadModel(\"" + name + "\")] public partial record {|OPSM3027:M|}([Key] CourseId Course) { M On(Defined _) => this; }",
        "[ReadModel(\"" + written + "\")] public partial record M([Key] CourseId Course) { M On(Defined _) => this; }");

    [Fact]
    public Task And_so_is_that_of_an_index() => Fixes<TableNameFix>(
        """
        [ReadModel("m")] public partial record M([Key] CourseId Course, [Index("By Title")] string {|OPSM3031:Title|} = "")
        { [Index("by-length", Unique = true)] public int {|OPSM3031:Length|} => Title.Length; M On(Defined _) => this; }
        """,
        """
        [ReadModel("m")] public partial record M([Key] CourseId Course, [Index("by_title")] string Title = "")
        { [Index("by_length", Unique = true)] public int Length => Title.Length; M On(Defined _) => this; }
        """);

    [Fact]
    public Task A_name_that_has_no_letter_is_left_alone() => Fixes<TableNameFix>(
        """[ReadModel("1")] public partial record {|OPSM3027:M|}([Key] CourseId Course) { M On(Defined _) => this; }""",
        """[ReadModel("1")] public partial record {|OPSM3027:M|}([Key] CourseId Course) { M On(Defined _) => this; }""");

    [Fact]
    public Task Abstract_is_removed() => Fixes<ModifierFix>(
        """[ReadModel("m")] public abstract partial record {|OPSM3027:M|}([Key] CourseId Course) { M On(Defined _) => this; }""",
        """[ReadModel("m")] public partial record M([Key] CourseId Course) { M On(Defined _) => this; }""");

    [Fact]
    public Task A_handler_whose_event_has_no_tag_of_the_key_is_removed() => Fixes<IdleMethodFix>(
        """
        [ReadModel("m")] public partial record M([Key] CourseId Course)
        {
            M On(Defined _) => this;
            M On(Plain {|OPSM3029:e|}) => this;
        }
        """,
        """
        [ReadModel("m")] public partial record M([Key] CourseId Course)
        {
            M On(Defined _) => this;
        }
        """);

    [Fact]
    public Task A_KeyOf_that_is_never_called_is_removed() => Fixes<IdleMethodFix>(
        """
        [ReadModel("m")] public partial record M([Key] int Number)
        {
            static int KeyOf(Plain e) => e.Number;
            static int KeyOf(Defined {|OPSM3030:e|}) => 1;
            M On(Plain _) => this;
        }
        [ReadModel("n")] public partial record N([Key] CourseId Course)
        {
            static CourseId {|OPSM3030:KeyOf|}(Defined e) => e.Course;
            N On(Defined _) => this;
        }
        """,
        """
        [ReadModel("m")] public partial record M([Key] int Number)
        {
            static int KeyOf(Plain e) => e.Number;
            M On(Plain _) => this;
        }
        [ReadModel("n")] public partial record N([Key] CourseId Course)
        {
            N On(Defined _) => this;
        }
        """);

    private static Task Fixes<TFix>(string source, string written) where TFix : CodeFixProvider, new() =>
        new FixTest<ReadModelAnalyzer, TFix>(Domain + source, Domain + written).WithLibrary()
            .RunAsync(TestContext.Current.CancellationToken);
}
