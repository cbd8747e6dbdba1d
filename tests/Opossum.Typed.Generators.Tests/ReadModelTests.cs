using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>Read models and rows: what is emitted, and that every form compiles without a warning.</summary>
public class ReadModelTests
{
    private const string Events = """
        namespace Campus;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Tag("student")] public readonly partial record struct StudentId(int Number);
        public enum Level { Low, High, Top = High }
        public readonly record struct Money(decimal Amount);
        public readonly record struct Hour(DateTimeOffset At);
        public sealed record Line(string Text, int Number);
        public interface ICourseEvent : IEvent;
        [Event("defined")] public partial record Defined(CourseId Course, string Title, int Capacity) : ICourseEvent;
        [Event("closed")] public partial record Closed(CourseId Course) : ICourseEvent;
        [Event("subscribed")] public partial record Subscribed(CourseId Course, StudentId Student) : ICourseEvent;
        [Event("graded")] public partial record Graded([Tag("level")] Level Level, [Tag("code")] string Code, [Tag("number")] long Number);
        """;

    public static TheoryData<string, string> Models => new()
    {
        { "made and changed", """
            [ReadModel("m")] public partial record M([Key] CourseId Course, string Title, int Taken = 0)
            {
                static M On(Defined e) => new(e.Course, e.Title);
                M On(Subscribed _) => this with { Taken = Taken + 1 };
                M? On(Closed _) => null;
            }
            """ },
        { "changed alone", """
            [ReadModel("m")] public partial record M([Key] CourseId Course, int Number = 1)
            { M On(ICourseEvent _) => this with { Number = Number + 1 }; }
            """ },
        { "a static change of a row that exists", """
            [ReadModel("m")] public partial record M([Key] CourseId Course, int Number = 1)
            {
                static M On(Defined e) => new(e.Course);
                static M? On(M row, Closed _) => row.Number > 1 ? null : row;
            }
            """ },
        { "all that there is", """
            [ReadModel("m", Revision = 3)] public partial record M([Key] CourseId Course, long Position, Guid Id, DateTimeOffset At)
            {
                static M? On(M? row, Defined e, CourseId course, EventMetadata metadata, DateTimeOffset at, long position) =>
                    row ?? new(course, position, metadata.Id, at);
            }
            """ },
        { "a part of the key", """
            [ReadModel("m")] public partial record M([Key] CourseId Course, [Key] StudentId Student, string Text = "")
            {
                M On(Subscribed _, StudentId student, (CourseId, StudentId) key) => this with { Text = $"{student}{key.Item1}" };
            }
            """ },
        { "a key behind others", """
            [ReadModel("m")] public partial record M(string Title, [property: Key] CourseId Course, int Number)
            {
                static M On(Defined e) => new(e.Title, e.Course, 1);
            }
            """ },
        { "a key behind others that begins empty", """
            [ReadModel("m")] public partial record M(int A, [Key] int Number, string Text = "")
            { static M On(Defined e) => new(1, 2); static int KeyOf(Defined e) => 1; }
            [ReadModel("n")] public partial record N([Key] int Number, string Text = "", [property: Key] int Second = 1)
            {
                static (int One, int Two)? KeyOf(ICourseEvent e) => (1, 2);
                N On(ICourseEvent e) => this;
            }
            """ },
        { "keys that are tags by a mark", """
            [ReadModel("m")] public partial record M([Key, Tag("level")] Level Level, [Key, Tag("code")] string Code, [property: Key,
            Tag("number")] long Number)
            {
                M On(Graded _) => this;
            }
            """ },
        { "keys of every kind", """
            [ReadModel("m")] public partial record M(
                [Key] int A, [Key] string B, [Key] DateOnly C, [Key] Level D, [Key] bool E, [Key] decimal F, [Key] Money G,
                [Key] TimeSpan H, [Key] char I)
            {
                static (int, string, DateOnly, Level, bool, decimal, Money, TimeSpan, char) KeyOf(Graded e, long position,
                DateTimeOffset at) =>
                    ((int)position, e.Code, default, e.Level, true, 1, new(2), at.Offset, 'c');
                M On(Graded _) => this;
            }
            """ },
        { "a key that is text", """
            [ReadModel("m")] public partial record M([Key] string Code)
            { static string? KeyOf(Graded e) => e.Code.Length == 0 ? null : e.Code; M On(Graded _) => this; }
            """ },
        { "a key that is a whole number", """
            [ReadModel("m")] public partial record M([Key] long Number, long At = 0)
            {
                static long KeyOf(Graded e) => e.Number;
                M On(Graded _, long number, DateTimeOffset at) => this with { At = number + at.Ticks };
            }
            """ },
        { "a row for each event", """
            [ReadModel("m")] public partial record M([Key] long Position, string Text)
            { static M On(Defined e, long position) => new(position, e.Title); }
            """ },
        { "one row", """
            [ReadModel("m")] public partial record M(int Number = 0) { M On(Defined _) => this with { Number = Number + 1 }; }
            """ },
        { "columns of every kind", """
            [ReadModel("m")] public partial record M(
                [Key] CourseId Course, byte A = 0, sbyte B = 0, short C = 0, ushort D = 0, int E = 0, uint F = 0, long G = 0, ulong H = 0,
                float I = 0,
                double J = 0, decimal K = 0, bool L = false, char M_ = ' ', string N = "", Guid O = default, DateTimeOffset P = default,
                DateOnly Q = default, TimeOnly R = default, TimeSpan S = default, Level T = Level.Low, Money U = default,
                StudentId V = default,
                Hour W = default, DateTime X = default, Int128 Y = default)
            {
                M On(Defined _) => this;
            }
            """ },
        { "columns of every kind that may be null", """
            [ReadModel("m")] public partial record M(
                [Key] CourseId Course, byte? A = null, ulong? H = null, float? I = null, double? J = null, decimal? K = null,
                bool? L = null,
                char? M_ = null, string? N = null, Guid? O = null, DateTimeOffset? P = null, DateOnly? Q = null, TimeOnly? R = null,
                TimeSpan? S = null, Level? T = null, Money? U = null, StudentId? V = null, Hour? W = null, DateTime? X = null,
                Uri? Y = null,
                byte[]? Z = null, Version? Version = null)
            {
                M On(Defined _) => this;
            }
            """ },
        { "JSON", """
            [ReadModel("m")] public partial record M(
                [Key] CourseId Course, int[] A, ImmutableArray<Line> B, IReadOnlyDictionary<Level, Line?> C, Line D, Line? E, (int X,
                string Y) F,
                List<StudentId>? G, System.Text.Json.JsonElement H, System.Numerics.BigInteger I, IReadOnlySet<string> J)
            {
                static M? On(M? row, Defined _) => row;
            }
            """ },
        { "computed columns", """
            [ReadModel("m")] public partial record M([Key] CourseId Course, int A = 0)
            {
                [Index] public int B => A + 1;
                public string? C => A > 1 ? "x" : null;
                public Level D { get { return Level.Low; } }
                public int[] E => [A];
                [Ignore] public object F => this;
                M On(Defined _) => this;
            }
            """ },
        { "indexes", """
            [ReadModel("m")] public partial record M(
                [Key] CourseId Course, [Index, Index("both")] int A = 0, [property: Index("both")] int B = 0, [Index("c",
                Unique = true)] string? C = null)
            {
                M On(Defined _) => this;
            }
            """ },
        { "names that are taken", """
            [ReadModel("m")] public partial record M(
                [Key] CourseId Course, int Row = 0, int? Columns = null, int Key = 0, int? E = null, DateTimeOffset @class = default,
                int? @event = 0)
            {
                public static int At => 1;
                private static int Codec() => 1;
                private static int AsStored(int row) => row;
                M On(Defined _) => this;
            }
            """ },
        { "nested and internal, with a constructor of its own", """
            public partial class Outer
            {
                [ReadModel("m")] internal sealed partial record M([Key] CourseId Course)
                {
                    public M(int number) : this(new CourseId(Guid.Empty)) { }
                    M On(Defined _) => this;
                }
            }
            """ },
    };

    private const string Incidents = """
        namespace Campus;
        [Tag("incident")] public readonly partial record struct IncidentId(string Name);
        [Event("logged")] public partial record Logged(IncidentId Incident, StudentId Student, CourseId Course);
        [Event("moved")] public partial record Moved(IncidentId[] Incidents, StudentId Student, CourseId Course);
        [Event("solved")] public partial record Solved(IncidentId Incident);
        """;

    public static TheoryData<string, string> LinkedModels => new()
    {
        { "an event that is handled too", """
            [ReadModel("m")] public partial record M([Key] StudentId Student, int Number = 1)
            { M On(Logged _) => this with { Number = Number + 1 }; [Via<Logged>] M On(Solved _) => this; }
            """ },
        { "events that are not, and a key of two parts", """
            [ReadModel("m")] public partial record M([property: Key] CourseId Course, [Key] StudentId Student, int Number = 1)
            { [Via<Logged>, Via<Moved>("incident")] M? On(Solved _) => null; }
            """ },
        { "a key under a tag", """
            [Event("level-linked")] public partial record Linked([Tag("level")] Level Level, [Tag("number")] long Number);
            [Event("numbered")] public partial record Numbered([Tag("number")] long Number);
            [ReadModel("m")] public partial record M([Key, Tag("level")] Level Level)
            { [Via<Linked>, Via<Graded>] static M? On(M? row, Numbered _, Level level) => row ?? new(level); }
            """ },
        { "a part of the key that is named", """
            [ReadModel("m")] public partial record M([Key] CourseId Course, [Key] StudentId Student)
            { [Via<Subscribed>("course")] M On(Defined _) => this; }
            """ },
    };

    public static TheoryData<string, string> JoinedModels => new()
    {
        { "a part of the key", """
            [DecisionModel] public partial record struct Title(CourseId Course)
            { public string? Text; void On(Defined e) => Text = e.Title; }
            [ReadModel("m")] public partial record M([Key] StudentId Student, [Key] CourseId Course, string Text = "")
            { M On(Subscribed _, Title title, long position) => this with { Text = title.Text + position }; }
            """ },
        { "a tag of the event", """
            [DecisionModel] public partial record struct Title(CourseId Course)
            { public string? Text; void On(Defined e) => Text = e.Title; }
            [ReadModel("m")] public partial record M([Key] StudentId Student, string Text = "")
            { static M On(M? row, Subscribed _, Title title) => new(row!.Student, title.Text!); }
            """ },
        { "several models of several tags and none", """
            [DecisionModel] public sealed partial record Pair(StudentId Student, CourseId Course)
            { public int Times { get; init; } Pair On(Subscribed _, EventMetadata metadata) => this with { Times = Times + 1 }; }
            [DecisionModel] public partial record struct All() { public int Courses; void On(ICourseEvent _) => Courses++; }
            [DecisionModel] public partial record struct Grade([Tag("code")] string Code, [Tag("number")] long Number)
            { public Level Level; void On(Graded e) => Level = e.Level; }
            [ReadModel("m")] public partial record M([Key] long Position, int Number = 0)
            {
                M On(Subscribed _, Pair pair, All all) => this with { Number = pair.Times + all.Courses };
                M On(Graded _, Grade grade) => this with { Number = (int)grade.Level };
            }
            """ },
        { "a family, by the key", """
            [DecisionModel] public partial record struct Title(CourseId Course)
            { public string? Text; void On(Defined e) => Text = e.Title; }
            [ReadModel("m")] public partial record M([Key] CourseId Course, string Text = "")
            { M On(ICourseEvent _, Title title) => this with { Text = title.Text ?? "" }; }
            """ },
        { "by way of another event", """
            [DecisionModel] public partial record struct Name(StudentId Student) { public int N; void On(Logged _) => N++; }
            [ReadModel("m")] public partial record M([Key] StudentId Student, int N = 0)
            { [Via<Logged>] M On(Solved _, Name name) => this with { N = name.N }; }
            """ },
    };

    public static TheoryData<string, string> Rows => new()
    {
        { "a record", "[Row] public partial record R(string Title, int? Number, CourseId Course, Level Level);" },
        { "a struct", "[Row] public readonly partial record struct R(decimal Price);" },
        { "of JSON", "[Row] public partial record R(int[] Numbers, Line? Line) { public int Count => Numbers.Length; }" },
    };

    [SampledTheory, MemberData(nameof(Models))]
    public void Every_form_compiles_without_a_warning(string what, string source)
    {
        var generation = Generation.Of(Events, "namespace Campus; " + source);
        Assert.True(!generation.Complaints.Any(), $"{what}: {string.Join('\n', generation.Complaints)}");
        Assert.Contains(generation.Files.Keys, static file => file.EndsWith(".ReadModel.g.cs", StringComparison.Ordinal));
    }

    [SampledTheory, MemberData(nameof(LinkedModels))]
    public void Every_way_by_another_event_compiles_without_a_warning(string what, string source)
    {
        var generation = Generation.Of(Events, Incidents, "namespace Campus; " + source);
        Assert.True(!generation.Complaints.Any(), $"{what}: {string.Join('\n', generation.Complaints)}");
        Assert.Contains("AddLinked(", generation.Files["Campus.M.ReadModel.g.cs"], StringComparison.Ordinal);
    }

    [SampledTheory, MemberData(nameof(JoinedModels))]
    public void Every_join_compiles_without_a_warning(string what, string source)
    {
        var generation = Generation.Of(Events, Incidents, "namespace Campus; " + source);
        Assert.True(!generation.Complaints.Any(), $"{what}: {string.Join('\n', generation.Complaints)}");
        Assert.Contains("e.Joined<", generation.Files["Campus.M.ReadModel.g.cs"], StringComparison.Ordinal);
    }

    [SampledTheory, MemberData(nameof(Rows))]
    public void Every_row_compiles_without_a_warning(string what, string source)
    {
        var generation = Generation.Of(Events, "namespace Campus; " + source);
        Assert.True(!generation.Complaints.Any(), $"{what}: {string.Join('\n', generation.Complaints)}");
        Assert.Contains("Campus.R.Row.g.cs", generation.Files.Keys);
    }

    private const string Card = """
        namespace Campus;
        [EventModel] public static partial class Courses;
        [ReadModel("course_cards")]
        public partial record CourseCard([Key] CourseId Course, string Title, int Capacity, [Index("by_level")] Level? Level, int Taken = 0)
        {
            [Index("by_level")] public bool IsFull => Taken >= Capacity;
            static CourseCard On(Defined e) => new(e.Course, e.Title, e.Capacity, null);
            CourseCard On(Subscribed _) => this with { Taken = Taken + 1 };
            CourseCard? On(Closed _) => null;
        }
        """;

    [Fact]
    public void ReadModel() => Baseline.Verify(Generation.Of(Events, Card), "Campus.CourseCard.ReadModel");

    [Fact]
    public void ReadModelSet() => Baseline.Verify(
        Generation.Of(Events, Card, """
            namespace Campus;
            [ReadModel("courses")] public partial record Totals(int Number = 0)
            { Totals On(Defined _) => this with { Number = Number + 1 }; }
            """),
        "Campus.Courses.ReadModels");

    [Fact]
    public void ReadModelByKeyOf() => Baseline.Verify(
        Generation.Of(Events, """
            namespace Campus;
            [ReadModel("grades", Revision = 2)]
            public partial record Grades([Key] Level Level, [Key] DateOnly Day, double Mean = 0, DateTimeOffset? Last = null,
            Line[]? Lines = null)
            {
                static (Level, DateOnly)? KeyOf(Graded e, DateTimeOffset at) => e.Number == 0 ? null : (e.Level,
                DateOnly.FromDateTime(at.Date));
                Grades On(Graded e, EventMetadata metadata, DateTimeOffset at) => this with { Mean = e.Number, Last = at };
            }
            """),
        "Campus.Grades.ReadModel");

    [Fact]
    public void ReadModelVia() => Baseline.Verify(
        Generation.Of(Events, Incidents, """
            namespace Campus;
            [ReadModel("summaries")]
            public partial record Summary([Key] StudentId Student, [Key] CourseId Course, int Logged = 0, int Solved = 0)
            {
                Summary On(Logged _) => this with { Logged = Logged + 1 };
                [Via<Logged>, Via<Moved>("incident")] Summary On(Solved _) => this with { Solved = Solved + 1 };
            }
            """),
        "Campus.Summary.ReadModel");

    [Fact]
    public void ReadModelJoined() => Baseline.Verify(
        Generation.Of(Events, """
            namespace Campus;
            [DecisionModel] public partial record struct Title(CourseId Course)
            { public string? Text; void On(Defined e) => Text = e.Title; }
            [DecisionModel] public partial record struct Pair(StudentId Student, CourseId Course)
            { public int Times; void On(Subscribed _) => Times++; }
            [ReadModel("details")]
            public partial record Details([Key] StudentId Student, string Titles = "", int Times = 0)
            {
                Details On(Subscribed _, Title title, Pair pair) => this with { Titles = Titles + title.Text, Times = pair.Times };
            }
            """),
        "Campus.Details.ReadModel");

    [Fact]
    public void Projection() => Baseline.Verify(
        Generation.Of(Events, """
            namespace Campus;
            [EventModel] public static partial class Courses;
            [Projection("search", Parts = ["titles"], Revision = 3)]
            public partial class Search
            {
                static void Create(System.Text.StringBuilder sql) { }
                static void On(Defined e, System.Text.StringBuilder sql, long position) { }
                static void On(ICourseEvent _, System.Text.StringBuilder sql, EventMetadata metadata) { }
            }
            """),
        "Campus.Search.Projection");

    [Fact]
    public void Projection_of_a_set() => Assert.Contains(
        "OfProjection<global::Campus.Search, global::System.Text.StringBuilder>()",
        Generation.Of(Events, """
            namespace Campus;
            [EventModel] public static partial class Courses;
            [Projection("search")] public partial class Search
            { static void Create(System.Text.StringBuilder sql) { } static void On(Defined e) { } }
            """).Files["Campus.Courses.ReadModels.g.cs"],
        StringComparison.Ordinal);

    [Fact]
    public void Row() => Baseline.Verify(
        Generation.Of(Events, "namespace Campus; [Row] public partial record Fullness(CourseId Course, float? Share, Level Level);"),
        "Campus.Fullness.Row");

    [Fact]
    public void Without_read_models_there_is_no_set() =>
        Assert.DoesNotContain("Campus.Courses.ReadModels.g.cs", Generation.Of(Events,
        "namespace Campus; [EventModel] public static partial class Courses;").Files.Keys);

    [Fact]
    public void One_whose_family_has_no_event_gets_a_placeholder_and_is_in_no_set()
    {
        var generation = Generation.Of(Events, """
            namespace Campus;
            [EventModel] public static partial class Courses;
            public interface INobody : IEvent;
            [ReadModel("m")] public partial record M([Key] CourseId Course) { M On(INobody _) => this; }
            """);
        Assert.Empty(generation.Complaints);
        Assert.Contains("NotSupportedException", generation.Files["Campus.M.ReadModelPlaceholder.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("Campus.Courses.ReadModels.g.cs", generation.Files.Keys);
    }

    [Theory]
    [InlineData("LentAt", "lent_at")]
    [InlineData("URLValue", "url_value")]
    [InlineData("ISBN", "isbn")]
    [InlineData("Line1", "line1")]
    [InlineData("Lent_At", "lent_at")]
    [InlineData("a", "a")]
    public void A_column_is_called_after_the_words_of_its_member(string member, string column) =>
        Assert.Equal(column, Opossum.Typed.Generators.Parsing.ColumnNames.Of(member));

    [Theory]
    [InlineData("One", "Two")]
    [InlineData("Two", "One")]
    public void A_family_is_left_to_what_carries_the_tag_of_the_key(string first, string second)
    {
        var generation = Generation.Of(Events, $$"""
            namespace Campus;
            public interface IAny : IEvent;
            [Event("{{first}}")] public partial record {{first}}(CourseId Course) : IAny;
            [Event("{{second}}")] public partial record {{second}}({{(first == "One" ? "int Number" : "StudentId Student")}}) : IAny;
            [ReadModel("m")] public partial record M([Key] CourseId Course) { M On(IAny _) => this; }
            """);
        var file = generation.Files["Campus.M.ReadModel.g.cs"];
        Assert.Contains($"Of<global::Campus.{first}>", file, StringComparison.Ordinal);
        Assert.DoesNotContain($"Of<global::Campus.{second}>", file, StringComparison.Ordinal);
    }
}
