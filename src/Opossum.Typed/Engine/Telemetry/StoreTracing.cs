using System.Diagnostics;

namespace Opossum.Typed.Engine.Telemetry;

/// <summary>
/// Spans of the source <c>Opossum.Typed</c>: an append, a decision, and opening a store. Without a listener there are none.
/// </summary>
internal static class StoreTracing
{
    private static readonly ActivitySource Source = new(
        OpossumTelemetry.ActivitySourceName, typeof(StoreTracing).Assembly.GetName().Version?.ToString(3));

    public static Activity? StartOpen(string location) => Source.StartActivity("opossum.open")?.SetTag("opossum.store", location);

    /// <summary>A span for an append. It is not the current one: what the append stores of the current activity is the caller's.</summary>
    public static Activity? StartAppend(int events) => Start("opossum.append")?.SetTag("opossum.append.events", events);

    /// <summary>A span for a decision, as that of an append: what it appends is the caller's too.</summary>
    public static Activity? StartDecision() => Start("opossum.decide");

    /// <summary>The same outcome, and the end of its span.</summary>
    public static async ValueTask<Outcome> Until(ValueTask<Outcome> decision, Activity activity)
    {
        using (activity)
        {
            try
            {
                var outcome = await decision.ConfigureAwait(false);
                activity.SetTag("opossum.decision.attempts", outcome.Attempts).SetTag("opossum.decision.outcome", NameOf(outcome));
                if (outcome is Outcome.Appended appended) activity.SetTag("opossum.append.last_position", appended.Last);
                return outcome;
            }
            catch (Exception e)
            {
                Fail(activity, e);
                throw;
            }
        }
    }

    /// <summary>
    /// Ends the span of an append, before its caller learns the outcome. A listener that throws is not the append's failure, and what it
    /// leaves behind as the current activity is not the thread's: to end a span makes its parent the current one.
    /// </summary>
    public static void End(Activity span, in AppendOutcome outcome, Exception? error)
    {
        var current = Activity.Current;
        try
        {
            if (error is not null) Fail(span, error);
            else if (outcome.IsAppended) span.SetTag("opossum.append.last_position", outcome.Result.Last);
            else span.SetTag("opossum.append.refused", true);
            span.Dispose();
        }
        catch (Exception)
        {
            // The listener's.
        }
        finally
        {
            Activity.Current = current;
        }
    }

    /// <summary>
    /// A refusal is an answer, not an error of the store. A span says the type of an error and not its message, which may be the user's
    /// own.
    /// </summary>
    public static void Fail(Activity activity, Exception e)
    {
        if (e is AppendConditionFailedException) activity.SetTag("opossum.append.refused", true);
        else activity.SetStatus(ActivityStatusCode.Error, e.GetType().FullName).SetTag("error.type", e.GetType().FullName);
    }

    private static string NameOf(Outcome outcome) => outcome switch
    {
        Outcome.Appended => "appended",
        Outcome.Nothing => "nothing",
        Outcome.Rejected => "rejected",
        Outcome.ConditionFailed => "condition-failed",
        _ => "conflict",
    };

    private static Activity? Start(string name)
    {
        if (!Source.HasListeners()) return null;
        var callers = Activity.Current;
        var activity = Source.StartActivity(name, ActivityKind.Client);
        Activity.Current = callers;
        return activity;
    }
}
