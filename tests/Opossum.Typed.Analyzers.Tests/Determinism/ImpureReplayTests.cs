using Opossum.Typed.Analyzers.Determinism;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Determinism;

/// <summary>OPSM5001 and 5002: events, decisions and rows.</summary>
public class ImpureReplayTests
{
    private const string Around = """
        #nullable enable
        using System; using System.Collections.Generic; using System.Globalization; using System.IO; using Opossum.Typed;
        [Tag("id")] public readonly partial record struct Id(Guid Value);
        [Event("a")] public partial record A(Id Id);
        [Event("b")] public partial record B(Id Id);

        """;

    [SampledTheory]
    [InlineData("""
        [Event("e")] public partial record E(Id Id)
        {
            public DateTimeOffset At { get; init; } = {|OPSM5001:DateTimeOffset.UtcNow|};
        }
        """)]
    [InlineData("""
        [Event("e")] public partial record E(Id Id)
        {
            public Guid Other { get; init; } = {|OPSM5001:Guid.NewGuid()|};
            public Id Third { get; init; } = {|OPSM5001:Id.New()|};
        }
        """)]
    [InlineData("""
        [Event("e")] public partial record E
        {
            public Id Id { get; init; }
            public int Lot { get; init; }
            public E() { Lot = {|OPSM5001:Random.Shared|}.Next(); }
        }
        """)]
    [InlineData("""
        [Event("e", Version = 2)] public partial record E(Id Id, string Host)
        {
            static E Upcast(E1 old) => new(old.Id, {|OPSM5001:Environment.MachineName|});
        }
        [Event("e")] public partial record E1(Id Id);
        """)]
    public Task A_value_that_changes_at_each_read_is_reported(string types) => Reports(types);

    [SampledTheory]
    [InlineData("""
        [Event("e")] public partial record E(Id Id)
        {
            public static E Make() => new(Id.New());
            public TimeSpan Age => DateTimeOffset.UtcNow - At;
            public DateTimeOffset At { get; init; } = DateTimeOffset.UnixEpoch;
        }
        """)]
    [InlineData("""class Maker { A Make() => new(Id.New()); DateTime At { get; } = DateTime.UtcNow; }""")]
    public Task What_is_computed_when_somebody_asks_is_not(string types) => Reports(types);

    [SampledTheory]
    [InlineData("""
        [DecisionModel] public partial record struct M(Id Id)
        {
            public DateTime Seen;
            void On(A _) => Seen = {|OPSM5002:DateTime.UtcNow|};
        }
        """)]
    [InlineData("""
        [DecisionModel] public partial record M(Id Id)
        {
            public DateTime Seen = {|OPSM5002:DateTime.Now|};
            public int N;
            void On(A _) { Action count = () => N += {|OPSM5002:Environment.ProcessId|}; count(); }
        }
        """)]
    [InlineData("""
        [DecisionModel] public partial record M(Id Id)
        {
            public string Text = "";
            void On(A a) => Text = {|OPSM5002:File.ReadAllText("x")|};
        }
        """)]
    [InlineData("""
        [DecisionModel] public partial record M(Id Id) { public int N; void On(A _) => N++; }
        public partial record Do(Id Id)
        {
            [Decider]
            Decision Decide(M m) => {|OPSM5002:DateTimeOffset.UtcNow|}.Hour > 12 ? Decision.Nothing : Decision.Append(new A(Id));
        }
        """)]
    public Task A_model_or_a_decider_that_looks_elsewhere_is_reported(string types) => Reports(types);

    [SampledTheory]
    [InlineData("""
        [DecisionModel] public partial record M(Id Id) { public int N; void On(A _) => N = {|OPSM5002:Limits.Current|}; }
        public partial record Do(Id Id)
        {
            [Decider]
            Decision Decide(M m) => m.N > {|OPSM5002:Limits.Highest|} ? Decision.Nothing : Decision.Append(new A(Id));
        }
        static class Limits { public static int Current; public static int Highest { get; set; } }
        """)]
    [InlineData("""
        [DecisionModel] public partial record M(Id Id) { public int N; void On(A _) => N++; }
        [ReadModel("r")] public partial record R([Key] Id Id, int N = 0) { R On(A _) => this with { N = N + 1 }; }
        public partial record Do(Id Id)
        {
            public static readonly IReadModels Views = null!;
            [Decider]
            Decision Decide(M m) => {|OPSM5002:Views.FindAsync(R.At(Id))|}.Result is null ? Decision.Nothing : Decision.Append(new A(Id));
        }
        """)]
    public Task A_model_or_a_decider_that_looks_at_what_others_may_change_is_reported(string types) => Reports(types);

    [SampledTheory]
    [InlineData("""
        [DecisionModel] public partial record struct M(Id Id)
        {
            public DateTimeOffset Seen;
            void On(A _, DateTimeOffset recordedAt) => Seen = recordedAt;
            public bool IsOld(TimeProvider clock) => clock.GetUtcNow() > Seen;
        }
        """)]
    [InlineData("""
        [DecisionModel] public partial record M(Id Id) { public int N; void On(A _) => N++; }
        public partial record Do(Id Id)
        {
            [Decider]
            Decision Decide(M m, DateTimeOffset now) => now.Hour > 12 ? Decision.Nothing : Decision.Append(new A(Id.New()));
        }
        """)]
    [InlineData("""
        public partial record Do(Id Id)
        {
            public DateTimeOffset At { get; } = DateTimeOffset.UtcNow;
            [Decider] Decision Decide() => Decision.Append(new A(Id));
        }
        """)]
    public Task What_comes_with_the_event_or_the_command_is_not(string types) => Reports(types);

    [SampledTheory]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] Id Id, DateTimeOffset Seen)
        {
            static M On(A e) => new(e.Id, {|OPSM5002:DateTimeOffset.UtcNow|});
            M On(B _) => this with { Seen = {|OPSM5002:TimeProvider.System.GetUtcNow()|} };
        }
        """)]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] Guid Number, int Count = 0)
        {
            static Guid KeyOf(A e) => {|OPSM5002:Guid.CreateVersion7()|};
            M On(A _) => this with { Count = {|OPSM5002:Random.Shared|}.Next() };
        }
        """)]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] Id Id, DateTimeOffset Due = default)
        {
            [Index] public bool IsLate => Due < {|OPSM5002:DateTimeOffset.UtcNow|};
            public string Host { get { return {|OPSM5002:Environment.MachineName|}; } }
            M On(A _, DateTimeOffset at) => this with { Due = at };
        }
        """)]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] Id Id, int Count = 0)
        {
            static int last;
            M On(A _) => this with { Count = {|OPSM5002:last|}++ };
        }
        """)]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] Id Id, string Name = "")
        {
            M On(A e) => this with { Name = (string?){|OPSM5002:Services.All|}?.GetService(typeof(string)) ?? "" };
        }
        static class Services { public static IServiceProvider? All { get; set; } }
        """)]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] Id Id, string Name = "")
        {
            static readonly IServiceProvider Services = null!;
            M On(A e) => this with { Name = (string?){|OPSM5002:Services.GetService(typeof(string))|} ?? "" };
        }
        """)]
    public Task A_row_that_is_made_of_more_than_its_events_is_reported(string types) => Reports(types);

    [SampledTheory]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] Id Id, DateTimeOffset Seen = default)
        {
            static readonly TimeSpan Grace = TimeSpan.FromDays(1);
            const int Limit = 3;
            public int Day => Seen.Day > Limit ? Limit : Seen.Day;
            [Ignore] public bool IsLate => Seen < DateTimeOffset.UtcNow;
            M On(A _, DateTimeOffset recordedAt) => this with { Seen = recordedAt + Grace };
            public bool IsOld(TimeProvider clock) => clock.GetUtcNow() > Seen;
            public static M Sample() => new(Id.New(), DateTimeOffset.Now);
        }
        """)]
    [InlineData("""[Row] public partial record R(DateTimeOffset At) { public bool IsLate => At < DateTimeOffset.UtcNow; }""")]
    public Task A_row_of_its_events_and_what_is_asked_of_it_later_are_not(string types) => Reports(types);

    private static Task Reports(string types) =>
        new GeneratedTest<ImpureReplayAnalyzer>(Around + types).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
