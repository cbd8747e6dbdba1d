using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.CodeFixes.Declarations;

namespace Opossum.Typed.Analyzers.Tests.Declarations;

/// <summary>OPSM1021: a type that is an <c>IEvent</c> by its base list alone.</summary>
public class UndeclaredEventTests
{
    private const string Usings = "using System; using Opossum.Typed;\n";

    [SampledTheory]
    [InlineData("public record {|OPSM1021:CourseDefined|}(Guid Course) : IEvent;")]
    [InlineData("public partial record {|OPSM1021:CourseDefined|}(Guid Course) : IEvent;")]
    [InlineData("public interface ICourseEvent : IEvent; public record {|OPSM1021:CourseDefined|}(Guid Course) : ICourseEvent;")]
    [InlineData("public class {|OPSM1021:CourseDefined|} : IEvent;")]
    [InlineData("public readonly record struct {|OPSM1021:CourseDefined|}(Guid Course) : IEvent;")]
    [InlineData("public record {|OPSM1021:CourseDefined|}<T>(T Course) : IEvent;")]
    [InlineData("""
        public abstract record CourseEvent(Guid Course) : IEvent;
        public record {|OPSM1021:CourseDefined|}(Guid Course) : CourseEvent(Course);
        """)]
    public Task An_event_without_the_attribute_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("public interface ICourseEvent : IEvent { Guid Course { get; } }")]
    [InlineData("public abstract record CourseEvent(Guid Course) : IEvent;")]
    [InlineData("""[Event("course-defined")] public partial record CourseDefined(Guid Course) : IEvent;""")]
    [InlineData("""
        public abstract record CourseEvent(Guid Course) : IEvent;
        [Event("course-defined")] public partial record CourseDefined(Guid Course) : CourseEvent(Course);
        """)]
    [InlineData("public record CourseDefined(Guid Course);")]
    public Task Families_bases_and_events_are_not_reported(string source) => Reports(source);

    [Fact]
    public Task The_attribute_and_partial_are_added_to_all_of_them_at_once() => Fixes(
        """
        public interface ICourseEvent : IEvent;

        // A comment.
        public record {|OPSM1021:CourseDefined|}(Guid Course) : ICourseEvent;
        public sealed partial record {|OPSM1021:CourseRenamed|}(Guid Course) : IEvent;
        public static class Students
        {
            /// <summary>Documented.</summary>
            [Serializable]
            internal record {|OPSM1021:StudentRegistered|}(Guid Student) : IEvent;
        }
        """,
        """
        public interface ICourseEvent : IEvent;

        // A comment.
        [Event("CourseDefined")]
        public partial record CourseDefined(Guid Course) : ICourseEvent;
        [Event("CourseRenamed")]
        public sealed partial record CourseRenamed(Guid Course) : IEvent;
        public static partial class Students
        {
            /// <summary>Documented.</summary>
            [Event("StudentRegistered")]
            [Serializable]
            internal partial record StudentRegistered(Guid Student) : IEvent;
        }
        """);

    [Fact]
    public Task A_struct_is_not_made_an_event() =>
        Fixes("record struct {|OPSM1021:A|}(int B) : IEvent;", "record struct {|OPSM1021:A|}(int B) : IEvent;", iterations: null);

    [Fact]
    public Task Where_the_namespace_is_not_imported_the_attribute_is_qualified() =>
        new FixTest<UndeclaredEventAnalyzer, UndeclaredEventFix>(
            "record {|OPSM1021:CourseDefined|}(int Course) : Opossum.Typed.IEvent;",
            """
            [Opossum.Typed.Event("CourseDefined")]
            partial record CourseDefined(int Course) : Opossum.Typed.IEvent;
            """)
            .WithLibrary()
            .RunAsync(TestContext.Current.CancellationToken);

    private static Task Reports(string source) =>
        new GeneratedTest<UndeclaredEventAnalyzer>(Usings + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    private static Task Fixes(string source, string expected, int? iterations = 3)
    {
        var test = new FixTest<UndeclaredEventAnalyzer, UndeclaredEventFix>(Usings + source, Usings + expected).WithLibrary();
        test.NumberOfIncrementalIterations = iterations;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
