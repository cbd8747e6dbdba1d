using System.Collections.Immutable;
using Opossum.Typed.Conformance.Parsing;

namespace Opossum.Typed.Conformance.Running;

/// <summary>
/// Appends, and keeps what was acknowledged. The requests of a batch are all queued before the first is awaited: they run in this order, in
/// one commit group or several.
/// </summary>
internal static class AppendRunner
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string BeyondHead = "a position above the head refused";

    public static async Task<Mismatch?> RunAsync(EmbeddedEventLog log, AppendStep step, List<VectorEvent> appended)
    {
        if (step.Requests.Any(static request => request.Tracks))
            return new(step.Requests[0].Expected, "no support for 'track': a position of another log is an event's business here")
            {
                IsUnsupported = true,
            };

        var head = log.Head;
        var answers = step.Requests.Select(request => AppendAsync(log, request, head)).ToArray();      // all are queued now
        Mismatch? first = null;
        for (var i = 0; i < answers.Length; i++)
        {
            var (request, got) = (step.Requests[i], await answers[i]);
            // Those before it in the batch are there by now.
            var isBeyond = got.Text == BeyondHead && request.Guards.Any(guard => guard.After.At(head) > appended.Count);
            first ??= got.Text == request.Expected ? null : new(request.Expected, got.Text) { IsByDecision = isBeyond };
            if (got.Result is not { } result) continue;
            if (result != new AppendResult(appended.Count + 1, appended.Count + request.Events.Length))
                return new(
                    $"positions {appended.Count + 1} to {appended.Count + request.Events.Length}", $"{result.First} to {result.Last}")
                {
                    IsBroken = true,
                };
            appended.AddRange(request.Events);
        }

        return first ?? (log.Head == appended.Count ? null : new($"head {appended.Count}", $"head {log.Head}") { IsBroken = true });
    }

    private static async Task<Answer> AppendAsync(EmbeddedEventLog log, AppendVector request, long head)
    {
        var (condition, exists) = ConditionOf(request, head);
        try
        {
            EventData[] events = [.. request.Events.Select(static e => e.ToEventData())];
            var result = await log.AppendAsync(events, condition).AsTask().WaitAsync(Patience);
            return new(result.Last.ToString(), result);
        }
        catch (AppendConditionFailedException e)
        {
            return new(exists is not null && ReferenceEquals(e.Conflict.Guard, exists) ? "EXISTS" : "CONFLICT", null);
        }
        catch (PositionBeyondHeadException)
        {
            return new(BeyondHead, null);
        }
        catch (ArgumentException e)
        {
            return new(request.Events.IsEmpty ? "EMPTY" : $"{e.GetType().Name}: {e.Message}", null);
        }
    }

    /// <summary>The guards as given; existence is one more, on the whole history and judged last.</summary>
    private static (AppendCondition? Condition, AppendGuard? Exists) ConditionOf(AppendVector request, long head)
    {
        var exists = request.Exists is null ? null : new AppendGuard(request.Exists);
        ImmutableArray<AppendGuard> guards = [.. request.Guards.Select(guard => new AppendGuard(guard.Query, guard.After.At(head)))];
        if (exists is not null) guards = guards.Add(exists);
        return (guards.IsEmpty ? null : new(guards.AsSpan()), exists);
    }

    /// <summary>An answer in the words of the vectors, and the positions of what was written.</summary>
    private readonly record struct Answer(string Text, AppendResult? Result);
}
