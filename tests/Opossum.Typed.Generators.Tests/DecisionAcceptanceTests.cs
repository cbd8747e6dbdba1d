using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>Decision models and deciders of every form compile without a warning.</summary>
public class DecisionAcceptanceTests
{
    private const string Domain = """
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Tag("student")] public readonly partial record struct StudentId(Guid Value);
        [Event("defined")] public partial record Defined(CourseId Course, int Capacity);
        [Event("subscribed")] public partial record Subscribed(CourseId Course, StudentId Student, [Tag("email")] string Email);
        """;

    public static TheoryData<string, string> Models => new()
    {
        { "enums and structs of one value under keys", """
            public enum Kind { A, B }
            public readonly record struct Room(int Number);
            public readonly record struct Label
            {
                private Label(string text) => Text = text;
                public string Text { get; }
                [EventConstructor] public static Label Of(string text) => new(text);
            }
            [Event("kept")] public partial record Kept([Tag("room")] Room Room, [Tag("kind")] string Kind, [Tag("label")] Label Label);
            [DecisionModel] public partial record struct M([Tag("kind")] Kind Kind, [Tag("room")] Room Room, [Tag("label")] Label Label)
            {
                internal int N;
                void On(Kept _) => N++;
            }
            """ },
        { "a record struct", """
            [DecisionModel] public partial record struct M(CourseId Course)
            {
                internal int N;
                void On(Defined _) => N++;
            }
            """ },
        { "a readonly record struct", """
            [DecisionModel] public readonly partial record struct M(CourseId Course)
            {
                internal int N { get; init; }
                M On(Defined e) => this with { N = e.Capacity };
            }
            """ },
        { "a record", """
            [DecisionModel] public sealed partial record M(CourseId Course)
            {
                internal int N { get; set; }
                void On(Defined _) => N++;
            }
            """ },
        { "a struct", """[DecisionModel] internal partial struct M(CourseId course) { internal int N; void On(Defined _) => N++; }""" },
        { "a class", """
            [DecisionModel] public sealed partial class M(CourseId course)
            {
                int _n;
                public CourseId Course => course;
                void On(Defined _) => _n++;
                public int N() => _n;
            }
            """ },
        { "a class that keeps its parameter in a property", """
            [DecisionModel] public sealed partial class M(CourseId course)
            {
                public CourseId Course { get; } = course;
                public int N { get; private set; }
                void On(Defined _) => N++;
            }
            """ },
        { "a class that keeps its parameter in a field", """
            [DecisionModel] public sealed partial class M
            {
                readonly CourseId _course;
                public M(CourseId course) => _course = course;
                public int N { get; private set; }
                void On(Defined _) => N++;
            }
            """ },
        { "a class without a constructor", """
            [DecisionModel] public sealed partial class M
            {
                public int N { get; private set; }
                void On(Defined _) => N++;
            }
            """ },
        { "static handlers", """
            [DecisionModel] public sealed partial record M(CourseId Course)
            {
                internal int N { get; init; }
                static M On(M state, Defined e) => state with { N = e.Capacity };
                static M On(M state, Subscribed _, long position, DateTimeOffset at, EventMetadata metadata) => state;
            }
            """ },
        { "public handlers in another part", """
            [DecisionModel] public partial record struct M(CourseId Course);
            public partial record struct M { internal int N; public void On(Defined _) { N++; } }
            """ },
        { "two tags of one type", """
            [Event("moved")] public partial record Moved(CourseId From, CourseId To);
            [DecisionModel] public partial record struct M(CourseId From, CourseId To)
            {
                internal int N;
                void On(Moved _) => N++;
            }
            """ },
        { "a text, a number and a guid under keys", """
            [Event("e")] public partial record E([Tag("a")] string A, [Tag("b")] int B, [Tag("c")] Guid C);
            [DecisionModel] public partial record struct M([Tag("a")] string A, [Tag("b")] int B, [Tag("c")] Guid C)
            {
                internal int N;
                void On(E _) => N++;
            }
            """ },
        { "a tag of an event's list of records", """
            public record Line(CourseId Course);
            [Event("e")] public partial record E(List<Line> Lines);
            [DecisionModel] public partial record struct M(CourseId Course)
            {
                internal int N;
                void On(E _) => N++;
            }
            """ },
        { "nested", """
            public partial class Outer
            {
                [DecisionModel] internal partial record struct M(CourseId Course)
                {
                    internal int N;
                    void On(Defined _) => N++;
                }
            }
            """ },
        { "names that are taken", """
            [DecisionModel] public partial record struct M(CourseId For)
            {
                internal int N, model, e;
                void On(Defined _) => N += model++ + e++;
            }
            """ },
        { "keywords", """
            [Event("e")] public partial record @event(CourseId @class);
            [DecisionModel] public partial record struct @struct(CourseId @class)
            {
                internal int N;
                void On(@event _) => N++;
            }
            public partial record @new(CourseId @class)
            {
                [Decider] Decision @if(@struct @in) => Decision.Nothing;
            }
            """ },
        { "a handler in parts", """
            [DecisionModel] public partial record struct M(CourseId Course)
            {
                internal int N;
                partial void On(Defined _);
                partial void On(Defined _) => N++;
            }
            """ },
    };

    public static TheoryData<string, string> Deciders => new()
    {
        { "no model", """
            public partial record C(CourseId Course)
            {
                [Decider] Decision Decide() => Decision.Append(new Defined(Course, 1));
            }
            """ },
        { "the time alone", """public partial record C { [Decider] Decision Decide(DateTimeOffset now) => Decision.Nothing; }""" },
        { "a class", """
            public sealed partial class C(CourseId course)
            {
                public CourseId Course => course;
                [Decider] public Decision Decide(Seats seats) => Decision.Nothing;
            }
            """ },
        { "a record struct", """
            public readonly partial record struct C(CourseId Course)
            {
                [Decider] Decision Decide(in Seats seats) => Decision.Nothing;
            }
            """ },
        { "a private field", """
            public sealed partial class C
            {
                readonly CourseId _course = new(Guid.Empty);
                [Decider] Decision Decide(Seats seats) => Decision.Nothing;
            }
            """ },
        { "a member of a base type", """
            public abstract record Base(CourseId Course);
            public partial record C(CourseId Course) : Base(Course)
            {
                [Decider] Decision Decide(Seats seats) => Decision.Nothing;
            }
            """ },
        { "an abstract command", """
            public abstract partial record C(CourseId Course)
            {
                [Decider] Decision Decide(Seats seats) => Decision.Nothing;
            }
            public record D(CourseId Course) : C(Course);
            """ },
        { "two ids told apart by the parameter", """
            public partial record C(CourseId From, CourseId ToCourse)
            {
                [Decider] Decision Decide(Seats from, Seats to) => Decision.Nothing;
            }
            """ },
        { "two ids told apart by the model", """
            public partial record C(CourseId Course, CourseId Other)
            {
                [Decider] Decision Decide(Seats seats) => Decision.Nothing;
            }
            """ },
        { "collections", """
            public partial record C(List<CourseId> Courses)
            {
                [Decider]
                Decision Decide(
                    Seats[] a,
                    List<Seats> b,
                    IReadOnlyList<Seats> c,
                    IEnumerable<Seats> d,
                    ImmutableArray<Seats> e,
                    IReadOnlyDictionary<CourseId, Seats> f,
                    Dictionary<CourseId, Seats> g) =>
                    Decision.Nothing;
            }
            """ },
        { "a collection beside one of its kind", """
            public partial record C(CourseId Course, HashSet<CourseId> Others)
            {
                [Decider] Decision Decide(Seats seats, Seats[] others) => Decision.Nothing;
            }
            """ },
        { "a collection of two tags", """
            public partial record C(StudentId Student, IEnumerable<CourseId> Courses)
            {
                [Decider] Decision Decide(IReadOnlyDictionary<CourseId, Pair> pairs) => Decision.Nothing;
            }
            """ },
        { "names that are taken", """
            public partial record C(CourseId Course, int Process, int _command, int command)
            {
                [Decider] Decision Decide(Seats command, DateTimeOffset now, Seats seats) => Decision.Nothing;
                void Copy() { }
                void Begin() { }
            }
            """ },
        { "nested", """
            public partial class Outer
            {
                internal partial record C(CourseId Course)
                {
                    [Decider] Decision Decide(Seats seats) => Decision.Nothing;
                }
            }
            """ },
        { "IDecider said", """
            public partial record C(CourseId Course) : IDecider
            {
                [Decider] Decision Decide(Seats seats) => Decision.Nothing;
            }
            """ },
        { "a command that is a model", """
            [DecisionModel] public partial record C(CourseId Course)
            {
                void On(Defined _) { }
                [Decider] Decision Decide(Seats seats) => Decision.Nothing;
            }
            """ },
    };

    private const string SomeModels = """
        [DecisionModel] public partial record struct Seats(CourseId Course) { internal int N; void On(Defined _) => N++; }
        [DecisionModel] public partial record struct Pair(CourseId Course, StudentId Student)
        {
            internal int N;
            void On(Subscribed _) => N++;
        }
        """;

    [SampledTheory, MemberData(nameof(Models))]
    public void A_model_compiles_that_is_or_has(string what, string source) => Compiles(what, source, 1);

    [SampledTheory, MemberData(nameof(Deciders))]
    public void A_decider_compiles_with(string what, string source) => Compiles(what, SomeModels + source, 3);

    [Fact]
    public void What_another_assembly_has_is_folded_and_asked_for_like_ones_own()
    {
        const string rules = """
            namespace Rules;
            [Event("renamed")] public partial record Renamed(CourseId Course);
            [DecisionModel] public partial record struct Titles(CourseId Course)
            {
                public int N;
                void On(Defined _) => N++;
                void On(Renamed _) => N++;
            }
            public partial record Rename(CourseId Course)
            {
                [Decider] Decision Decide(Titles titles, Seats seats, LastOne last) => Decision.Nothing;
            }
            """;
        foreach (var reference in Library.References(Domain + SomeModels + """
            [DecisionModel(Last = true)] public partial record struct LastOne
            {
                public int N;
                void On(Defined _) => N++;
            }
            """))
        {
            var generation = Generation.Of(Generation.Compile("Rules", [reference], rules));
            Assert.Empty(generation.Complaints);
            Assert.Contains("_seats = new(command.Course)", generation.Files["Rules.Rename.Decider.g.cs"]);
        }
    }

    [Fact]
    public void An_event_of_another_assembly_that_lacks_the_tag_is_refused()
    {
        foreach (var reference in Library.References(Domain))
        {
            var generation = Generation.Of(Generation.Compile("Rules", [reference], """
                [DecisionModel] public partial record struct Load(StudentId Student)
                {
                    public int N;
                    void On(Subscribed _) => N++;
                }
                [DecisionModel] public partial record struct Bad(StudentId Student)
                {
                    public int N;
                    void On(Defined _) => N++;
                }
                """));
            Assert.Equal(["Bad.DecisionModelPlaceholder.g.cs", "Load.DecisionModel.g.cs"], generation.Files.Keys);
        }
    }

    [Fact]
    public void A_handler_s_body_says_whether_its_event_is_decoded()
    {
        static string Apply(string handler) => Generation.Of(Domain, $$"""
            [DecisionModel] public partial record struct M(CourseId Course) { internal int N; {{handler}} }
            """).Files["M.DecisionModel.g.cs"];
        Assert.Contains("default(global::Defined)", Apply("void On(Defined _) => N++;"));
        Assert.Contains("default(global::Defined)", Apply("void On(Defined _) { N++; }"));
        Assert.Contains("e.Event<global::Defined>()", Apply("void On(Defined _) => N = _.Capacity;"));
        Assert.Contains("e.Event<global::Defined>()", Apply("void On(Defined _) { if (N == 0) N = _.Capacity; }"));
        Assert.Contains("e.Event<global::Defined>()", Apply("void On(Defined e) => N++;"));
    }

    [SampledTheory]
    [InlineData("public partial record struct M(CourseId Course) { internal int N; void On(Defined _) => N++; }", "=> model;", true)]
    [InlineData("""
        public partial record struct M(CourseId Course)
        {
            internal Defined? Last;
            void On(Defined e) => Last = e;
        }
        """, "=> model;", true)]
    [InlineData("""
        public partial record struct M(CourseId Course)
        {
            internal ImmutableDictionary<StudentId, int>? All;
            (int, string)? _pair;
            void On(Defined _) => _pair = (1, All?.Count + "");
        }
        """, "=> model;", true)]
    [InlineData("""
        public partial record struct M(CourseId Course)
        {
            internal List<int>? All;
            void On(Defined e) => All = [e.Capacity];
        }
        """, "=> model;", false)]
    [InlineData("""
        public partial record struct M(CourseId Course)
        {
            internal int[]? All;
            void On(Defined e) => All = [e.Capacity];
        }
        """, "=> model;", false)]
    [InlineData("""
        public partial record struct M(CourseId Course)
        {
            internal Inner In;
            void On(Defined _) => In.N++;
            internal struct Inner { internal int N; internal object? O; }
        }
        """, "=> model;", false)]
    [InlineData("""
        public partial record struct M(CourseId Course)
        {
            internal ImmutableList<List<int>>? All;
            void On(Defined _) => All = null;
        }
        """, "=> model;", false)]
    [InlineData("""
        public sealed partial record M(CourseId Course)
        {
            internal int N { get; init; }
            M On(Defined e) => this with { N = e.Capacity };
        }
        """, "=> model;", true)]
    [InlineData("""
        public sealed partial record M(CourseId Course)
        {
            internal int N { get; set; }
            void On(Defined _) => N++;
        }
        """, "=> model with { };", true)]
    [InlineData("""
        public sealed partial class M(CourseId course)
        {
            internal int N { get; set; }
            void On(Defined _) => N++;
        }
        """, "=> model;", false)]
    [InlineData("""
        public sealed partial class M(CourseId course, int seats)
        {
            internal int Next() => seats++;
            void On(Defined _) { }
        }
        """, "=> model;", false)]
    [InlineData("""
        public partial struct M(CourseId course)
        {
            internal Inner In;
            void On(Defined _) => In = default;
            internal struct Inner(List<int> items) { internal readonly void Add(int item) => items.Add(item); }
        }
        """, "=> model;", false)]
    [InlineData("""
        public partial struct M(CourseId course)
        {
            internal int N;
            void On(Defined _) => N++;
        }
        """, "=> model;", true)]
    public void A_copy_is_taken_where_it_protects_and_the_model_read_anew_where_it_does_not(string model, string copy, bool canBeCopied)
    {
        var file = Generation.Of(Domain, "[DecisionModel] " + model).Files["M.DecisionModel.g.cs"];
        Assert.Equal(
            (true, canBeCopied),
            (file.Contains(copy, StringComparison.Ordinal), file.Contains("CanBeCopied = true", StringComparison.Ordinal)));
    }

    private static void Compiles(string what, string source, int files)
    {
        var generation = Generation.Of(Domain, source);
        Assert.Empty(generation.Complaints);
        Assert.True(
            files <= generation.Files.Keys.Count(static file =>
                file.EndsWith("DecisionModel.g.cs", StringComparison.Ordinal) || file.EndsWith("Decider.g.cs", StringComparison.Ordinal)),
            what);
    }
}
