using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>A method that uses a store of courses and students, whose events have tags of their own types.</summary>
internal static class CourseSource
{
    private const string Around = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Opossum.Typed;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Tag("student")] public readonly partial record struct StudentId(Guid Value);
        public interface ICourseEvent : IEvent { CourseId Course { get; } }
        internal interface IInner : IEvent { CourseId Course { get; } }
        [Event("defined")] public partial record Defined(CourseId Course, int Capacity) : ICourseEvent;
        [Event("subscribed")] public partial record Subscribed(CourseId Course, StudentId Student) : ICourseEvent;
        [Event("closed")] public partial record Closed(CourseId Course, int Number = 0) : ICourseEvent, IInner;
        [Event("registered")] public partial record Registered([Tag("email", MaxLength = 99)] string Email);
        [Event("moved", Version = 2)] public partial record Moved(CourseId Course)
        {
            static Moved Upcast(Moved1 old) => new(default(CourseId));
        }
        [Event("moved")] public partial record Moved1(StudentId Student);
        [DecisionModel] public partial record struct Seats(CourseId Course)
        {
            public int Taken;
            void On(Subscribed _) => Taken++;
            void On(Defined e) => Taken = e.Capacity;
        }

        """;

    public static Task RuleAsync<TAnalyzer>(string body) where TAnalyzer : DiagnosticAnalyzer, new() =>
        new GeneratedTest<TAnalyzer>(Around + Method(body)).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    public static Task FixAsync<TAnalyzer, TFix>(
        string body, string fixedBody) where TAnalyzer : DiagnosticAnalyzer, new() where TFix : CodeFixProvider, new() =>
        new GeneratedFixTest<TAnalyzer, TFix>(Around + Method(body), Around + Method(fixedBody))
            .RunAsync(TestContext.Current.CancellationToken);

    private static string Method(string body) => $$"""
        class Program
        {
            private int taken; private bool found;
            async Task Run(
                OpossumStore store,
                OpossumStore copy,
                Query query,
                Query other,
                CourseId course,
                CourseId second,
                StudentId ada,
                StudentId bob,
                string text,
                int capacity)
            {
                {{body}}
            }
        }
        """;
}
