using System.Collections;
using System.Reflection;
using System.Text;

namespace Opossum.Typed.Generators.Tests.Composed;

/// <summary>
/// Thousands of declarations that nobody thought of. Each is completed or reported, never both and never neither. Of each completed event,
/// random values are appended and read: they come back equal, or the append is refused.
/// </summary>
public class ComposedDeclarationTests
{
    private const int Batch = 200;

    private static readonly int Count = Tier.Size(quick: 15, full: 100, @long: 20_000);

    [Fact]
    public async Task Each_declaration_is_completed_or_reported_and_what_is_appended_comes_back_equal()
    {
        var counts = new Counts();
        var faults = new List<string>();
        for (var first = 0; first < Count && faults.Count < 20; first += Batch)
        {
            using var program = new ComposedProgram(Tier.SeedOf(first + 1), Math.Min(Batch, Count - first));
            await Judge(program, counts, faults);
            if (first == 0)
                foreach (var each in await program.FindJudgedOtherwiseAsync())
                    faults.Add($"An editor judges otherwise:\n{each.Source}");
            await RoundTrip(program, Tier.SeedOf(first + 1), counts, faults);
        }

        Console.WriteLine(counts);
        if (faults.Count > 0) Assert.Fail($"{counts}\n" + string.Join("\n\n", faults.OrderBy(static each => each.Length).Take(20)));

        // Were nearly all of one kind, little would have been tried.
        Assert.InRange(counts.Completed, Count / 2, int.MaxValue);
        Assert.InRange(counts.Reported, Count / 20, int.MaxValue);
        Assert.InRange(counts.Read, Count, int.MaxValue);
    }

    private static async Task Judge(ComposedProgram program, Counts counts, List<string> faults)
    {
        var reported = await program.DiagnoseAsync();
        foreach (var each in program.Declared)
        {
            if (program.IsCompleted(each)) counts.Completed++;
            else counts.Reported++;
            if (program.IsCompleted(each) == reported[each].Any())
                faults.Add($"{(program.IsCompleted(each) ? "Completed and reported" : "Neither completed nor reported")}: {each.Type}\n"
                    + $"{string.Join('\n', reported[each])}\n{each.Source}");
        }
    }

    private static async Task RoundTrip(ComposedProgram program, int seed, Counts counts, List<string> faults)
    {
        await using var store = OpossumStore.OpenInMemory(program.Model);
        foreach (var declared in program.Declared.Where(each => each.Form == Form.Event && program.IsCompleted(each)))
        {
            for (var i = 0; i < 6; i++)
            {
                if (Made(program.Find(declared.Type), seed + i) is not { } e || await Fault(store, e, counts) is not { } fault) continue;
                faults.Add($"{fault}\n{declared.Source}");
                break;
            }
        }
    }

    /// <returns>Null where a constructor of it throws.</returns>
    private static IEvent? Made(Type type, int seed)
    {
        try
        {
            return (IEvent)new ValueMaker(new Dice(seed)).Event(type);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    /// <returns>Null where the event came back, or was refused.</returns>
    private static async Task<string?> Fault(OpossumStore store, IEvent e, Counts counts)
    {
        long position;
        try
        {
            position = (await store.AppendAsync(e)).First;
        }
        catch (Exception error) when (error is EventFormatException or AppendLimitException)
        {
            counts.Refused++;
            return null;
        }
        catch (Exception error)
        {
            return $"The append fails: {error}";
        }

        counts.Read++;
        try
        {
            if (StateComparison.Difference(e, await ReadAsync(store, position)) is { } difference) return $"Read: {difference}";
            var spaced = await SpacedAsync(store, position);
            if (StateComparison.Difference(e, await ReadAsync(store, spaced)) is { } other) return $"Read in any order: {other}";
        }
        catch (EventFormatException error) when (error.InnerException is OverflowException)
        {
            // The project checks arithmetic, and a constructor doubles what was set past it. It refuses the value, as it would anywhere.
            counts.Overflown++;
            return null;
        }
        catch (Exception error)
        {
            return $"It can't be read: {error}";
        }

        var envelope = await store.ReadAsync(Query.All, new ReadOptions { From = position, To = position }).Envelopes().SingleAsync();
        var lost = Tags(e).Except(envelope.Tags.Select(static tag => tag.Text), StringComparer.Ordinal).FirstOrDefault();
        return lost is null ? null : $"The tag is lost: {lost}";
    }

    private static async Task<IEvent> ReadAsync(OpossumStore store, long position) =>
        (await store.ReadAsync(Query.All, new ReadOptions { From = position, To = position }).SingleAsync()).Event;

    /// <summary>Stores the payload once more as another program could have written it, which no prediction reads.</summary>
    private static async Task<long> SpacedAsync(OpossumStore store, long position)
    {
        EventData data;
        using (var reader = store.Log.Read(Query.All, new ReadOptions { From = position, To = position }))
        {
            Assert.True(await reader.FillAsync());
            Assert.True(reader.TryRead(out var e));
            data = new(e.TypeName, Encoding.UTF8.GetBytes(" " + Encoding.UTF8.GetString(e.Payload)))
            {
                Version = e.Version, Encoding = PayloadEncoding.Json,
            };
        }

        return (await store.Log.AppendAsync([data])).First;
    }

    /// <summary>The tags of all tag types' values, as a reader of docs/events.md expects them.</summary>
    private static IEnumerable<string> Tags(object? value)
    {
        if (value is null || (StateComparison.Bits(value) is not null && value is not Enum)) return [];
        if (value is IEnumerable items)
            return value.GetType().GetProperty("IsDefault") is { } property && (bool)property.GetValue(value)!
                ? []
                : items.Cast<object?>().SelectMany(Tags);
        if (value.GetType().GetCustomAttribute<TagAttribute>() is { } tag && value.GetType().GetProperty("Value") is { } only)
            return [$"{tag.Key}:{only.GetValue(value)}"];
        return StateComparison.Fields(value.GetType()).SelectMany(field => Tags(field.GetValue(value)));
    }

    private sealed class Counts
    {
        public int Completed { get; set; }

        public int Reported { get; set; }

        public int Read { get; set; }

        public int Refused { get; set; }

        public int Overflown { get; set; }

        public override string ToString() =>
            $"{Completed} declarations were completed, {Reported} reported; {Read - Overflown} values came back, {Refused} were refused, "
                + $"{Overflown} by a constructor's arithmetic";
    }
}
