using System.IO.Hashing;
using Opossum.Typed.CrashLab.Acks;
using Opossum.Typed.CrashLab.Plan;

namespace Opossum.Typed.CrashLab.Writing;

/// <summary>Sends the appends of its plan one after the other, and passes each answer on before the next.</summary>
internal sealed class Appender(IEventLog log, Run run, int number, IAnswerSink sink)
{
    private long _seen;

    /// <exception cref="InvalidDataException">A repeated key was answered otherwise than the first time.</exception>
    public async Task RunAsync(long appends)
    {
        for (var n = 1L; n <= appends; n++)
        {
            var plan = AppendPlan.Of(run, new(run.Id, number, n));
            if (plan.SeesHeadAnew) _seen = log.Head;
            await AppendAsync(plan, _seen);
        }
    }

    private async Task AppendAsync(AppendPlan plan, long seen)
    {
        var condition = plan.Condition(seen);
        var events = plan.Events(seen, condition);
        AppendKey? key = plan.Key is null ? null : new(plan.Key);
        var (result, refusal) = await SendAsync(events, condition, key);
        if (refusal is { } conflict)
        {
            _seen = log.Head;
            await sink.RefusedAsync(new(conflict.Position, condition!.Guards.IndexOf(conflict.Guard), seen, _seen, plan.Id));
            return;
        }

        if (key is not null)
        {
            var again = await SendAsync(events, condition, key);
            if (again != (result, null))
                throw new InvalidDataException(
                    $"violation: {plan.Id} has key '{plan.Key}' and was answered {result}; repeated it was answered {again}.");
        }

        _seen = result.Last;
        var acks = new Acknowledged[events.Length];
        for (var i = 0; i < acks.Length; i++)
            acks[i] = new(result.First + i, events[i].Id, XxHash3.HashToUInt64(events[i].Payload.Span), plan.Id);
        await sink.AcknowledgedAsync(acks);
    }

    private async ValueTask<(AppendResult Result, AppendConflict? Refusal)> SendAsync(
        EventData[] events, AppendCondition? condition, AppendKey? key)
    {
        if (condition is null) return (await log.AppendAsync(events, key: key), null);
        var outcome = await log.TryAppendAsync(events, condition, key);
        return outcome.IsAppended ? (outcome.Result, null) : (default, outcome.Conflict);
    }
}
