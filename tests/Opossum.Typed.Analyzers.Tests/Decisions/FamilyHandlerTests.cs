using Opossum.Typed.Analyzers.Decisions;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Decisions;

/// <summary>OPSM3018 and 3019.</summary>
public class FamilyHandlerTests
{
    private const string Domain = """
        using System; using Opossum.Typed;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Tag("student")] public readonly partial record struct StudentId(Guid Value);
        public interface ICourseEvent : IEvent;
        public interface IStudentEvent : IEvent;
        public interface ISubscription : ICourseEvent, IStudentEvent;
        public interface INobody : IEvent;
        [Event("defined")] public partial record Defined(CourseId Course) : ICourseEvent;
        [Event("registered")] public partial record Registered(StudentId Student) : IStudentEvent;
        [Event("subscribed")] public partial record Subscribed(CourseId Course, StudentId Student) : ISubscription;

        """;

    [SampledTheory]
    [InlineData("[DecisionModel] public partial record struct M(CourseId Course) { void On(INobody {|OPSM3018:e|}) { } }")]
    [InlineData("[DecisionModel] public partial record struct M([Tag(\"x\")] string X) { void On(ICourseEvent {|OPSM3018:e|}) { } }")]
    [InlineData("""
        [DecisionModel] public partial record struct M(CourseId Course)
        {
            void On(ICourseEvent {|OPSM3018:e|}) { }
            void On(Defined _) { }
            void On(Subscribed _) { }
        }
        """)]
    [InlineData("[Consumer(\"c\")] public partial class C { void On(INobody {|OPSM3018:e|}) { } }")]
    [InlineData("""
        [DecisionModel] public partial record struct M(CourseId Course)
        {
            void On(IStudentEvent {|OPSM3018:e|}) { }
            void On(ISubscription _) { }
        }
        """)]
    public Task A_handler_that_no_event_is_left_for_is_reported(string model) => Reports(model);

    [SampledTheory]
    [InlineData("""
        [DecisionModel] public partial record struct M(CourseId Course)
        {
            void On(ICourseEvent _) { }
            void On(IStudentEvent {|OPSM3019:e|}) { }
        }
        """)]
    public Task An_event_of_two_families_is_reported(string model) => Reports(model);

    [SampledTheory]
    [InlineData("[DecisionModel] public partial record struct M(CourseId Course) { void On(ICourseEvent e) { } }")]
    [InlineData("[DecisionModel] public partial record struct M(StudentId Student) { void On(ICourseEvent e) { } }")]
    [InlineData("[DecisionModel] public partial record struct M { void On(IStudentEvent e) { } }")]
    [InlineData("""
        [DecisionModel] public partial record struct M
        {
            void On(ICourseEvent _) { }
            void On(IStudentEvent _) { }
            void On(ISubscription _) { }
        }
        """)]
    [InlineData("""
        [DecisionModel] public partial record struct M
        {
            void On(ICourseEvent _) { }
            void On(IStudentEvent _) { }
            void On(Subscribed _) { }
        }
        """)]
    public Task Handlers_that_each_take_something_are_fine(string model) => Reports(model);

    private static Task Reports(string model) =>
        new RuleTest<FamilyHandlerAnalyzer>(Domain + model).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
