using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Benchmarks.Generator;
using Opossum.Typed.Benchmarks.Measure;
using Opossum.Typed.Generators;

namespace Opossum.Typed.Benchmarks.Analyzers;

/// <summary>
/// Takes one project again and again, each time with nothing bound, in turns: compiles it without analyzers, and finds its errors and
/// warnings, those of the compiler and of an analyzer that says nothing, or of ours. Processor time of the process, since the compiler runs
/// analyzers beside its own work on whatever processors are free.
/// </summary>
internal sealed class AnalyzersScenario(int events, int rounds)
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Ours =
    [
        .. typeof(DeclarationAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private readonly EventProject _project = new(events, usesStore: true);

    public async Task RunAsync(TextWriter output, TextWriter remarks, CancellationToken stop)
    {
        await ProveAsync(stop);
        var contract = await ContractText.OfAsync(_project.Fresh(), Ours, stop);
        var engines = new[]
        {
            new Engine("compile", [], []), new Engine("null", [new NullAnalyzer()], []), new Engine("opossum", Ours, []),
            new Engine("opossum-contract", Ours, [contract]),
        };
        for (var round = -1; round < rounds; round++)       // the first is for the just-in-time compiler
            foreach (var engine in engines) await engine.CompileAsync(_project.Fresh(), isCounted: round >= 0, stop);

        foreach (var engine in engines)
        {
            output.WriteLine(new AnalyzersResult("analyzers", engine.Name, "cpu", events, Math.Round(Median(engine.Cpu))).ToJson());
            output.WriteLine(new AnalyzersResult("analyzers", engine.Name, "wall", events, Math.Round(Median(engine.Wall))).ToJson());
        }

        foreach (var engine in engines[2..])
            foreach (var (analyzer, ms) in await engine.AccountAsync(_project.Fresh(), stop))
                output.WriteLine(new AnalyzersResult("analyzers", engine.Name, analyzer, events, Math.Round(ms, 1)).ToJson());
        var (bare, held) = (Share(engines[2], engines[1], engines[0]), Share(engines[3], engines[1], engines[0]));
        remarks.WriteLine(FormattableString.Invariant(
            $"# our analyzers cost {bare:0.0} % of the compilation's processor time more than one that says nothing"));
        remarks.WriteLine(FormattableString.Invariant($"# and {held:0.0} % with a contract of {contract.Lines} lines"));
    }

    /// <summary>What is measured does look at the code: a bad event is found.</summary>
    private static async Task ProveAsync(CancellationToken stop)
    {
        var bad = CSharpSyntaxTree.ParseText(
            """[Event("bad")] public record Bad(int Number);""", new CSharpParseOptions(LanguageVersion.CSharp14), cancellationToken: stop);
        var found = await new EventProject(1).Fresh().AddSyntaxTrees(bad).WithAnalyzers(Ours).GetAllDiagnosticsAsync(stop);
        if (!found.Any(static each => each.Id == "OPSM1001")) throw new InvalidOperationException("The analyzers did not run.");
    }

    /// <summary>The median of each round's own.</summary>
    private static double Share(Engine engine, Engine other, Engine whole) =>
        Median(engine.Cpu.Zip(other.Cpu, whole.Cpu).Select(static round => (round.First - round.Second) / round.Third * 100));

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }

    private sealed class Engine(string name, ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableArray<AdditionalText> files)
    {
        public string Name => name;

        /// <summary>In milliseconds, round by round.</summary>
        public List<double> Cpu { get; } = [];

        public List<double> Wall { get; } = [];

        public async Task CompileAsync(CSharpCompilation project, bool isCounted, CancellationToken stop)
        {
            GC.Collect();
            var (cpu, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            var driver = CSharpGeneratorDriver.Create(
                [new EventGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.SyntaxTrees[0].Options);
            driver.RunGeneratorsAndUpdateCompilation(project, out var compilation, out _, stop);
            var analysis = analyzers.IsEmpty
                ? null
                : compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions(files), OnFailure, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
            var found = analysis is null
                ? compilation.Emit(Stream.Null, cancellationToken: stop).Diagnostics
                : await analysis.GetAllDiagnosticsAsync(stop);
            if (found.FirstOrDefault(static each => each.Severity > DiagnosticSeverity.Info) is { } bad)
                throw new InvalidOperationException($"The project is not clean: {bad}");
            if (!isCounted) return;
            Cpu.Add((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
            Wall.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        /// <summary>
        /// What each analyzer took by the compiler's own account, in milliseconds; in a run of its own, which keeps the account.
        /// </summary>
        public async Task<IReadOnlyList<(string Analyzer, double Ms)>> AccountAsync(CSharpCompilation project, CancellationToken stop)
        {
            CSharpGeneratorDriver.Create(
                [new EventGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.SyntaxTrees[0].Options)
                .RunGeneratorsAndUpdateCompilation(project, out var compilation, out _, stop);
            var analysis = compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
                new AnalyzerOptions(files), OnFailure, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
            await analysis.GetAnalyzerDiagnosticsAsync(stop);
            var account = new List<(string, double)>();
            foreach (var analyzer in analyzers)
            {
                var telemetry = await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, stop);
                account.Add((analyzer.GetType().Name, telemetry.ExecutionTime.TotalMilliseconds));
            }

            return [.. account.OrderByDescending(static each => each.Item2)];
        }

        private static void OnFailure(Exception exception, DiagnosticAnalyzer analyzer, Diagnostic diagnostic) =>
            throw new InvalidOperationException($"{analyzer.GetType().Name} failed.", exception);
    }
}
