using System.Diagnostics;

namespace Opossum.Typed.Engine.Telemetry;

/// <summary>Spans of the source <c>Opossum.Typed</c>: an append, a decision, and opening a store. Without a listener there are none.</summary>
internal static class StoreTracing
{
    private static readonly ActivitySource Source = new(OpossumTelemetry.ActivitySourceName, typeof(StoreTracing).Assembly.GetName().Version?.ToString(3));

    public static Activity? StartOpen(string location) => Source.StartActivity("opossum.open")?.SetTag("opossum.store", location);

    /// <summary>A span for an append. It is not the current one: what the append stores of the current activity is the caller's.</summary>
    public static Activity? StartAppend(int events) => Start("opossum.append")?.SetTag("opossum.append.events", events);

    /// <summary>A span for a decision, as that of an append: what it appends is the caller's too.</summary>
    public static Activity? StartDecision() => Start("opossum.decide");

    /// <inheritdoc cref="Until(ValueTask{AppendResult}, Activity)"/>
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

    /// <summary>The same answer, and the end of its span.</summary>
    public static async ValueTask<AppendResult> Until(ValueTask<AppendResult> append, Activity activity)
    {
        using (activity)
        {
            try
            {
                return Note(activity, await append.ConfigureAwait(false));
            }
            catch (Exception e)
            {
                Fail(activity, e);
                throw;
            }
        }
    }

    /// <inheritdoc cref="Until(ValueTask{AppendResult}, Activity)"/>
    public static async ValueTask<AppendOutcome> Until(ValueTask<AppendOutcome> append, Activity activity)
    {
        using (activity)
        {
            try
            {
                var outcome = await append.ConfigureAwait(false);
                if (outcome.IsAppended) Note(activity, outcome.Result);
                else activity.SetTag("opossum.append.refused", true);
                return outcome;
            }
            catch (Exception e)
            {
                Fail(activity, e);
                throw;
            }
        }
    }

    /// <summary>The end of a span whose append was never under way.</summary>
    public static void Abandon(Activity activity, Exception e)
    {
        Fail(activity, e);
        activity.Dispose();
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

    private static AppendResult Note(Activity activity, AppendResult result)
    {
        activity.SetTag("opossum.append.last_position", result.Last);
        return result;
    }

    private static string NameOf(Outcome outcome) => outcome switch
    {
        Outcome.Appended => "appended",
        Outcome.Nothing => "nothing",
        Outcome.Rejected => "rejected",
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
