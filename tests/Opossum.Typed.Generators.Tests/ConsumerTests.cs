using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>Consumers: what is emitted, and that every form compiles without a warning.</summary>
public class ConsumerTests
{
    private const string Events = """
        global using System.Threading;
        global using System.Threading.Tasks;
        namespace Campus;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Tag("student")] public readonly partial record struct StudentId(Guid Value);
        public interface ICourseEvent : IEvent;
        [Event("defined")] public partial record Defined(CourseId Course, int Capacity) : ICourseEvent;
        [Event("closed")] public partial record Closed(CourseId Course) : ICourseEvent;
        [Event("subscribed")] public partial record Subscribed(CourseId Course, StudentId Student) : ICourseEvent;
        """;

    public static TheoryData<string, string> Consumers => new()
    {
        { "a task", """[Consumer("c")] public partial class C { Task On(Defined e) => Task.CompletedTask; }""" },
        { "a value task", """[Consumer("c")] public partial class C { ValueTask On(Defined e) => default; }""" },
        { "nothing", """[Consumer("c")] public partial class C { void On(Defined _) { } }""" },
        { "an async method", """
            [Consumer("c")] public partial class C
            {
                async Task On(Defined e, CancellationToken stop) => await Task.Delay(e.Capacity, stop);
            }
            """ },
        { "all that there is, in another order", """
            [Consumer("c")] public partial class C
            {
                Task On(Defined e, CancellationToken stop, ConsumedEvent at) => Task.Delay((int)at.Position, stop);
            }
            """ },
        { "services", """
            public interface IMailer;
            [Consumer("c")] public sealed partial class C(IMailer mailer) { void On(Defined _) => mailer.ToString(); }
            """ },
        { "a record, nested and internal", """
            public partial class Outer { [Consumer("c")] internal partial record C { void On(Defined _) { } } }
            """ },
        { "derived", """
            public abstract class Base { public int N; }
            [Consumer("c")] public partial class C : Base { void On(Defined e) => N += e.Capacity; }
            """ },
        { "names that are taken", """
            [Consumer("c")] public partial class C { int e, stop; void On(Defined _) => stop += e++; }
            """ },
        { "in order of a tag", """
            [Consumer("c.2_x", InOrderOf = typeof(CourseId))] public partial class C { void On(Defined _) { } }
            """ },
    };

    [SampledTheory, MemberData(nameof(Consumers))]
    public void Every_form_compiles_without_a_warning(string what, string source)
    {
        var generation = Generation.Of(Events, "namespace Campus; " + source);
        Assert.True(!generation.Complaints.Any(), $"{what}: {string.Join('\n', generation.Complaints)}");
        Assert.Contains(generation.Files.Keys, static file => file.EndsWith(".Consumer.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void Consumer() => Baseline.Verify(
        Generation.Of(Events, """
            namespace Campus;
            [Consumer("waiting-list", InOrderOf = typeof(CourseId))]
            public partial class WaitingList
            {
                Task On(Subscribed e, ConsumedEvent at, CancellationToken stop) => Task.CompletedTask;
                ValueTask On(Defined e) => default;
                void On(ICourseEvent _) { }
            }
            """),
        "Campus.WaitingList.Consumer");

    [Fact]
    public void One_whose_family_has_no_event_gets_a_placeholder()
    {
        var generation = Generation.Of(Events, """
            namespace Campus;
            public interface INobody : IEvent;
            [Consumer("c")] public partial class C { void On(INobody _) { } }
            """);
        Assert.Empty(generation.Complaints);
        Assert.Contains("NotSupportedException", generation.Files["Campus.C.ConsumerPlaceholder.g.cs"], StringComparison.Ordinal);
    }
}
