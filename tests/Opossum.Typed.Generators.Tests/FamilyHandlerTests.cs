using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>Which events a handler of a family is called for.</summary>
public class FamilyHandlerTests
{
    private const string Events = """
        namespace Campus;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Tag("student")] public readonly partial record struct StudentId(Guid Value);
        public interface ICourseEvent : IEvent;
        public interface ISubscription : ICourseEvent;
        public abstract record Renaming(CourseId Course) : ICourseEvent;
        [Event("defined")] public partial record Defined(CourseId Course) : ICourseEvent;
        [Event("renamed")] public partial record Renamed(CourseId Course) : Renaming(Course);
        [Event("subscribed")] public partial record Subscribed(CourseId Course, StudentId Student) : ISubscription;
        [Event("unsubscribed")] public partial record Unsubscribed(CourseId Course, StudentId Student) : ISubscription;
        [Event("fair-held")] public partial record FairHeld : ICourseEvent;
        [Event("filled", Version = 2)] public partial record Filled(CourseId Course) : ICourseEvent
        {
            static Filled Upcast(Filled1 old) => new(old.Course);
        }
        [Event("filled")] public partial record Filled1(CourseId Course) : ICourseEvent;
        """;

    [Fact]
    public void The_most_specific_handler_takes_an_event_whatever_their_order() => Assert.Equal(
        """
        Defined -> On(Defined)
        Filled -> On(ICourseEvent)
        Renamed -> On(Renaming)
        Subscribed -> On(Subscribed)
        Unsubscribed -> On(ISubscription)
        """,
        RoutesOf(
            """
            void On(ICourseEvent e) { }
            void On(Renaming e) { }
            void On(Subscribed e) { }
            void On(ISubscription e) { }
            void On(Defined e) { }
            """));

    [Fact]
    public void The_other_order_is_the_same() => Assert.Equal(
        RoutesOf("void On(ISubscription e) { } void On(ICourseEvent e) { }"),
        RoutesOf("void On(ICourseEvent e) { } void On(ISubscription e) { }"));

    [Fact]
    public void An_event_that_can_not_carry_the_tags_is_left_out() => Assert.Equal(
        "Subscribed -> On(ICourseEvent)\nUnsubscribed -> On(ICourseEvent)",
        RoutesOf("void On(ICourseEvent e) { }", "CourseId Course, StudentId Student"));

    [Fact]
    public void Without_a_boundary_all_are_in_it() =>
        Assert.Contains("FairHeld -> On(ICourseEvent)", RoutesOf("void On(ICourseEvent e) { }", ""), StringComparison.Ordinal);

    [Fact]
    public void FamilyModel() => Baseline.Verify(
        Generation.Of(Events, """
            namespace Campus;
            [DecisionModel] public partial record struct M(CourseId Course)
            {
                public int Changes, Taken;
                void On(Defined _) { }
                void On(ICourseEvent _, long position) => Changes++;
                void On(ISubscription e) => Taken += e is Subscribed ? 1 : -1;
            }
            """),
        "Campus.M.DecisionModel");

    [Fact]
    public void An_event_that_joins_the_family_is_routed_and_another_file_is_not_touched()
    {
        const string Joined = """namespace Campus; [Event("closed")] public partial record Closed(CourseId Course);""";
        var before = Generation.Compile(Events, Model("void On(ICourseEvent e) { }", "CourseId Course"), Joined);
        var first = Generation.Of(before, tracksSteps: true);
        Assert.DoesNotContain("Closed", first.Files["Campus.M.DecisionModel.g.cs"], StringComparison.Ordinal);
        var after = before.ReplaceSyntaxTree(
            before.SyntaxTrees.Single(static tree => tree.FilePath == "File2.cs"),
            Generation.Parse(Joined.Replace(";\"", "", StringComparison.Ordinal).TrimEnd(';') + " : ICourseEvent;", "File2.cs"));
        var second = first.After(after);
        Assert.Contains("e.Event<global::Campus.Closed>()", second.Files["Campus.M.DecisionModel.g.cs"], StringComparison.Ordinal);
        Assert.Equal(first.Files["Campus.Defined.Event.g.cs"], second.Files["Campus.Defined.Event.g.cs"]);
    }

    [Fact]
    public void Events_of_another_assembly_are_of_its_family()
    {
        foreach (var library in Library.References(
            """
            namespace People;
            [EventModel] public static partial class All;
            public interface IPersonEvent : IEvent;
            [Tag("person")] public readonly partial record struct PersonId(Guid Value);
            [Event("met")] public partial record Met(PersonId Person) : IPersonEvent;
            [Event("left", Version = 2)] public partial record Left(PersonId Person) : IPersonEvent
            {
                static Left Upcast(Left1 old) => new(old.Person);
            }
            [Event("left")] public partial record Left1(PersonId Person) : IPersonEvent;
            """, "People"))
        {
            var generation = Generation.Of(Generation.Compile("Campus", [library], """
                namespace Campus;
                using People;
                [Event("hired")] public partial record Hired(PersonId Person) : IPersonEvent;
                [DecisionModel] public partial record struct M(PersonId Person) { void On(IPersonEvent e) { } }
                """));
            Assert.Empty(generation.Complaints);
            Assert.Equal(
                "Hired -> On(IPersonEvent)\nLeft -> On(IPersonEvent)\nMet -> On(IPersonEvent)",
                Routes(generation.Files["Campus.M.DecisionModel.g.cs"]));
        }
    }

    [Fact]
    public void A_model_whose_family_has_no_event_gets_a_placeholder()
    {
        var generation = Generation.Of(Events, "public interface INobody : IEvent;", Model("void On(INobody e) { }", "CourseId Course"));
        Assert.Empty(generation.Complaints);
        Assert.Contains("NotSupportedException", generation.Files["Campus.M.DecisionModelPlaceholder.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("Campus.M.DecisionModel.g.cs", generation.Files.Keys);
    }

    private static string Model(string handlers, string boundary) => $$"""
        namespace Campus;
        [DecisionModel] public partial record struct M({{boundary}}) { {{handlers}} }
        """;

    private static string RoutesOf(string handlers, string boundary = "CourseId Course")
    {
        var generation = Generation.Of(Events, Model(handlers, boundary));
        Assert.Empty(generation.Complaints);
        return Routes(generation.Files["Campus.M.DecisionModel.g.cs"]);
    }

    /// <summary>From the generated dispatch: each event, and the parameter of the handler that takes it, by the events' names.</summary>
    private static string Routes(string file) => string.Join('\n', file.Split('\n')
        .Where(static line => line.Contains("e.Is<", StringComparison.Ordinal))
        .Select(static line => (Event: NameIn(line, "e.Is<", '>'), Family: line.Contains("On((", StringComparison.Ordinal)
            ? NameIn(line, "On((", ')')
            : NameIn(line, "e.Event<", '>')))
        .OrderBy(static route => route.Event, StringComparer.Ordinal)
        .Select(static route => $"{route.Event} -> On({route.Family})"));

    private static string NameIn(string line, string before, char after)
    {
        var reference = line[(line.IndexOf(before, StringComparison.Ordinal) + before.Length)..];
        reference = reference[..reference.IndexOf(after, StringComparison.Ordinal)];
        return reference[(reference.LastIndexOf('.') + 1)..];
    }
}
