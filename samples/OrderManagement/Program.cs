using System.Diagnostics;
using Opossum.Typed;
using OrderManagement.Csv;
using Spectre.Console;

namespace OrderManagement;

/// <summary>Reads the log of an order process, stores it durably, asks about it, closes, reopens, and asks again.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => RunAsync(args, AnsiConsole.Console, Console.Error);

    internal static async Task<int> RunAsync(string[] args, IAnsiConsole console, TextWriter errors)
    {
        if (Arguments.Parse(args) is not { } arguments) return Fail(errors, Arguments.Usage);
        var report = new Report(console);
        try
        {
            var log = ReadLog(arguments.Csv, report);
            var first = await ImportAndAskAsync(arguments.Store, log, report);
            report.HasClosed(arguments.Store);
            var again = await AskAgainAsync(arguments.Store, report);
            report.HasCompared(first, again);
            return Agree(first, again) ? 0 : Fail(errors, "The reopened store answers differently.");
        }
        catch (Exception e)
            when (e is OrderLogException or OtherHistoryException or ImportStoppedException or StoreException or IOException
                or UnauthorizedAccessException)
        {
            return Fail(errors, e.Message);
        }
    }

    private static IReadOnlyList<IEvent> ReadLog(string path, Report report)
    {
        var clock = Stopwatch.StartNew();
        var log = OrderLog.Read(path);
        report.HasRead(path, log.Count, clock.Elapsed);
        return log;
    }

    private static async Task<IReadOnlyList<Answer>> ImportAndAskAsync(string path, IReadOnlyList<IEvent> log, Report report)
    {
        await using var store = await OpenAsync(path, report);
        report.HasImported(await report.WithProgressAsync("Appending", log.Count, stored => Import.RunAsync(store, log, stored)));
        var answers = await Interview.HoldAsync(store);
        report.HasAnswered(answers);
        return answers;
    }

    private static async Task<IReadOnlyList<Answer>> AskAgainAsync(string path, Report report)
    {
        await using var store = await OpenAsync(path, report);
        return await Interview.HoldAsync(store);
    }

    private static async Task<OpossumStore> OpenAsync(string path, Report report)
    {
        var clock = Stopwatch.StartNew();
        var store = await OpossumStore.OpenAsync(path, Orders.Model);
        report.HasOpened(path, store.Head, clock.Elapsed);
        return store;
    }

    private static bool Agree(IReadOnlyList<Answer> first, IReadOnlyList<Answer> again) =>
        first.Count == again.Count && first.Zip(again).All(static pair => pair.First.Agrees(pair.Second));

    private static int Fail(TextWriter errors, string message)
    {
        errors.WriteLine(message);
        return 1;
    }
}
