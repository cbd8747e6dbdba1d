using System.CommandLine;
using Opossum.Typed.Benchmarks.Engines;
using Opossum.Typed.Benchmarks.Engines.Sqlite;
using Opossum.Typed.Benchmarks.Measure;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary><c>append</c>: durable appends, every engine in one process run, in turns.</summary>
internal static class AppendCommand
{
    private const int SqliteGroup = 64;

    public static Command Create()
    {
        var load = new LoadOptions();
        var rounds = LoadOptions.AtLeastOne("--rounds", "Rounds of each engine, in turns; the median by events per second is reported.", 3);
        var warmUp = new Option<double>("--warm-up")
        {
            Description = "How many seconds each engine runs before its rounds, for the just-in-time compiler. They are not counted.",
            DefaultValueFactory = _ => 4,
        };
        warmUp.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not >= 0) result.AddError("--warm-up must be at least 0.");
        });
        var directory = new Option<string?>("--dir")
        {
            Description = "Where to write, on the disk to measure. Default: a folder in the current directory. "
                + "What is made there is deleted afterwards.",
        };
        var engines = new Option<string[]>("--engines")
        {
            Description = $"Which to run, comma-separated: {Names}. Default: all. raw needs opossum, whose groups it writes again.",
            CustomParser = result =>
                result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        };
        engines.Validators.Add(result =>
        {
            foreach (var name in result.GetValueOrDefault<string[]>() ?? [])
                if (!All.Any(engine => engine.Name == name)) result.AddError($"There is no engine '{name}'; there are {Names}.");
        });

        var command = new Command("append", "Appends events, each append acknowledged only when it is durable.")
        {
            rounds,
            warmUp,
            directory,
            engines,
        };
        load.AddTo(command);
        command.SetAction(async result =>
        {
            using var scratch = new ScratchDirectory(result.GetValue(directory));
            var all = new Rounds(
                Select(result.GetValue(engines)), load.Read(result), scratch, TimeSpan.FromSeconds(result.GetValue(warmUp)));
            var report = await all.RunAsync(result.GetValue(rounds));
            report.WriteTo(Console.Out, Console.Error);
        });
        return command;
    }

    private static IReadOnlyList<IEngine> All { get; } =
    [
        new ProbeEngine(),
        new OpossumEngine(),
        new RawEngine(),
        new SqliteEngine("sqlite", appendsPerTransaction: 1),
        new SqliteEngine("sqlite-grouped", SqliteGroup),
    ];

    private static string Names => string.Join(", ", All.Select(engine => engine.Name));

    private static IReadOnlyList<IEngine> Select(string[]? names)
    {
        if (names is null or []) return All;
        if (names.Contains(RawEngine.EngineName)) names = [.. names, OpossumEngine.EngineName];
        return [.. All.Where(engine => names.Contains(engine.Name))];
    }
}
