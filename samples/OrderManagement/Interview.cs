using System.Diagnostics;
using Opossum.Typed;

namespace OrderManagement;

/// <summary>A question, its answer as text, and how long the store took.</summary>
internal sealed record Answer(string Question, IReadOnlyList<string> Lines, TimeSpan Took)
{
    /// <summary>Whether both say the same; how long they took does not matter.</summary>
    public bool Agrees(Answer other) => Question == other.Question && Lines.SequenceEqual(other.Lines);
}

/// <summary>Asks a store every question, with a clock beside it.</summary>
internal static class Interview
{
    public static async Task<IReadOnlyList<Answer>> HoldAsync(OpossumStore store)
    {
        var questions = new Questions(store);
        var answers = new List<Answer>();
        if (await questions.FindSubjectAsync() is var (order, item))
        {
            answers.Add(await AskAsync($"What happened to order {order}?", () => questions.HistoryOfAsync(order)));
            answers.Add(await AskAsync($"What happened to item {item}?", () => questions.HistoryOfAsync(item)));
            answers.Add(await AskAsync($"Which deliveries of item {item} failed?", () => questions.FailedDeliveriesOfAsync(item)));
        }

        answers.Add(await AskAsync("How often did what happen?", questions.CountsAsync));
        return answers;
    }

    private static Task<Answer> AskAsync(string question, Func<ValueTask<List<SequencedEvent<IEvent>>>> ask) =>
        AskAsync(question, ask, static events => events.Select(static e => EventText.Of(e.Position, e.Event)));

    private static Task<Answer> AskAsync(string question, Func<ValueTask<SortedDictionary<string, int>>> ask) =>
        AskAsync(question, ask, static counts => counts.Select(static count => $"{count.Value,6:N0}  {count.Key}"));

    private static async Task<Answer> AskAsync<T>(string question, Func<ValueTask<T>> ask, Func<T, IEnumerable<string>> describe)
    {
        var clock = Stopwatch.StartNew();
        var answer = await ask();
        var took = clock.Elapsed;
        return new(question, [.. describe(answer)], took);
    }
}
