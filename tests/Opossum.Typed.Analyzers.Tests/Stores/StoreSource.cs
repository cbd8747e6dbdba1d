using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>A method that uses a store, with the events and models that it needs around it.</summary>
internal static class StoreSource
{
    private const string Around = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Opossum.Typed;
        [Event("a")] public partial record A([Tag("id")] int Id);
        [Event("b")] public partial record B([Tag("id")] int Id);
        [Event("c")] public partial record C([Tag("id")] int Id);
        [DecisionModel] public partial record struct Count([Tag("id")] int Id) { public int Number; void On(A _) => Number++; }
        [DecisionModel] public partial record struct Other([Tag("id")] int Id) { public int Number; void On(B _) => Number++; }

        """;

    public static Task RuleAsync<TAnalyzer>(string body) where TAnalyzer : DiagnosticAnalyzer, new() => TypesAsync<TAnalyzer>(Method(body));

    public static Task TypesAsync<TAnalyzer>(string types) where TAnalyzer : DiagnosticAnalyzer, new() =>
        new GeneratedTest<TAnalyzer>(Around + types).WithLibrary().RunAsync(TestContext.Current.CancellationToken);

    public static string Method(string body) => """
        class Program { async Task Run(OpossumStore store, OpossumStore copy, IEventLog log, Query query, long head, IDecider command) {
        """ + body + " } }";
}
