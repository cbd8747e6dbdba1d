using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Opossum.Typed.Benchmarks.Measure;
using Opossum.Typed.Generators;

namespace Opossum.Typed.Benchmarks.Generator;

/// <summary>
/// Generates and compiles events with a country and a currency, in turns as two enums with hundreds of names and as two numbers: what the
/// names of an enum cost if each event has it.
/// </summary>
internal sealed class EnumsScenario(int events, int rounds)
{
    private const int Countries = 250;
    private const int Currencies = 180;

    public void Run(TextWriter output, TextWriter remarks)
    {
        Engine[] engines = [new("enums", Project("Country", "Currency")), new("numbers", Project("int", "int"))];
        for (var round = -1; round < rounds; round++)       // the first is for the just-in-time compiler
            foreach (var engine in engines) engine.Compile(isCounted: round >= 0);
        foreach (var engine in engines)
        {
            Write(engine.Name, "cpu", Median(engine.Cpu));
            Write(engine.Name, "generated-kB", engine.GeneratedBytes / 1000d);
        }

        var ratio = Median(engines[0].Cpu.Zip(engines[1].Cpu, static (a, b) => a / b));
        remarks.WriteLine(FormattableString.Invariant($"# {ratio:0.00} times the processor time of the same events with numbers"));

        void Write(string engine, string metric, double value) =>
            output.WriteLine(new GeneratorResult("enums", engine, metric, events, Math.Round(value, 1)).ToJson());
    }

    private CSharpCompilation Project(string country, string currency) => EventProject.Compile(
        [
            $$"""
            global using Opossum.Typed;
            [EventModel] public static partial class Root;
            public enum Country { {{Names("Country", Countries)}} }
            public enum Currency { {{Names("Currency", Currencies)}} }
            """,
            .. Enumerable.Range(0, events).Select(i => $"""
                namespace Domain;

                /// <summary>Something that happened.</summary>
                [Event("event-{i}")]
                public partial record Event{i}(string Name, {country} Country, {currency} Currency, {country}? From);
                """),
        ]);

    private static string Names(string of, int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"{of}{i}"));

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }

    private sealed class Engine(string name, CSharpCompilation project)
    {
        public string Name => name;

        /// <summary>In milliseconds, round by round.</summary>
        public List<double> Cpu { get; } = [];

        public long GeneratedBytes { get; private set; }

        public void Compile(bool isCounted)
        {
            var fresh = project.WithAssemblyName(project.AssemblyName);         // nothing bound
            GC.Collect();
            var before = Environment.CpuUsage.TotalTime;
            var driver = CSharpGeneratorDriver.Create(
                [new EventGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)fresh.SyntaxTrees[0].Options)
                .RunGeneratorsAndUpdateCompilation(fresh, out var compilation, out _);
            var emitted = compilation.Emit(Stream.Null);
            if (emitted.Diagnostics.FirstOrDefault(static each => each.Severity > DiagnosticSeverity.Info) is { } bad)
                throw new InvalidOperationException($"The project is not clean: {bad}");
            if (isCounted) Cpu.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            GeneratedBytes = driver.GetRunResult().GeneratedTrees.Sum(static tree => (long)tree.Length);
        }
    }
}
