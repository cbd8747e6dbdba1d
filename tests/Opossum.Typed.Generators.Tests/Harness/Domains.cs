namespace Opossum.Typed.Generators.Tests.Harness;

internal static class Domains
{
    /// <summary>The program of the readme.</summary>
    public const string Courses = """
        namespace Campus;

        [EventModel] public static partial class Courses;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Tag("student")] public readonly partial record struct StudentId(Guid Value);

        [Event("course-defined")] public partial record CourseDefined(CourseId Course, int Capacity);
        [Event("student-subscribed")] public partial record StudentSubscribed(CourseId Course, StudentId Student);
        [Event("student-registered")]
        public partial record StudentRegistered(StudentId Student, string Name, [Tag("email", MaxLength = 254)] string Email);
        """;

    /// <summary>What is decided on it, as a file of its own.</summary>
    public const string Decisions = "namespace Campus;" + DecisionsInCourses;

    /// <summary>What is decided on it.</summary>
    public const string DecisionsInCourses = """


        [DecisionModel]
        public partial record struct Seats(CourseId Course)
        {
            internal int Capacity, Taken;
            void On(CourseDefined e) => Capacity = e.Capacity;
            void On(StudentSubscribed _) => Taken++;
        }

        [DecisionModel]
        public partial record struct Load(StudentId Student)
        {
            internal int Courses;
            void On(StudentSubscribed _) => Courses++;
        }

        [DecisionModel]
        public partial record struct Pair(CourseId Course, StudentId Student)
        {
            internal bool Done;
            void On(StudentSubscribed _) => Done = true;
        }

        public partial record Subscribe(CourseId Course, StudentId Student)
        {
            [Decider]
            Decision Decide(Seats seats, Load load, Pair pair) =>
                pair.Done                     ? Decision.Nothing
              : seats.Taken >= seats.Capacity ? Decision.Reject("course is full")
              : load.Courses >= 5             ? Decision.Reject("five courses already")
              : Decision.Append(new StudentSubscribed(Course, Student));
        }
        """;

    /// <summary>A little of all that can be said.</summary>
    public const string Everything = """
        namespace Everything;
        [EventModel] public static partial class All;
        [Tag("id")] public readonly partial record struct Id(Guid Value) { public override string ToString() => ""; }
        public enum State { Open, Paid = 1, Shut = 1 }
        public record Line([Tag("sku", MaxLength = 9)] string? Sku, Id? Of, decimal Price = 1.5m) { public decimal Twice => Price * 2; }
        [DecisionModel(Last = true)] public partial record Newest([Tag("sku")] string Sku)
        {
            Newest On(Outer.E _, long position, DateTimeOffset at) => this with { At = at };
            internal DateTimeOffset At { get; init; }
        }
        [DecisionModel] public sealed partial class All2(Id id)
        {
            readonly List<Id> _ids = [];
            static All2 On(All2 state, Outer.E e, EventMetadata metadata)
            {
                state._ids.Add(e.Lines[0][0]!.Of!.Value);
                return state;
            }
        }
        public partial struct Command
        {
            readonly List<Id> _ids;
            string Sku => "";
            [Decider]
            private Decision Decide(Newest newest, IReadOnlyDictionary<Id, All2> byId, List<All2> all, DateTimeOffset now) =>
                Decision.Nothing;
        }
        public interface IAny : IEvent;
        public interface ISome : IAny;
        [Event("some")] public partial record Some : ISome;
        [Consumer("every", InOrderOf = typeof(Id))] public partial class Every { void On(ISome _, ConsumedEvent at) { } }
        [DecisionModel] public partial record struct Many { public int Number; void On(ISome _) => Number++; }
        [Event("e", Version = 1)] public partial record F(State S, Line[] Lines);
        [System.Text.Json.Serialization.JsonDerivedType(typeof(Round), "round")] public abstract record Shape(int Size);
        public sealed record Round(int Size, Id? Of) : Shape(Size) { public string Name { get; init; } = "r"; }
        [Tag("person"), Subject] public readonly partial record struct PersonId(Guid Value);
        public sealed partial record Named(PersonId Who, [property: Personal] string? Name);
        [Event("p")] public partial record P(
            PersonId From, PersonId To, Named? Named,
            [Personal(Of = nameof(From))] string? Text, [Personal(Of = nameof(To), Replacement = 7)] int Age);
        public class Plain { }
        public sealed class PlainConverter : Opossum.Typed.Json.IEventConverter<Plain>
        {
            public static bool TryWrite(Plain value, Span<byte> utf8, out int written) => "{}"u8.TryCopyTo(utf8) & (written = 2) == 2;
            public static Plain Read(ReadOnlySpan<byte> utf8) => new();
        }
        [Event("g")] public partial record G(Dictionary<State, Shape> Shapes, [Converter(typeof(PlainConverter))] Plain? Plain)
        {
            [Ignore] public int X { get; init; }
        }
        public partial class Outer
        {
            [Event("e", Version = 2, Aliases = ["d"])]
            public partial record E(
                [property: Tag("s")] State S,
                [Field("lines", Aliases = ["rows"])] List<Line?>[] Lines,
                ImmutableArray<int>? N = null) : IEvent
            {
                [Tag("t")] public string T => "";
                public static int For(Id id) => 1;
                static E Upcast(F old) => new(old.S, [[.. old.Lines]]);
            }
        }
        """;
}
