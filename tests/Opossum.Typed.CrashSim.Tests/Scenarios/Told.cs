namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>What a caller was told.</summary>
internal readonly record struct Told(Expected Answer)
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    /// <summary>The answer of a step that was made: it is there, or on its way through the thread pool.</summary>
    public static Told By(Task<AppendOutcome> answer)
    {
        try
        {
            if (!answer.Wait(LongEnough)) throw new TimeoutException("An append was never answered.");
            var outcome = answer.Result;
            return outcome.Conflict is { } conflict
                ? new(new Expected(ExpectedKind.Refused, conflict.Position, conflict.Position))
                : new(new Expected(ExpectedKind.Appended, outcome.Result.First, outcome.Result.Last));
        }
        catch (AggregateException e) when (e.InnerException is AppendKeyReusedException reused)
        {
            return new(new Expected(ExpectedKind.KeyReused, reused.Earlier.First, reused.Earlier.Last));
        }
    }

    public override string ToString() => $"{Answer.Kind} at {Answer.First}..{Answer.Last}";
}
