using System.Globalization;
using Spectre.Console;

namespace OrderManagement;

/// <summary>What the program says. Data is never markup: a path may hold a bracket.</summary>
internal sealed class Report(IAnsiConsole console)
{
    public void HasRead(string path, int events, TimeSpan took) => Say($"Read {events:N0} events from {path} in {Time(took)}.");

    public void HasClosed(string store) => Say($"\nClosed {store}.");

    public void HasOpened(string store, long head, TimeSpan took) => Say($"Opened {store} with {head:N0} events in {Time(took)}.");

    public void HasImported(ImportResult import)
    {
        if (import.AlreadyStored > 0) Say($"{import.AlreadyStored:N0} of these events are stored already and are not appended twice.");
        if (import.Appended == 0) return;
        var rate = import.Appended / import.Took.TotalSeconds;
        Say($"Appended {import.Appended:N0} events, {Import.BatchSize} at a time, each append on disk before the next: "
            + $"{Time(import.Took)}, {rate:N0} events/s.");
    }

    /// <summary>Runs the work under a progress bar; where there is no terminal, a line now and then.</summary>
    public Task<T> WithProgressAsync<T>(string what, int total, Func<Action<int>, Task<T>> work) => console
        .Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(context =>
        {
            var task = context.AddTask(what, maxValue: total);
            return work(done => task.Value = done);
        });

    public void HasAnswered(IEnumerable<Answer> answers)
    {
        foreach (var answer in answers)
        {
            Say("");
            Say(answer.Question);
            foreach (var line in answer.Lines) Say("  " + line);
            if (answer.Lines.Count == 0) Say("  Nothing.");
        }
    }

    public void HasCompared(IReadOnlyList<Answer> first, IReadOnlyList<Answer> again)
    {
        var table = new Table()
            .AddColumn("Question")
            .AddColumn("Lines", Right)
            .AddColumn("Took", Right)
            .AddColumn("Reopened", Right)
            .AddColumn("Same answer");
        foreach (var (before, after) in first.Zip(again))
            table.AddRow(
                Cell(before.Question), Cell($"{before.Lines.Count}"), Cell(Time(before.Took)), Cell(Time(after.Took)),
                Cell(before.Agrees(after) ? "yes" : "NO"));
        console.Write(table);
    }

    // Past the renderer: it would break long lines at 80 characters where the output is a pipe.
    private void Say(string line) => console.Profile.Out.Writer.WriteLine(line);

    private static void Right(TableColumn column) => column.RightAligned();

    private static Text Cell(string text) => new(text);

    private static string Time(TimeSpan took) => took.TotalMilliseconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{took.TotalMicroseconds:N0} µs")
        : string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:N1} ms");
}
