using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Consumers;

/// <summary>A consumer, with the events and commands that it needs around it.</summary>
internal static class ConsumerSource
{
    private const string Around = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Opossum.Typed;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        public interface ICourseEvent : IEvent;
        [Event("left")] public partial record Left(CourseId Course) : ICourseEvent { [Ignore] public CourseId[] Others => []; }
        [Event("closed")] public partial record Closed(CourseId Course) : ICourseEvent;
        [Event("filled")] public partial record SeatFilled(CourseId Course);
        [DecisionModel] public partial record struct Seats(CourseId Course) { public int N; void On(SeatFilled _) => N++; }
        public partial record FillSeat(CourseId Course) { [Decider] Decision Decide(Seats seats) => Decision.Nothing; }
        public partial record TellOwner(CourseId Course) { [Decider] Decision Decide(Seats seats) => Decision.Nothing; }
        public interface IMailer
        {
            Task<bool> SendAsync(CourseId course);
            ValueTask PostAsync(CourseId course);
        }

        """;

    /// <summary>A consumer with these members, which has a store, a log, a mailer and a condition.</summary>
    public static Task RuleAsync<TAnalyzer>(string members) where TAnalyzer : DiagnosticAnalyzer, new() =>
        TypesAsync<TAnalyzer>(Consumer(members));

    public static Task TypesAsync<TAnalyzer>(string types) where TAnalyzer : DiagnosticAnalyzer, new() =>
        new GeneratedTest<TAnalyzer>(Around + types).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    public static Task FixAsync<TAnalyzer, TFix>(string members, string fixedMembers)
        where TAnalyzer : DiagnosticAnalyzer, new() where TFix : CodeFixProvider, new() =>
        new GeneratedFixTest<TAnalyzer, TFix>(Around + Consumer(members), Around + Consumer(fixedMembers))
            .RunAsync(TestContext.Current.CancellationToken);

    private static string Consumer(string members) => $$"""
        [Consumer("c")]
        public partial class C(OpossumStore store, IEventLog log, IMailer mailer, Query query)
        {
            public object Used => (store, log, mailer, query);
            {{members}}
        }
        """;
}
