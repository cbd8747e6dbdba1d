using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Opossum.Typed.Benchmarks.Measure;
using Opossum.Typed.Generators;

namespace Opossum.Typed.Benchmarks.Generator;

/// <summary>
/// A cold run and two edits, each run by our generator, by ours without what it remembers of earlier parses, and by one that says nothing,
/// in turns.
/// </summary>
internal sealed class GeneratorScenario(int events, int rounds)
{
    private readonly EventProject _project = new(events);

    public void Run(TextWriter output, TextWriter remarks)
    {
        Engine[] engines =
        [
            new("opossum", static () => new EventGenerator()),
            new("without-memo", static () => new EventGenerator(remembersParses: false)),
            new("null", static () => new NullGenerator()),
        ];
        for (var round = -2; round < rounds; round++)       // the first two are for the just-in-time compiler
        {
            foreach (var engine in engines) engine.Cold(_project, isCounted: round >= 0);
            _project.EditEvent();
            foreach (var engine in engines) engine.Again("edit-event", _project, isCounted: round >= 0);
            _project.EditUnrelated();
            foreach (var engine in engines) engine.Again("edit-unrelated", _project, isCounted: round >= 0);
        }

        foreach (var op in engines[0].Times.Keys)
        {
            foreach (var engine in engines)
            {
                var median = Math.Round(Median(engine.Times[op]), 2);
                output.WriteLine(new GeneratorResult("generator", engine.Name, op, events, median).ToJson());
            }

            foreach (var other in engines.Skip(1)) remarks.WriteLine(Compare(op, engines[0], other));
        }
    }

    private static string Compare(string op, Engine own, Engine other)
    {
        var ratio = Median(own.Times[op].Zip(other.Times[op], static (a, b) => a / b));
        return FormattableString.Invariant($"# {op}: {ratio:0.00} times as long as {other.Name}");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }

    private sealed class Engine(string name, Func<IIncrementalGenerator> create)
    {
        private GeneratorDriver? _driver;

        public string Name => name;

        /// <summary>In milliseconds, by what was done.</summary>
        public Dictionary<string, List<double>> Times { get; } = [];

        public void Cold(EventProject project, bool isCounted)
        {
            _driver = CSharpGeneratorDriver.Create(
                [create().AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.Compilation.SyntaxTrees[0].Options);
            Again("cold", project, isCounted);
        }

        public void Again(string op, EventProject project, bool isCounted)
        {
            var compilation = project.Fresh();
            GC.Collect();
            var start = Stopwatch.GetTimestamp();
            _driver = _driver!.RunGenerators(compilation);
            var elapsed = Stopwatch.GetElapsedTime(start);
            if (_driver.GetRunResult().Diagnostics is [var first, ..])
                throw new InvalidOperationException($"The generator failed: {first}");
            if (!isCounted) return;
            if (!Times.TryGetValue(op, out var times)) Times[op] = times = [];
            times.Add(elapsed.TotalMilliseconds);
        }
    }
}
