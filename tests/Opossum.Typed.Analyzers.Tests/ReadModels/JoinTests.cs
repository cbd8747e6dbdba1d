using Opossum.Typed.Analyzers.ReadModels;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.ReadModels;

/// <summary>OPSM3040.</summary>
public class JoinTests
{
    private const string Domain = """
        using System; using System.Collections.Generic; using Opossum.Typed;
        [Tag("course")] public readonly partial record struct CourseId(int Number);
        [Tag("student")] public readonly partial record struct StudentId(int Number);
        public interface IStudentEvent : IEvent;
        [Event("defined")] public partial record Defined(CourseId Course, string Title);
        [Event("enrolled")] public partial record Enrolled(StudentId Student, CourseId Course) : IStudentEvent;
        [Event("enrolled-in-many")] public partial record EnrolledInMany(StudentId Student, CourseId[] Courses);
        [Event("registered")] public partial record Registered(StudentId Student, CourseId? Course);
        [Event("left")] public partial record Left(StudentId Student);
        [DecisionModel] public partial record struct Title(CourseId Course) { public string? Text; void On(Defined e) => Text = e.Title; }
        [DecisionModel] public partial record struct Lines(CourseId Course)
        { public List<string>? All; void On(Defined e) => (All ??= []).Add(e.Title); }
        [DecisionModel(Last = true)] public partial record struct LastTitle(CourseId Course)
        { public string? Text; void On(Defined e) => Text = e.Title; }

        """;

    [SampledTheory]
    [InlineData("Left", "Title")]
    [InlineData("EnrolledInMany", "Title")]
    [InlineData("Registered", "Title")]
    [InlineData("IStudentEvent", "Title")]
    [InlineData("Enrolled", "Lines")]
    [InlineData("Enrolled", "LastTitle")]
    public Task What_can_not_be_joined_is_reported(string e, string model) => Reports($$"""
        [ReadModel("m")] public partial record M([Key] StudentId Student) { M On({{e}} _, {{model}} {|OPSM3040:joined|}) => this; }
        """);

    [Fact]
    public Task What_a_tag_of_the_event_or_a_part_of_the_key_binds_is_not() => Reports("""
        [ReadModel("m")] public partial record M([Key] StudentId Student) { M On(Enrolled _, Title title) => this; }
        [ReadModel("n")] public partial record N([Key] StudentId Student, [Key] CourseId Course)
        { N On(EnrolledInMany _, Title title) => this; N On(Registered _, Title title, long position) => this; }
        """);

    private static Task Reports(string source) =>
        new RuleTest<ReadModelAnalyzer>(Domain + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
