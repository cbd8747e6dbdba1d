using Microsoft.Extensions.Logging;

namespace Opossum.Typed.Hosting.Telemetry;

/// <summary>What hosts log about read models. An exception is named by its type where its text could quote what is stored.</summary>
internal static partial class ReadModelLogging
{
    public static void Failed(this ILogger logger, ReadModelFailure failure, string store)
    {
        var shown = failure.IsStopped ? Quotable.OfUserOrNull(failure.Error) : Quotable.OrNull(failure.Error);
        var text = shown?.Message ?? failure.Error.GetType().Name;
        if (failure.IsStopped) logger.Stopped(shown, failure.Model, store, failure.Position, failure.EventType!, text);
        else if (failure.IsFinal) logger.Ended(shown, failure.Model, store, text);
        else logger.Retried(shown, failure.Model, store, text);
    }

    [LoggerMessage(45, LogLevel.Error, "The read model '{ReadModel}' of the store '{Store}' stands still before the event at position "
        + "{Position}, of type '{EventType}' ({Reason}). Everything else goes on. Resume it once the cause is mended, or skip the event.",
        EventName = "ReadModelStopped")]
    private static partial void Stopped(
        this ILogger logger, Exception? error, string readModel, string store, long position, string eventType, string reason);

    [LoggerMessage(47, LogLevel.Error, "The read model '{ReadModel}' can't follow the store '{Store}' any more ({Reason}). Restart the "
        + "host once the store is as it should be.", EventName = "ReadModelEnded")]
    private static partial void Ended(this ILogger logger, Exception? error, string readModel, string store, string reason);

    [LoggerMessage(46, LogLevel.Warning, "The read model '{ReadModel}' of the store '{Store}' can't go on and tries again ({Reason}). "
        + "Further attempts are not logged.", EventName = "ReadModelRetried")]
    private static partial void Retried(this ILogger logger, Exception? error, string readModel, string store, string reason);
}
