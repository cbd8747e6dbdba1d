using System.Globalization;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Decisions.Kept;

/// <summary>The same random commands on two stores, of which one keeps state: every answer and every event are the same.</summary>
public class KeptAgainstPlainTests
{
    private const int Accounts = 5;
    private const int Courses = 3;

    [Theory]
    [InlineData(16 << 20, 1)]
    [InlineData(16 << 20, 4)]
    [InlineData(3_000, 1)]
    public async Task A_store_that_keeps_state_answers_as_one_that_does_not(long bytes, int events)
    {
        var dice = new Random(Tier.SeedOf(events));
        var (steps, at) = (Tier.Size(quick: 250, full: 6_000), 0);
        await using var plain = OpossumStore.OpenInMemory(Shapes.Model, new() { KeptStateBytes = 0 });
        var kept = OpossumStore.OpenInMemory(Shapes.Model, new() { KeptStateBytes = bytes, KeptStateEvents = events });
        await using var log = kept.Log;
        for (; at < steps; at++)
        {
            var act = Next(dice);
            var (expected, actual) = (await act(plain), await act(kept));
            Assert.True(expected == actual, $"Seed {Tier.SeedText}, step {at}: {actual} where {expected} was expected.");
            if (dice.Next(100) == 0) kept = new(kept.Log, Shapes.Model, new() { KeptStateBytes = bytes, KeptStateEvents = events });
        }

        Assert.Equal(plain.Head, kept.Head);
        Assert.InRange(kept.Kept!.States.Bytes, 0, bytes);
        if (bytes > 3_000) Assert.NotEqual(0, kept.Kept.States.Count);
    }

    [Fact]
    public async Task Sixteen_tasks_that_decide_on_one_boundary_miss_nothing()
    {
        var each = Tier.Size(quick: 20, full: 400);
        await using var store = OpossumStore.OpenInMemory(Shapes.Model, new() { KeptStateEvents = 1 });
        await store.AppendAsync(new CourseDefined(new(1), 16 * each / 2));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(task => Task.Run(async () =>
        {
            var taken = 0;
            for (var i = 0; i < each; i++)
                if (await store.DecideAsync(new Subscribe(new(1), new((task * each) + i + 1))) is Outcome.Appended) taken++;
            return taken;
        })));
        Assert.Equal(16 * each / 2, outcomes.Sum());
        Assert.Equal(16 * each / 2, (await store.BuildAsync(new Seats(new(1)))).Model.Taken);
    }

    private static Func<OpossumStore, Task<string>> Next(Random dice)
    {
        var (from, to, amount) = (new AccountId(1 + dice.Next(Accounts)), new AccountId(1 + dice.Next(Accounts)), dice.Next(-1, 20));
        var (course, student) = (new CourseId(1 + dice.Next(Courses)), new StudentId(1 + dice.Next(40)));
        IDecider? command = dice.Next(8) switch
        {
            0 => new OpenAccount(from, "", $"owner {dice.Next(6)}"),
            1 => new Move(from, to, amount),
            2 => new MoveOn(from, to, amount, []),
            3 => new DefineCourse(course, dice.Next(30)),
            4 or 5 => new Subscribe(course, student),
            6 => new CreateInvoice(),
            _ => null,
        };
        if (command is not null) return async store => Text(await store.DecideAsync(command));
        return async store =>
        {
            var (turnover, ledger, load, last, unless) = await store.BuildAsync(
                new Turnover(from), new Ledger(to), new Load(student), new LastInvoice());
            var texts = string.Join(' ', ledger.Texts.Select(static text => text ?? "-"));
            var notes = string.Join(' ', ledger.Notes.OrderBy(static note => note.Key.Value).Select(static note => note.Value.Text));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{turnover.Count} {turnover.Totals.Sum} {ledger.Last} {ledger.Partners.Count} {ledger.Owner} {ledger.Pair} {texts} "
                    + $"{notes} {ledger.Words.Count} {load.Courses} {last.Number} {unless.Guards[0].After}");
        };
    }

    private static string Text(Outcome outcome) =>
        outcome is Outcome.Appended appended ? $"{outcome} {string.Join(' ', appended.Events)}" : outcome.ToString();
}
